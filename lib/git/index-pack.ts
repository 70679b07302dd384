import "server-only";
import { createHash } from "node:crypto";
import { applyDelta, readDeltaHeader } from "@/gitformat/delta";
import { type ObjectType, objectHeader } from "@/gitformat/object-header";
import { packHeaderBytes, readPackHeader } from "@/gitformat/pack-entry";
import { createTurns } from "@/lib/process/give-turns";
import { HashTable } from "./hash-table";
import { type RawEntry, readRawEntry } from "./raw-entry";

/** An object of a pack, under the hash that is computed from its bytes. */
export interface PackedObject {
  type: ObjectType;
  /** 20 bytes. */
  hash: Buffer;
  content: Buffer;
  /** Of its entry, from the start of the pack. */
  offset: number;
}

interface IndexLimits {
  objectMaxBytes: number;
  /** Of all objects together, unpacked one after the other: what a small pack may cost in time. */
  inflatedMaxBytes: number;
}

/** What the bases of one chain of deltas may take in memory. */
const chainMaxBytes = 64 * 1024 * 1024;
/** As many as Git makes. */
const chainMaxLength = 4096;
const none = -1;

/** Deltas by the hash of their base, as lists in arrays: a pack may have 400,000 of them. */
interface Deltas {
  bases: HashTable;
  /** By the number of a base: its newest delta. */
  firstOf: number[];
  offsets: number[];
  nextOf: number[];
}

/**
 * Calls `take` for each object of a pack, a base before its deltas. Of the contents only one chain of deltas is in memory at a time.
 * The last bytes of a pack, a checksum, are not looked at: every object has a hash. Gives other work a turn every some
 * milliseconds. Throws `RangeError` where the pack is damaged or of an unknown form, and what `take` throws.
 */
export async function indexPack(
  pack: Buffer,
  limits: IndexLimits,
  take: (object: PackedObject) => void,
): Promise<void> {
  const count = readPackHeader(pack);
  const whole = new HashTable(count);
  const wholeOffsets: number[] = [];
  const deltas: Deltas = { bases: new HashTable(), firstOf: [], offsets: [], nextOf: [] };
  const giveTurn = createTurns();
  const hold = createMeter(limits);

  let offset = packHeaderBytes;
  for (let seen = 0; seen < count; seen += 1) {
    await giveTurn();
    const entry = readRawEntry(pack, offset, limits.objectMaxBytes);
    hold(entry.content.length);
    if (entry.type === null) {
      addDelta(deltas, entry, offset);
    } else {
      const { type, content } = entry;
      const hash = hashOf(type, content);
      const number = whole.add(hash);
      if (number === wholeOffsets.length) wholeOffsets.push(offset);
      take({ type, hash, content, offset });
    }
    offset = entry.end;
  }

  let applied = 0;
  const base = Buffer.alloc(20);
  for (let number = 0; number < deltas.bases.count; number += 1) {
    base.write(deltas.bases.hexOf(number), "hex");
    const at = wholeOffsets[whole.find(base)];
    if (at === undefined) continue;
    const { type, content } = readRawEntry(pack, at, limits.objectMaxBytes);
    if (type === null) continue;
    for (const object of applyAll(pack, { type, content, number }, deltas, { limits, hold })) {
      applied += 1;
      take(object);
      await giveTurn();
    }
  }
  if (applied !== deltas.offsets.length) throw new RangeError("The pack is not whole.");
}

function createMeter({ objectMaxBytes, inflatedMaxBytes }: IndexLimits): (sizeBytes: number) => void {
  let inflatedBytes = 0;
  return (sizeBytes) => {
    inflatedBytes += sizeBytes;
    if (sizeBytes > objectMaxBytes || inflatedBytes > inflatedMaxBytes)
      throw new RangeError("The pack is too large.");
  };
}

function addDelta({ bases, firstOf, offsets, nextOf }: Deltas, { base }: RawEntry, offset: number): void {
  const number = bases.add(base);
  nextOf.push(firstOf[number] ?? none);
  firstOf[number] = offsets.length;
  offsets.push(offset);
}

/** Everything that a whole object is the base of, and what that is the base of: down one chain before the next. */
function* applyAll(
  pack: Buffer,
  root: { type: ObjectType; content: Buffer; number: number },
  deltas: Deltas,
  { limits, hold }: { limits: IndexLimits; hold: (sizeBytes: number) => void },
): Generator<PackedObject> {
  const { type } = root;
  const chain: { content: Buffer; next: number }[] = [];
  let chainBytes = 0;
  const descend = (content: Buffer, number: number) => {
    chain.push({ content, next: deltas.firstOf[number] ?? none });
    // Where the pack has an object twice, its deltas are applied once.
    deltas.firstOf[number] = none;
    chainBytes += content.length;
    if (chainBytes > chainMaxBytes || chain.length > chainMaxLength)
      throw new RangeError("A chain of deltas is too long.");
  };
  descend(root.content, root.number);
  for (let top = chain.at(-1); top !== undefined; top = chain.at(-1)) {
    if (top.next === none) {
      chain.pop();
      chainBytes -= top.content.length;
      continue;
    }
    const offset = deltas.offsets[top.next] ?? 0;
    top.next = deltas.nextOf[top.next] ?? none;
    const delta = readRawEntry(pack, offset, limits.objectMaxBytes).content;
    const { resultBytes, at } = readDeltaHeader(top.content, delta);
    hold(resultBytes);
    const content = applyDelta(top.content, delta, at, resultBytes);
    const hash = hashOf(type, content);
    yield { type, hash, content, offset };
    const number = deltas.bases.find(hash);
    if (number !== none) descend(content, number);
  }
}

function hashOf(type: ObjectType, content: Buffer): Buffer {
  return createHash("sha1").update(objectHeader(type, content.length)).update(content).digest();
}
