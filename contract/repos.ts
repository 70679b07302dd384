import { z } from "zod";
import { branchName, repoName } from "./names";
import { queryInteger } from "./paging";

export const repoStatus = z.enum(["ready", "creating", "importing", "forking"]);

export const repoSortField = z.enum(["created_at", "updated_at", "last_push_at", "name"]);
export type RepoSortField = z.infer<typeof repoSortField>;

export const sortDirection = z.enum(["asc", "desc"]);
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

export const createRepoRequest = z.object({
  name: repoName,
  description: z
    .string()
    .max(descriptionMaxLength)
    // Databases end a text at a NUL, or refuse it.
    .refine((text) => !text.includes("\0"), "A description holds no NUL character.")
    .optional(),
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

export const listReposQuery = z.object({
  limit: queryInteger({ min: 1, max: 200 }).optional(),
  cursor: z.string().optional(),
  search: z.string().max(200).optional(),
  sort: repoSortField.optional(),
  direction: sortDirection.optional(),
});
export type ListReposQuery = z.infer<typeof listReposQuery>;

export const deleteRepoResult = z.object({ id: z.string() });
