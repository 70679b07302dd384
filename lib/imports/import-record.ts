import { z } from "zod";
import { namespaceName, repoName } from "@/contract/names";
import { importRepoRequest } from "@/contract/repos";
import { httpsRemoteOf } from "./remote-spelling";

/** An import that this browser began: what it takes to follow it and to begin it again, and nothing that is secret. */
export const importRecord = z.object({
  namespace: namespaceName,
  name: repoName,
  /** As they were sent. The address is in its plain spelling, which carries no credentials. */
  values: importRepoRequest.refine(({ url }) => httpsRemoteOf(url) === url, "not a plain address"),
  startedAtMs: z.number(),
  /** When the unwanted write token that came with the import ends, where it could not be revoked at once. */
  unwantedTokenEndsAt: z.number().nullable().default(null),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  /** Why it failed, or what is left to do. */
  note: z.string().nullable(),
});
export type ImportRecord = z.infer<typeof importRecord>;

/** Names are the same in upper and lower case. */
export const isSameImport = (
  a: Pick<ImportRecord, "namespace" | "name">,
  b: Pick<ImportRecord, "namespace" | "name">,
) => a.namespace === b.namespace && a.name.toLowerCase() === b.name.toLowerCase();
