import "server-only";
import { LRUCache } from "lru-cache";
import { perProcess } from "@/lib/process/per-process";

/** Some 30 MB at most. */
const keptMax = 200_000;

/**
 * Hashes of blobs that hold no secret: a blob never changes, so in a fork, in an older commit and in the next scan it need not be read
 * again. Of the others nothing is kept.
 */
export const cleanBlobs = perProcess("clean-blobs", () => new LRUCache<string, true>({ max: keptMax }));
