import "server-only";
import { type ContentRepo, getCommit } from "@/lib/artifacts/content";
import type { RepoRefs } from "@/lib/git/refs";
import { findEntry } from "@/lib/paths/find-entry";
import type { MessageTrailer } from "./read-message";

/** Where Entire keeps what was said and done before a commit. */
export const checkpointBranch = "entire/checkpoints/v1";
export const isCheckpointKey = (key: string) => /^Entire-Checkpoint$/i.test(key);

/** Twelve digits, or a ULID. */
const id = /^(?:[0-9a-f]{12}|[0-9A-HJKMNP-TV-Z]{26})$/i;
const callsMax = 5;

/** The checkpoints that trailers name and the repo has: their values, and the path of each on the branch. Throws `ArtifactsError`. */
export async function findCheckpoints(
  repo: ContentRepo,
  { branches }: Pick<RepoRefs, "branches">,
  trailers: readonly MessageTrailer[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const named = trailers.filter(({ key, value }) => isCheckpointKey(key) && id.test(value));
  const branch = branches.find(({ name }) => name === checkpointBranch);
  if (named.length === 0 || branch === undefined) return found;
  const { treeHash } = await getCommit(repo, branch.hash);
  for (const { value } of named.slice(0, callsMax)) {
    const path = [value.slice(0, 2), value.slice(2), "metadata.json"];
    const entry = await findEntry(repo, treeHash, path);
    if (entry !== null && entry.kind !== "tree") found.set(value, path.join("/"));
  }
  return found;
}
