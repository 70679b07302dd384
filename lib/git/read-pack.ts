import "server-only";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { inflateSync } from "node:zlib";
import { createByteQueue } from "@/gitformat/byte-queue";

export type PackedType = "commit" | "tree" | "blob" | "tag";

export interface PackedObject {
  /** Computed from what has come, so it vouches for the content. */
  hash: string;
  type: PackedType;
  content: Buffer;
}

export interface PackLimits {
  /** Of the pack as it comes. */
  maxBytes: number;
  /** Of all objects and deltas together, as they are in memory. */
  inflatedMaxBytes: number;
  objectMaxBytes: number;
  objectsMax: number;
  /** What was asked for. The first object of another type is an `UnaskedObject`. */
  types: readonly PackedType[];
}

/** The remote sends what it was told to leave out. */
export class UnaskedObject extends Error {
  override name = "UnaskedObject";
}

const typeOf: Record<number, PackedType> = { 1: "commit", 2: "tree", 3: "blob", 4: "tag" };
const refDelta = 7;
const headerBytes = 12;
const hashBytes = 20;
/** What an object takes in memory beside its content, roughly. */
const overheadBytes = 200;
/** How long objects may be unpacked in one turn of the event loop. */
const turnMs = 10;

interface Entry {
  /** Null for a delta. */
  type: PackedType | null;
  base: string;
  content: Buffer;
  usedBytes: number;
}

/**
 * The objects of a pack as they come, each as soon as it is whole and its base is known. Throws `RangeError` where the pack is
 * damaged, goes beyond a limit or is of an unknown form. Its last bytes, a checksum, are not looked at: every object has a hash.
 */
export async function* readPack(
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, inflatedMaxBytes, objectMaxBytes, objectsMax, types }: PackLimits,
): AsyncGenerator<PackedObject> {
  const queue = createByteQueue();
  const objects = new Map<string, PackedObject>();
  /** By the hash of their base: a delta may stand before it, and be the base of another. */
  const waiting = new Map<string, Buffer[]>();
  let waitingCount = 0;
  /** Entries that are still to come. */
  let left: number | null = null;
  let seen = 0;
  let receivedBytes = 0;
  let inflatedBytes = 0;
  let wantedBytes = headerBytes;
  let turnEnds = performance.now() + turnMs;

  const hold = (sizeBytes: number) => {
    inflatedBytes += sizeBytes + overheadBytes;
    if (sizeBytes > objectMaxBytes || inflatedBytes > inflatedMaxBytes)
      throw new RangeError("The pack is too large.");
  };

  /** The object and all deltas that waited for it, and for those. */
  function* settle(type: PackedType, content: Buffer): Generator<PackedObject> {
    const whole = [content];
    for (let next = whole.pop(); next !== undefined; next = whole.pop()) {
      if (!types.includes(type)) throw new UnaskedObject(`The pack holds a ${type}.`);
      const hash = hashOf(type, next);
      const object = { hash, type, content: next };
      objects.set(hash, object);
      yield object;
      const deltas = waiting.get(hash) ?? [];
      waiting.delete(hash);
      waitingCount -= deltas.length;
      for (const delta of deltas) whole.push(apply(next, delta));
    }
  }

  function apply(base: Buffer, delta: Buffer): Buffer {
    const { resultBytes, at } = readDeltaHeader(base, delta);
    hold(resultBytes);
    return applyDelta(base, delta, at, resultBytes);
  }

  function* take(isEnd: boolean): Generator<PackedObject> {
    while (left !== 0 && (queue.length >= wantedBytes || (isEnd && queue.length > 0))) {
      const from = queue.look();
      if (left === null) {
        if (from.length < headerBytes) return;
        left = readHeader(from);
        queue.drop(headerBytes);
        wantedBytes = 1;
        continue;
      }
      const entry = readEntry(from, types, objectMaxBytes);
      if ("wantedBytes" in entry) {
        wantedBytes = entry.wantedBytes;
        return;
      }
      queue.drop(entry.usedBytes);
      wantedBytes = 1;
      left -= 1;
      seen += 1;
      if (seen > objectsMax) throw new RangeError("The pack holds too many objects.");
      hold(entry.content.length);
      if (entry.type !== null) {
        yield* settle(entry.type, entry.content);
        continue;
      }
      const base = objects.get(entry.base);
      if (base !== undefined) {
        yield* settle(base.type, apply(base.content, entry.content));
        continue;
      }
      waitingCount += 1;
      const others = waiting.get(entry.base);
      if (others === undefined) waiting.set(entry.base, [entry.content]);
      else others.push(entry.content);
    }
  }

  for await (const chunk of bytes) {
    receivedBytes += chunk.byteLength;
    if (receivedBytes > maxBytes) throw new RangeError("The pack is too large.");
    queue.add(chunk);
    yield* take(false);
    // What follows the last object is its checksum.
    if (left === 0) queue.drop(queue.length);
    if (performance.now() > turnEnds) {
      await setImmediate();
      turnEnds = performance.now() + turnMs;
    }
  }
  yield* take(true);
  if (left !== 0 || waitingCount > 0) throw new RangeError("The pack is not whole.");
}

function hashOf(type: PackedType, content: Buffer): string {
  return createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
}

