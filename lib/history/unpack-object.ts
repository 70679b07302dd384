import "server-only";
import { LRUCache } from "lru-cache";
import { applyDelta, readDeltaHeader } from "@/gitformat/delta";
import type { HashTable } from "@/lib/git/hash-table";
import { readRawEntry } from "@/lib/git/raw-entry";

/** Objects of one type: where each begins, by the number of its hash; 0 where it is not there. */
interface Objects {
  hashes: HashTable;
  offsets: readonly number[];
}

/** As when the packs were looked through. */
export const objectMaxBytes = 8 * 1024 * 1024;
/** What was unpacked last: one tree is mostly a delta of another that is asked for too. */
const keptMaxBytes = 8 * 1024 * 1024;
/** What an entry takes beside its content, roughly. */
const overheadBytes = 200;

/** Reads the contents of objects whose packs have been looked through, so that every base is known to be there. */
export function createUnpacker(packs: readonly Buffer[]): (of: Objects, number: number) => Buffer | null {
  const kept = new LRUCache<number, Buffer>({
    maxSize: keptMaxBytes,
    sizeCalculation: ({ length }) => length + overheadBytes,
  });

  function entryAt(offset: number) {
    let start = 0;
    for (const pack of packs) {
      if (offset < start + pack.length) return readRawEntry(pack, offset - start, objectMaxBytes);
      start += pack.length;
    }
    throw new RangeError("An object lies outside of its packs.");
  }

  /** The nearest content that is at hand, and the deltas from there on, the last one first. */
  function chainOf({ hashes, offsets }: Objects, number: number) {
    const deltas: { offset: number; content: Buffer }[] = [];
    for (let at = number; ; ) {
      const offset = offsets[at] ?? 0;
      if (offset === 0) throw new RangeError("The base of a delta is not there.");
      const content = kept.get(offset);
      if (content !== undefined) return { content, deltas };
      const entry = entryAt(offset);
      if (entry.type !== null) {
        kept.set(offset, entry.content);
        return { content: entry.content, deltas };
      }
      deltas.push({ offset, content: entry.content });
      at = hashes.find(entry.base);
    }
  }

  return (of, number) => {
    if (!of.offsets[number]) return null;
    const chain = chainOf(of, number);
    let { content } = chain;
    for (const delta of chain.deltas.toReversed()) {
      const { resultBytes, at } = readDeltaHeader(content, delta.content);
      content = applyDelta(content, delta.content, at, resultBytes);
      kept.set(delta.offset, content);
    }
    return content;
  };
}
