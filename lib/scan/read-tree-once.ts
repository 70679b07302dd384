import "server-only";
import type { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import type { TreeEntry } from "@/contract/content";
import type { InTurn } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";

const treesAtOnce = 24;

/** By hash. */
export type SeenTrees = LRUCache<string, Promise<TreeEntry[]>>;

/** Reads trees by hash, none twice in a run. */
export function readTreeOnce(repo: ContentRepo, trees: SeenTrees, bulk: InTurn, signal: AbortSignal) {
  const limit = pLimit(treesAtOnce);
  return (hash: string): Promise<TreeEntry[]> => {
    const known = trees.get(hash);
    if (known !== undefined) return known;
    const reading = limit(() => {
      signal.throwIfAborted();
      return bulk(() => getTree(repo, hash));
    });
    trees.set(hash, reading);
    // The caller that waits reports a failure; the next caller may try again.
    reading.catch(() => trees.delete(hash));
    return reading;
  };
}