/** How many objects there are. */
function readHeader(pack: Buffer): number {
  if (pack.toString("latin1", 0, 4) !== "PACK" || pack.readUInt32BE(4) !== 2)
    throw new RangeError("Not a pack.");
  return pack.readUInt32BE(8);
}

/** The first object, or how many bytes must be there before looking again makes sense. */
function readEntry(
  pack: Buffer,
  types: readonly PackedType[],
  objectMaxBytes: number,
): Entry | { wantedBytes: number } {
  const size = readVarint(pack, 0, 4);
  if (size === null) return { wantedBytes: pack.length + 1 };
  if (size.value > objectMaxBytes) throw new RangeError("An object of the pack is too large.");
  const code = ((pack[0] ?? 0) >> 4) & 7;
  const type = typeOf[code] ?? null;
  if (type === null && code !== refDelta)
    throw new RangeError("An object of the pack is of an unknown type.");
  // Before it is unpacked, and before the rest of it has come.
  if (type !== null && !types.includes(type)) throw new UnaskedObject(`The pack holds a ${type}.`);
  const start = size.end + (type === null ? hashBytes : 0);
  if (pack.length <= start) return { wantedBytes: start + 1 };
  const inflated = inflate(pack.subarray(start), size.value);
  if (inflated !== null) {
    const base = type === null ? pack.toString("hex", size.end, start) : "";
    return { type, base, content: inflated.content, usedBytes: start + inflated.usedBytes };
  }
  // Twice as much each time, so that a large object is not unpacked again for every chunk of it.
  const worstBytes = start + size.value + Math.ceil(size.value / 1000) + 64;
  const twice = pack.length * 2;
  return { wantedBytes: pack.length < worstBytes ? Math.min(twice, worstBytes) : twice };
}

/** Seven bits a byte, the lowest first; of the first byte `firstBits`. Null when it goes on beyond the end. */
function readVarint(from: Buffer, start: number, firstBits: number): { value: number; end: number } | null {
  let byte = from[start];
  if (byte === undefined) return null;
  let value = byte & (2 ** firstBits - 1);
  let shift = firstBits;
  let at = start;
  while (byte & 0x80) {
    at += 1;
    byte = from[at];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (shift > 46) throw new RangeError("A length in the pack is too large.");
  }
  return { value, end: at + 1 };
}

/** Null when there is not enough of it. */
function inflate(from: Buffer, sizeBytes: number): { content: Buffer; usedBytes: number } | null {
  let answer: unknown;
  try {
    answer = inflateSync(from, {
      // Node's types do not know `info`; with it the answer says how many bytes of the input were used.
      info: true,
      maxOutputLength: sizeBytes + 1,
      // Else a small object would hold on to the 16 KB it was unpacked into.
      chunkSize: Math.max(64, sizeBytes + 1),
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR") return null;
    throw new RangeError("An object of the pack is damaged.", { cause: error });
  }
  if (
    typeof answer === "object" &&
    answer !== null &&
    "buffer" in answer &&
    "engine" in answer &&
    Buffer.isBuffer(answer.buffer) &&
    typeof answer.engine === "object" &&
    answer.engine !== null &&
    "bytesWritten" in answer.engine &&
    typeof answer.engine.bytesWritten === "number" &&
    answer.buffer.length === sizeBytes
  ) {
    return { content: answer.buffer, usedBytes: answer.engine.bytesWritten };
  }
  throw new RangeError("An object of the pack is damaged.");
}

const damagedDelta = () => new RangeError("A delta is damaged.");

function readDeltaHeader(base: Buffer, delta: Buffer): { resultBytes: number; at: number } {
  const baseSize = readVarint(delta, 0, 7);
  const resultSize = baseSize && readVarint(delta, baseSize.end, 7);
  if (!resultSize || baseSize?.value !== base.length) throw damagedDelta();
  return { resultBytes: resultSize.value, at: resultSize.end };
}

/** Copies from the base and adds what is new, as gitformat-pack(5) has it. */
function applyDelta(base: Buffer, delta: Buffer, start: number, resultBytes: number): Buffer {
  const result = Buffer.allocUnsafeSlow(resultBytes);
  let to = 0;
  const put = (from: Buffer, offset: number, length: number) => {
    // Checked before copying: a few bytes of delta can ask for any amount.
    if (offset + length > from.length || to + length > resultBytes) throw damagedDelta();
    from.copy(result, to, offset, offset + length);
    to += length;
  };
  let at = start;
  while (at < delta.length) {
    const instruction = delta[at] ?? 0;
    at += 1;
    if ((instruction & 0x80) === 0) {
      if (instruction === 0) throw damagedDelta();
      put(delta, at, instruction);
      at += instruction;
      continue;
    }
    let offset = 0;
    let length = 0;
    for (let bit = 0; bit < 7; bit += 1) {
      if ((instruction & (1 << bit)) === 0) continue;
      const byte = delta[at] ?? 0;
      at += 1;
      if (bit < 4) offset += byte * 2 ** (8 * bit);
      else length += byte * 2 ** (8 * (bit - 4));
    }
    put(base, offset, length || 0x10000);
  }
  if (to !== resultBytes) throw damagedDelta();
  return result;
}
