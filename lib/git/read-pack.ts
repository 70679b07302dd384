import "server-only";
import { createByteQueue } from "@/gitformat/byte-queue";
import { applyDelta, readDeltaHeader } from "@/gitformat/delta";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import type { ObjectType } from "@/gitformat/object-header";
import {
  packCodes,
  packHeaderBytes,
  readEntryHead,
  readPackHeader,
  wholeTypeOf,
} from "@/gitformat/pack-entry";
import { createTurns } from "@/lib/process/give-turns";
import { inflateEntry } from "./inflate-entry";

export interface PackLimits {
  /** Of the pack as it comes. */
  maxBytes: number;
  /** Of all objects and deltas together, as they are in memory. */
  inflatedMaxBytes: number;
  objectMaxBytes: number;
  objectsMax: number;
  /** What was asked for. The first object of another type is an `UnaskedObject`. */
  types: readonly ObjectType[];
}

/** The remote sends what it was asked to leave out. */
export class UnaskedObject extends Error {
  override name = "UnaskedObject";
}

const hashBytes = 20;
/** What an object takes in memory beside its content, roughly. */
const overheadBytes = 200;

interface Entry {
  /** Null for a delta. */
  type: ObjectType | null;
  base: string;
  content: Buffer;
  usedBytes: number;
}

/**
 * The objects of a pack as they come, each as soon as it is whole and its base is known, under the hash that is computed from what
 * has come, so that it vouches for the content. Throws `RangeError` where the pack is damaged, goes beyond a limit or is of an
 * unknown form. Its last bytes, a checksum, are not looked at: every object has a hash.
 */
export async function* readPack(
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, inflatedMaxBytes, objectMaxBytes, objectsMax, types }: PackLimits,
): AsyncGenerator<GitObject> {
  const queue = createByteQueue();
  const objects = new Map<string, GitObject>();
  /** By the hash of their base: a delta may stand before it, and be the base of another. */
  const waiting = new Map<string, Buffer[]>();
  let waitingCount = 0;
  /** Entries that are still to come. */
  let left: number | null = null;
  let seen = 0;
  let receivedBytes = 0;
  let inflatedBytes = 0;
  let wantedBytes = packHeaderBytes;
  const giveTurn = createTurns();

  const hold = (sizeBytes: number) => {
    inflatedBytes += sizeBytes + overheadBytes;
    if (sizeBytes > objectMaxBytes || inflatedBytes > inflatedMaxBytes)
      throw new RangeError("The pack is too large.");
  };

  /** The object and all deltas that waited for it, and for those. */
  function* settle(type: ObjectType, content: Buffer): Generator<GitObject> {
    const whole = [content];
    for (let next = whole.pop(); next !== undefined; next = whole.pop()) {
      if (!types.includes(type)) throw new UnaskedObject(`The pack holds a ${type}.`);
      const object = makeObject(type, next);
      const { hash } = object;
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

  function* take(isEnd: boolean): Generator<GitObject> {
    while (left !== 0 && (queue.length >= wantedBytes || (isEnd && queue.length > 0))) {
      const from = queue.look();
      if (left === null) {
        if (from.length < packHeaderBytes) return;
        left = readPackHeader(from);
        queue.drop(packHeaderBytes);
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
    await giveTurn();
  }
  yield* take(true);
  if (left !== 0 || waitingCount > 0) throw new RangeError("The pack is not whole.");
}

/** The first object, or how many bytes must be there before looking again makes sense. */
function readEntry(
  pack: Buffer,
  types: readonly ObjectType[],
  objectMaxBytes: number,
): Entry | { wantedBytes: number } {
  const head = readEntryHead(pack);
  if (head === null) return { wantedBytes: pack.length + 1 };
  const { code, sizeBytes, end } = head;
  if (sizeBytes > objectMaxBytes) throw new RangeError("An object of the pack is too large.");
  const type = wholeTypeOf(code);
  if (type === null && code !== packCodes.refDelta)
    throw new RangeError("An object of the pack is of an unknown type.");
  // Before it is unpacked, and before the rest of it has come.
  if (type !== null && !types.includes(type)) throw new UnaskedObject(`The pack holds a ${type}.`);
  const start = end + (type === null ? hashBytes : 0);
  if (pack.length <= start) return { wantedBytes: start + 1 };
  const inflated = inflateEntry(pack.subarray(start), sizeBytes);
  if (inflated !== null) {
    const base = type === null ? pack.toString("hex", end, start) : "";
    return { type, base, content: inflated.content, usedBytes: start + inflated.usedBytes };
  }
  // Twice as much each time, so that a large object is not unpacked again for every chunk of it.
  const worstBytes = start + sizeBytes + Math.ceil(sizeBytes / 1000) + 64;
  const twice = pack.length * 2;
  return { wantedBytes: pack.length < worstBytes ? Math.min(twice, worstBytes) : twice };
}
