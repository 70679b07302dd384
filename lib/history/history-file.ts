import "server-only";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import { objectHash } from "@/contract/names";
import { HashTable } from "@/lib/git/hash-table";
import { createTurns } from "@/lib/process/give-turns";
import { createHistoryPack, type HistoryPack, packLimits } from "./history-pack";

/** Changes with the form of the file: one that was written before is a foreign one then. */
const mark = "vitrine history 1\n";
const hashBytes = 20;
const checksumBytes = 32;
const stepBytes = 1024 * 1024;
/** Packs, and 100 bytes for each object. */
const fileMaxBytes = packLimits.maxBytes + packLimits.objectsMax * 100 + stepBytes;

const count = z.number().int().min(0);
const head = z.object({
  /** Whose objects these are. */
  owner: z.string(),
  depth: count.nullable(),
  noCommits: z.array(objectHash),
  commits: count,
  trees: count,
  parents: count,
  packBytes: count,
});

/**
 * The parts of the file: a line that says what it is, one of JSON with the lengths of all that follows, hashes, columns of numbers,
 * packs, and a checksum of all before it.
 */
function partsOf(owner: string, { packs, tables, depth }: HistoryPack): Buffer[] {
  const { commits, trees, parents, noCommits } = tables;
  const said: z.input<typeof head> = {
    owner,
    depth,
    noCommits,
    commits: commits.count,
    trees: trees.count,
    parents: parents.length,
    packBytes: packs.reduce((sum, { length }) => sum + length, 0),
  };
  return [
    Buffer.from(`${mark}${JSON.stringify(said)}\n`),
    commits.bytes,
    trees.bytes,
    bytesOf(Float64Array.from(tables.committedAt)),
    ...[tables.commitOffsets, tables.parentStarts, tables.parentCounts, parents, tables.treeOffsets].map(
      (column) => bytesOf(Uint32Array.from(column)),
    ),
    bytesOf(Int32Array.from(tables.rootTrees)),
    ...packs,
  ];
}

const bytesOf = ({ buffer, byteOffset, byteLength }: NodeJS.TypedArray) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Writes a file that is not there yet. Throws what the file system throws. */
export async function writeHistoryFile(file: string, owner: string, pack: HistoryPack): Promise<void> {
  const checksum = createHash("sha256");
  const giveTurn = createTurns();
  const handle = await open(file, "wx", 0o600);
  try {
    for (const part of partsOf(owner, pack)) {
      for (let at = 0; at < part.length; at += stepBytes) {
        const step = part.subarray(at, at + stepBytes);
        checksum.update(step);
        await handle.writeFile(step);
        await giveTurn();
      }
    }
    await handle.writeFile(checksum.digest());
  } finally {
    await handle.close();
  }
}

/** Null for a file that is damaged, of another form or of another owner. Throws what the file system throws. */
export async function readHistoryFile(file: string, owner: string): Promise<HistoryPack | null> {
  const bytes = await readChecked(file);
  if (bytes === null || bytes.toString("latin1", 0, mark.length) !== mark) return null;
  const headEnd = bytes.indexOf("\n", mark.length);
  const parsed = head.safeParse(jsonOf(bytes.toString("utf8", mark.length, headEnd)));
  if (!parsed.success || parsed.data.owner !== owner) return null;
  const { commits, trees, parents, packBytes, depth, noCommits } = parsed.data;

  let at = headEnd + 1;
  const next = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  /** Copied, for numbers stand at places that their size divides. */
  const copied = (length: number) => new Uint8Array(next(length)).buffer;
  /** One at a time: each may take some milliseconds. */
  const column = async (kind: NumbersKind, length: number) => {
    await nextTurn();
    return numbersIn(new kind(copied(length * kind.BYTES_PER_ELEMENT)));
  };
  const tables = {
    commits: await hashesIn(next(commits * hashBytes)),
    trees: await hashesIn(next(trees * hashBytes)),
    committedAt: await column(Float64Array, commits),
    commitOffsets: await column(Uint32Array, commits),
    parentStarts: await column(Uint32Array, commits),
    parentCounts: await column(Uint32Array, commits),
    parents: await column(Uint32Array, parents),
    treeOffsets: await column(Uint32Array, trees),
    rootTrees: await column(Int32Array, commits),
    noCommits,
  };
  await nextTurn();
  // All of them as one: they stand one behind the other, and offsets count from the first.
  const packs = next(packBytes);
  return at === bytes.length ? createHistoryPack([packs], tables, depth) : null;
}

async function hashesIn(bytes: Buffer): Promise<HashTable> {
  const giveTurn = createTurns();
  const table = new HashTable(bytes.length / hashBytes);
  const runBytes = 1024 * hashBytes;
  for (let from = 0; from < bytes.length; from += runBytes) {
    const to = Math.min(from + runBytes, bytes.length);
    for (let at = from; at < to; at += hashBytes) table.add(bytes, at);
    await giveTurn();
  }
  return table;
}

type NumbersKind = typeof Uint32Array | typeof Int32Array | typeof Float64Array;

/** A plain array, to which more can be added. */
function numbersIn(column: InstanceType<NumbersKind>): number[] {
  const numbers = new Array<number>(column.length);
  for (let at = 0; at < column.length; at += 1) numbers[at] = column[at] ?? 0;
  return numbers;
}

/** All but the checksum; null where that is another. */
async function readChecked(file: string): Promise<Buffer | null> {
  const giveTurn = createTurns();
  const checksum = createHash("sha256");
  const handle = await open(file, "r");
  try {
    const { size } = await handle.stat();
    const end = size - checksumBytes;
    if (end < mark.length || size > fileMaxBytes) return null;
    const bytes = Buffer.allocUnsafeSlow(size);
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(stepBytes, size - at), at);
      if (bytesRead === 0) return null;
      checksum.update(bytes.subarray(at, Math.min(at + bytesRead, Math.max(at, end))));
      at += bytesRead;
      await giveTurn();
    }
    return checksum.digest().equals(bytes.subarray(end)) ? bytes.subarray(0, end) : null;
  } finally {
    await handle.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
