import "server-only";
import { LRUCache } from "lru-cache";
import type { Commit, TreeEntry } from "@/contract/content";
import { perProcess } from "@/lib/process/per-process";
import { shareCalls } from "./bulk-calls";
import { noteFromMemory } from "./call-trail";

/** What never changes once it exists, and so may be kept for as long as there is room. */
export type CachedObject =
  | { kind: "commit"; commit: Commit; sizeBytes: number }
  | { kind: "tree"; entries: TreeEntry[]; sizeBytes: number }
  | { kind: "log"; commits: Commit[]; sizeBytes: number }
  | { kind: "blob"; blob: BlobContent; sizeBytes: number };

export interface BlobContent {
  bytes: Uint8Array;
  /** Of the whole blob. Null when `bytes` was cut and the server did not say how long the blob is. */
  sizeBytes: number | null;
  truncated: boolean;
}

export interface Load {
  key: string;
  /** Callers with the same share key wait for one fetch; it is `key` unless the fetch depends on more than that. */
  shareKey?: string;
  fetch: () => Promise<CachedObject>;
  /** Where `fetch` would ask, for the trail of calls behind a screen. */
  url?: string;
  /** False: the answer is given out, but not kept. */
  mayKeep?: (object: CachedObject) => boolean;
}

export interface ObjectCache {
  /** What is kept under the key, or else what `fetch` brings. Failures are never kept. */
  load(load: Load): Promise<CachedObject>;
  /** Keeps what another call has brought along, and gives it to callers that still wait for a fetch of it. */
  keep(key: string, object: CachedObject): void;
  /** What is kept, if it is; this does not count as a use. */
  peek(key: string): CachedObject | undefined;
}

interface Waiting {
  object: Promise<CachedObject>;
  bring: (object: CachedObject) => void;
  join: () => void;
}

const cacheMaxBytes = 128 * 1024 * 1024;
/** One huge object must not empty the cache. */
const entryMaxBytes = 16 * 1024 * 1024;
/** Room that a key and the entry's bookkeeping take. */
const entryOverheadBytes = 512;

export function createObjectCache(maxBytes = cacheMaxBytes): ObjectCache {
  const kept = new LRUCache<string, CachedObject>({
    maxSize: maxBytes,
    maxEntrySize: Math.min(entryMaxBytes, maxBytes),
    sizeCalculation: (object) => object.sizeBytes + entryOverheadBytes,
  });
  const underWay = new Map<string, Waiting>();

  return {
    keep(key, object) {
      kept.set(key, object);
      underWay.get(key)?.bring(object);
    },
    peek: (key) => kept.peek(key),
    async load({ key, shareKey = key, fetch, url, mayKeep = () => true }) {
      const waiting = underWay.get(shareKey);
      const known = kept.get(key) ?? waiting?.object;
      if (known !== undefined) {
        if (url !== undefined) noteFromMemory(url);
        waiting?.join();
        return known;
      }
      let bring: Waiting["bring"] = () => undefined;
      const brought = new Promise<CachedObject>((resolve) => {
        bring = resolve;
      });
      const { answer, join } = shareCalls(fetch);
      const first = Promise.race([answer, brought]);
      underWay.set(shareKey, { object: first, bring, join });
      try {
        const object = await first;
        if (mayKeep(object)) kept.set(key, object);
        return object;
      } finally {
        underWay.delete(shareKey);
      }
    },
  };
}

export const objectCache = perProcess("object-cache", () => createObjectCache());
