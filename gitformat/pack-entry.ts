import type { ObjectType } from "./object-header";
import { readVarint, varint } from "./varint";

/** The kinds of entries as numbers, by gitformat-pack(5). */
export const packCodes = { commit: 1, tree: 2, blob: 3, tag: 4, offsetDelta: 6, refDelta: 7 } as const;

/** Of an entry's first byte, those of its size. */
const sizeBits = 4;

const wholeTypes: Record<number, ObjectType> = { 1: "commit", 2: "tree", 3: "blob", 4: "tag" };

export function entryCode(firstByte: number): number {
  return (firstByte >> sizeBits) & 7;
}

/** The type of an object that stands whole under this code; null for deltas, and for what is no kind of entry. */
export function wholeTypeOf(code: number): ObjectType | null {
  return wholeTypes[code] ?? null;
}

export const packHeaderBytes = 12;

export function packHeader(count: number): Buffer {
  const header = Buffer.from("PACK\0\0\0\x02\0\0\0\0", "latin1");
  header.writeUInt32BE(count, 8);
  return header;
}

/** How many entries the pack says it has. Throws `RangeError` for what is no pack of version 2. */
export function readPackHeader(pack: Buffer): number {
  if (pack.toString("latin1", 0, 4) !== "PACK" || pack.readUInt32BE(4) !== 2) {
    throw new RangeError("Not a pack.");
  }
  return pack.readUInt32BE(8);
}

/** The head of an entry: its kind, and how long it is when unpacked. */
export function entryHead(code: number, sizeBytes: number): Buffer {
  return varint(sizeBytes, sizeBits, code << sizeBits);
}

export interface EntryHead {
  code: number;
  sizeBytes: number;
  /** Where the head ends, in bytes from its start. */
  end: number;
}

/** Null when it goes on beyond the end; `end` is where a delta's base, or else the deflated content begins. */
export function readEntryHead(bytes: Buffer): EntryHead | null {
  const size = readVarint(bytes, 0, sizeBits);
  return size && { code: entryCode(bytes[0] ?? 0), sizeBytes: size.value, end: size.end };
}

/** How far before its own entry the base of an offset delta begins. */
export function readBaseDistance(entry: Buffer, from: number): number {
  let at = from;
  let byte = entry[at] ?? 0;
  let distance = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    at += 1;
    byte = entry[at] ?? 0;
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  return distance;
}
