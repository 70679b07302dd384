import { z } from "zod";
import { branchName, newRepoName } from "./names";
import { queryCursor, queryInteger } from "./paging";
import { repoSortFields, repoStatuses, sortDirections } from "./repo-states";

export const repoStatus = z.enum(repoStatuses);

export const repoSortField = z.enum(repoSortFields);
export type RepoSortField = z.infer<typeof repoSortField>;

export const sortDirection = z.enum(sortDirections);
export type SortDirection = z.infer<typeof sortDirection>;

/** A repo as lists and lookups give it. The hosted service leaves `status` out of a single repo. */
export const repoWithRemote = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  default_branch: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  last_push_at: z.string().nullable(),
  source: z.string().nullable(),
  read_only: z.boolean(),
  remote: z.string(),
  status: repoStatus.optional().catch(undefined),
});
export type RepoWithRemote = z.infer<typeof repoWithRemote>;

export const descriptionMaxLength = 1000;

const description = z
  .string()
  .max(descriptionMaxLength, `A description has at most ${descriptionMaxLength} characters.`)
  // Databases end a text at a NUL, or refuse it.
  .refine((text) => !text.includes("\0"), "A description holds no NUL character.");

export const createRepoRequest = z.object({
  name: newRepoName,
  description: description.optional(),
  default_branch: branchName.optional(),
  read_only: z.boolean().optional(),
});
export type CreateRepoRequest = z.infer<typeof createRepoRequest>;

export const createRepoResult = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  default_branch: z.string(),
  remote: z.string(),
  token: z.string(),
});
export type CreateRepoResult = z.infer<typeof createRepoResult>;

export const forkRepoRequest = z.object({
  name: newRepoName,
  description: description.optional(),
  read_only: z.boolean().optional(),
  default_branch_only: z.boolean().optional(),
});
export type ForkRepoRequest = z.infer<typeof forkRepoRequest>;

/** `objects` is the number of Git objects that the fork holds. */
export const forkRepoResult = createRepoResult.extend({ objects: z.number().int().min(0) });
export type ForkRepoResult = z.infer<typeof forkRepoResult>;

export const importUrlMaxLength = 2048;
/** Git's own bound: what is deeper is everything. */
const importDepthMax = 2_147_483_647;

/** Which URLs are good ones is decided where they are resolved; here only their size is. */
export const importRepoRequest = z.object({
  url: z.string().min(1, "url is required").max(importUrlMaxLength, "url is too long"),
  branch: branchName.optional(),
  depth: z.number().int().min(1, "depth must be at least 1").max(importDepthMax).optional(),
  read_only: z.boolean().optional(),
});
export type ImportRepoRequest = z.infer<typeof importRepoRequest>;

export const listReposQuery = z.object({
  limit: queryInteger({ min: 1, max: 200 }).optional(),
  cursor: queryCursor.optional(),
  search: z.string().max(200).optional(),
  sort: repoSortField.optional(),
  direction: sortDirection.optional(),
});
export type ListReposQuery = z.infer<typeof listReposQuery>;

export const deleteRepoResult = z.object({ id: z.string() });
