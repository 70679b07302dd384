import { z } from "zod";
import { namespaceInfo } from "@/contract/namespaces";
import { repoWithRemote } from "@/contract/repos";
import { tokenInfo } from "@/contract/tokens";

/** The lists as `lib/artifacts` gives them to pages and `/-/api` to the browser: one shape, so that either hydrates. */

export const namespacePage = z.object({
  namespaces: z.array(namespaceInfo),
  nextCursor: z.string().nullable(),
});
export type NamespacePage = z.infer<typeof namespacePage>;

export const repoPage = z.object({
  repos: z.array(repoWithRemote),
  nextCursor: z.string().nullable(),
  /** Known on the last page only: Artifacts counts nowhere else. */
  total: z.number().int().nullable(),
});
export type RepoPage = z.infer<typeof repoPage>;

/** `label` is "dashboard" for the read tokens that this dashboard minted for its own use. */
export const labelledToken = tokenInfo.extend({ label: z.literal("dashboard").nullable() });
export type LabelledToken = z.infer<typeof labelledToken>;

export const tokenPage = z.object({
  tokens: z.array(labelledToken),
  page: z.number().int(),
  /** At least this many; exact whenever `totalCount` is known. */
  totalPages: z.number().int(),
  totalCount: z.number().int().nullable(),
});
export type TokenPage = z.infer<typeof tokenPage>;

/** By repo name: of the branch that HEAD points to, in unix seconds; null while it has no commit. */
export const latestCommitTimes = z.record(z.string(), z.number().int().nullable());
