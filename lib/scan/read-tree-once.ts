import "server-only";
import type { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import type { TreeEntry } from "@/contract/content";
import { bulkRateLimit } from "@/lib/artifacts/bulk-rate-limit";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";

const treesAtOnce = 24;

/** By hash. */
export type SeenTrees = LRUCache<string, Promise<TreeEntry[]>>;

/** Reads trees by hash, none twice in a run. */
export function readTreeOnce(repo: ContentRepo, trees: SeenTrees, signal: AbortSignal) {
  const limit = pLimit(treesAtOnce);
  return (hash: string): Promise<TreeEntry[]> => {
    const known = trees.get(hash);
    if (known !== undefined) return known;
    const reading = limit(() => {
      signal.throwIfAborted();
      return getTree(repo, hash, { limiter: bulkRateLimit() });
    });
    trees.set(hash, reading);
    // A failure is whoever waits for it to tell; the next may try again.
    reading.catch(() => trees.delete(hash));
    return reading;
  };
}
