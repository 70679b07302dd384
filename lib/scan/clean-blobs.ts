import "server-only";
import { LRUCache } from "lru-cache";

/** Some 30 MB at most. */
const keptMax = 200_000;

declare global {
  var vitrineCleanBlobs: LRUCache<string, true> | undefined;
}

/**
 * Hashes of blobs that hold no secret: a blob never changes, so in a fork, in an older commit and in the next scan it need not be read
 * again. Of the others nothing is kept.
 */
export function cleanBlobs(): LRUCache<string, true> {
  globalThis.vitrineCleanBlobs ??= new LRUCache({ max: keptMax });
  return globalThis.vitrineCleanBlobs;
}
