import "server-only";
import type { Commit, TreeEntry } from "@/contract/content";
import { type ContentRepo, getCommit, getTree } from "@/lib/artifacts/content";
import { walkPath } from "@/lib/paths/walk-path";

export interface Chain {
  commit: Commit;
  /** The trees from the root down to the directory that holds the path, and the path's own when it is a directory. */
  levels: TreeEntry[][];
  /** Whether all of them are there: a browser is sent so many entries and no more. */
  isWhole: boolean;
}

export const chainEntriesMax = 100_000;

/** What a browser needs to recompute the hashes between a path and its commit. All of it by hash. */
export async function readChain(repo: ContentRepo, commitHash: string, path: string[]): Promise<Chain> {
  const commit = await getCommit(repo, commitHash);
  const chain: Chain = { commit, levels: [], isWhole: true };
  const walk = walkPath(commit.treeHash, path);
  let entryCount = 0;
  while (walk.awaited !== null) {
    const entries = await getTree(repo, walk.awaited);
    entryCount += entries.length;
    if (entryCount > chainEntriesMax) return { ...chain, isWhole: false };
    chain.levels.push(entries);
    walk.take(entries);
  }
  return chain;
}
