import "server-only";
import type { ObjectType } from "@/gitformat/object-header";
import { packCodes, readEntryHead, wholeTypeOf } from "@/gitformat/pack-entry";
import { inflateEntry } from "./inflate-entry";

export interface RawEntry {
  /** Null for a delta. */
  type: ObjectType | null;
  /** Of a delta: the 20 bytes of its base's hash; else none. */
  base: Buffer;
  /** Unpacked: of a delta its instructions. */
  content: Buffer;
  /** Where the next entry begins. */
  end: number;
}

const hashBytes = 20;
/** A head is shorter, and looking for its end in all of a pack would take a view of it. */
const headMaxBytes = 16;

/** The entry of a pack that begins at `offset`. Throws `RangeError`. */
export function readRawEntry(pack: Buffer, offset: number, objectMaxBytes: number): RawEntry {
  const head = readEntryHead(pack.subarray(offset, offset + headMaxBytes));
  if (head === null) throw new RangeError("The pack is not whole.");
  if (head.sizeBytes > objectMaxBytes) throw new RangeError("An object of the pack is too large.");
  const type = wholeTypeOf(head.code);
  if (type === null && head.code !== packCodes.refDelta)
    throw new RangeError("An object of the pack is of an unknown type.");
  const baseAt = offset + head.end;
  const start = type === null ? baseAt + hashBytes : baseAt;
  const inflated = start < pack.length ? inflateEntry(pack.subarray(start), head.sizeBytes) : null;
  if (inflated === null) throw new RangeError("The pack is not whole.");
  return {
    type,
    base: pack.subarray(baseAt, start),
    content: inflated.content,
    end: start + inflated.usedBytes,
  };
}
