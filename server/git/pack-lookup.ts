import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { ObjectType } from "@/gitformat/object-header";
import {
  type EntryHead,
  entryCode,
  packCodes,
  readBaseDistance,
  readEntryHead,
  wholeTypeOf,
} from "@/gitformat/pack-entry";

// Layout of a version 2 index (gitformat-pack): 8 bytes of header, 256 counts, the sorted hashes, a checksum each, an
// offset each, and the offsets that need 64 bits.
const headerBytes = 8;
const fanOutBytes = 256 * 4;
const namesAt = headerBytes + fanOutBytes;
/** Up to so much of an index is read at once: some 500,000 objects. */
const indexHeldMaxBytes = 16 * 1024 * 1024;

/**
 * Finds objects in one pack by its index, without git: for a few questions about a pack that has just been made, the
 * start of a process would cost more than all of them. It reads without waiting: a few bytes that were just written.
 */
export class PackLookup {
  readonly #index: number;
  readonly #pack: number;
  /** The whole index, unless it is large. */
  readonly #held: Buffer | null;
  readonly #fanOut: Buffer;

  private constructor(index: number, pack: number, held: Buffer | null, fanOut: Buffer) {
    this.#index = index;
    this.#pack = pack;
    this.#held = held;
    this.#fanOut = fanOut;
  }

  static open(indexPath: string, packPath: string): PackLookup {
    const index = openSync(indexPath, "r");
    try {
      const { size } = fstatSync(index);
      const held = size <= indexHeldMaxBytes ? readAt(index, 0, size) : null;
      const fanOut = held?.subarray(headerBytes, namesAt) ?? readAt(index, headerBytes, fanOutBytes);
      return new PackLookup(index, openSync(packPath, "r"), held, fanOut);
    } catch (error) {
      closeSync(index);
      throw error;
    }
  }

  get count(): number {
    return this.#fanOut.readUInt32BE(255 * 4);
  }

  has(hash: string): boolean {
    return this.#offsetOf(Buffer.from(hash, "hex")) !== null;
  }

  /** The type of an object in this pack; null when it is not in it, or cannot be read as an object. */
  typeOf(hash: string): ObjectType | null {
    let offset = this.#offsetOf(Buffer.from(hash, "hex"));
    // A delta has the type of what it leans on, which lies in the same pack: thin packs were completed.
    while (offset !== null) {
      // Type and size, then a distance or a hash: 10, 10 and 20 bytes at the most.
      const entry = readAt(this.#pack, offset, 40);
      const whole = wholeTypeOf(entryCode(entry[0] ?? 0));
      if (whole !== null) return whole;
      const head = headOf(entry);
      if (head?.code === packCodes.refDelta) offset = this.#offsetOf(entry.subarray(head.end, head.end + 20));
      else if (head?.code === packCodes.offsetDelta) offset -= readBaseDistance(entry, head.end);
      else return null;
    }
    return null;
  }

  close(): void {
    closeSync(this.#index);
    closeSync(this.#pack);
  }

  #readIndex(position: number, size: number): Buffer {
    return this.#held?.subarray(position, position + size) ?? readAt(this.#index, position, size);
  }

  #offsetOf(hash: Buffer): number | null {
    const first = hash[0] ?? 0;
    const from = first === 0 ? 0 : this.#fanOut.readUInt32BE((first - 1) * 4);
    const until = this.#fanOut.readUInt32BE(first * 4);
    // Hashes are spread evenly, so those with this first byte are few even in a large pack.
    const names = this.#readIndex(namesAt + from * 20, (until - from) * 20);
    let low = 0;
    let high = until - from;
    while (low < high) {
      const middle = (low + high) >> 1;
      const order = Buffer.compare(names.subarray(middle * 20, middle * 20 + 20), hash);
      if (order === 0) return this.#offsetAt(from + middle);
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return null;
  }

  #offsetAt(position: number): number {
    const offsetsAt = namesAt + this.count * 24;
    const small = this.#readIndex(offsetsAt + position * 4, 4).readUInt32BE(0);
    if (small < 0x80000000) return small;
    const largeAt = offsetsAt + this.count * 4 + (small - 0x80000000) * 8;
    return Number(this.#readIndex(largeAt, 8).readBigUInt64BE(0));
  }
}

/** Null for a size that no object can have: Git's own indexing lets some of those pass. */
function headOf(entry: Buffer): EntryHead | null {
  try {
    return readEntryHead(entry);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readAt(file: number, position: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  if (size > 0) readSync(file, bytes, 0, size, position);
  return bytes;
}
