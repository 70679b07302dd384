import "server-only";
import { LRUCache } from "lru-cache";
import { getTree } from "@/lib/artifacts/content";
import { perProcess } from "@/lib/process/per-process";
import type { ChangedRepos } from "./changed-repos";
import { compareTrees } from "./compare-trees";
import type { FileChange } from "./file-change";
import { findMoves } from "./find-moves";

export interface Changes {
  files: FileChange[];
  /** Whether more files differ than were looked for. */
  isCut: boolean;
  /** Whether renames were looked for among all files that came and went. */
  hasAllRenames: boolean;
}

/** More files than these are not listed. */
export const changedFilesMax = 20_000;

/** By repo and trees: what hashes name never changes. */
const kept = perProcess(
  "changes-of-trees",
  () =>
    new LRUCache<string, Changes>({
      maxSize: 32 * 1024 * 1024,
      sizeCalculation: ({ files }, key) =>
        files.reduce(
          (total, { path, oldPath }) => total + 2 * (path.length + (oldPath?.length ?? 0)) + 400,
          key.length,
        ),
    }),
);

/** The files that differ between two trees, with what was renamed or copied. Null is a tree without entries. Throws `ArtifactsError`. */
export async function readChanges(
  repos: ChangedRepos,
  before: string | null,
  after: string | null,
): Promise<Changes> {
  const key = [repos.before.id, before, repos.after.id, after].join(" ");
  const known = kept().get(key);
  if (known !== undefined) return known;
  const { changes, isCut } = await compareTrees((hash, side) => getTree(repos[side], hash), before, after, {
    changesMax: changedFilesMax,
  });
  const { files, isWhole } = await findMoves(repos, changes);
  const found = { files, isCut, hasAllRenames: isWhole };
  kept().set(key, found);
  return found;
}
