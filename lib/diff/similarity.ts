import { isBinary } from "./is-binary";

/** A file as the chunks it is made of: how many of its bytes are in chunks of each kind, the kinds ascending. */
export interface ChunkCounts {
  /** Hashes of chunks, of 52 bits. */
  kinds: Float64Array;
  bytes: Uint32Array;
  /** Of the file. */
  size: number;
}

/** What full likeness is, as git counts it. */
export const fullScore = 60_000;

const chunkMax = 64;
const lf = 10;
const cr = 13;
/** Bytes that are counted in a millisecond or so. */
const stepBytes = 64 * 1024;
const emptyHash = 0x811c9dc5;

/**
 * Cuts a file after each LF and after 64 bytes. The CR of a CRLF is left out of text: a change of line ends is no change of content.
 * Stops for a moment wherever `giveTurn` says so.
 */
export async function countChunks(
  file: Uint8Array,
  giveTurn: () => Promise<void> | undefined,
): Promise<ChunkCounts> {
  const counter = createChunkCounter(file);
  for (let at = 0; at < file.length; at += stepBytes) {
    counter.read(at, Math.min(at + stepBytes, file.length));
    await giveTurn();
  }
  const counts = counter.end();
  const kinds = Float64Array.from(counts.keys()).sort();
  return { kinds, bytes: Uint32Array.from(kinds, (kind) => counts.get(kind) ?? 0), size: file.length };
}

function createChunkCounter(file: Uint8Array) {
  const isText = !isBinary(file);
  const counts = new Map<number, number>();
  let length = 0;
  let high = emptyHash;
  let low = 0;

  function close() {
    const kind = (high >>> 0) * 2 ** 20 + (low & 0xfffff);
    counts.set(kind, (counts.get(kind) ?? 0) + length);
    length = 0;
    high = emptyHash;
    low = 0;
  }

  return {
    read(from: number, to: number) {
      for (let at = from; at < to; at++) {
        const byte = file[at] ?? 0;
        if (byte === cr && isText && file[at + 1] === lf) continue;
        high = Math.imul(high ^ byte, 0x01000193);
        low = (Math.imul(low, 31) + byte) | 0;
        length += 1;
        if (length === chunkMax || byte === lf) close();
      }
    },
    end() {
      if (length > 0) close();
      return counts;
    },
  };
}

/** Whether files of these sizes can have that score: what one is longer by it cannot have from the other. */
export function canReach(score: number, size: number, otherSize: number): boolean {
  const larger = Math.max(size, otherSize);
  return larger > 0 && Math.min(size, otherSize) * fullScore >= larger * score;
}

/** How alike two files are, up to `fullScore`: the bytes that one can have from the other, over the larger size. */
export function similarity(one: ChunkCounts, other: ChunkCounts): number {
  let common = 0;
  let at = 0;
  for (let kind = 0; kind < one.kinds.length && at < other.kinds.length; ) {
    const difference = (one.kinds[kind] ?? 0) - (other.kinds[at] ?? 0);
    if (difference === 0) common += Math.min(one.bytes[kind] ?? 0, other.bytes[at] ?? 0);
    if (difference <= 0) kind += 1;
    if (difference >= 0) at += 1;
  }
  return Math.floor((common * fullScore) / Math.max(one.size, other.size));
}
