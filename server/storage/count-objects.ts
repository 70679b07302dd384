import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { LRUCache } from "lru-cache";

// Layout of a version 2 pack index, gitformat-pack(5): header, 256 sums by first byte, then the sorted hashes.
const fanoutOffset = 8;
const hashesOffset = fanoutOffset + 256 * 4;
const hashBytes = 20;

/** How many objects a pack index lists. */
export async function countInIndex(path: string): Promise<number> {
  const file = await open(path, "r");
  try {
    const count = Buffer.alloc(4);
    await file.read(count, 0, 4, fanoutOffset + 255 * 4);
    return count.readUInt32BE(0);
  } finally {
    await file.close();
  }
}

/** Counts the objects of folders laid out like a repo's `objects`. */
export class ObjectCounter {
  // A pack's name is a hash of what it holds: the same names mean the same count, in whatever repo.
  readonly #known = new LRUCache<string, number>({ max: 10_000 });

  /**
   * How many different objects there are; one that lies in several packs counts once. The packs `without` (`pack-<hash>`)
   * are left out.
   */
  async count(objectDir: string, without: readonly string[] = []): Promise<number> {
    const packDir = join(objectDir, "pack");
    const indexes = (await readdir(packDir))
      .filter((name) => /^pack-[0-9a-f]{40}\.idx$/.test(name) && !without.includes(name.slice(0, -4)))
      .sort();
    const loose = await listLoose(objectDir);
    const key = [...indexes, ...loose.sort()].join("\n");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const count = await countDistinct(
      indexes.map((name) => join(packDir, name)),
      loose.map((hash) => Buffer.from(hash, "hex")),
    );
    this.#known.set(key, count);
    return count;
  }
}

/** Hashes of the objects that lie in files of their own. */
export async function listLoose(objectDir: string): Promise<string[]> {
  const hashes: string[] = [];
  for (const folder of await readdir(objectDir)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for (const name of await readdir(join(objectDir, folder))) {
      if (/^[0-9a-f]{38}$/.test(name)) hashes.push(folder + name);
    }
  }
  return hashes;
}

/** The largest index is read by parts and never held; the others are small next to it once a repo is tidied. */
async function countDistinct(indexPaths: readonly string[], loose: readonly Buffer[]): Promise<number> {
  const files: FileHandle[] = [];
  try {
    for (const path of indexPaths) files.push(await open(path, "r"));
    const indexes = await Promise.all(files.map(readFanout));
    const largest = indexes.reduce<Index | null>(
      (found, each) => (found === null || each.total > found.total ? each : found),
      null,
    );
    const total = largest?.total ?? 0;
    const others = await Promise.all(
      indexes
        .filter((index) => index !== largest)
        .map(async (index) => ({ ...index, hashes: await readHashes(index, 0, index.total) })),
    );
    if (others.length === 0 && loose.length === 0) return total;

    let extra = 0;
    for (let first = 0; first < 256; first += 1) {
      const found = new Set<string>();
      for (const other of others) {
        const end = endOf(other, first) * hashBytes;
        for (let at = endOf(other, first - 1) * hashBytes; at < end; at += hashBytes) {
          found.add(other.hashes.toString("latin1", at, at + hashBytes));
        }
      }
      for (const hash of loose) if (hash[0] === first) found.add(hash.toString("latin1"));
      if (found.size === 0) continue;
      extra += found.size;
      if (largest === null) continue;
      const same = await readHashes(largest, endOf(largest, first - 1), endOf(largest, first));
      for (let at = 0; at < same.length; at += hashBytes) {
        if (found.has(same.toString("latin1", at, at + hashBytes))) extra -= 1;
      }
    }
    return total + extra;
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
}

interface Index {
  file: FileHandle;
  fanout: Buffer;
  total: number;
}

async function readFanout(file: FileHandle): Promise<Index> {
  const fanout = Buffer.alloc(256 * 4);
  await file.read(fanout, 0, fanout.length, fanoutOffset);
  return { file, fanout, total: fanout.readUInt32BE(255 * 4) };
}

/** Where the hashes that begin with this byte end, counted in hashes. */
function endOf(index: Index, first: number): number {
  return first < 0 ? 0 : index.fanout.readUInt32BE(first * 4);
}

async function readHashes(index: Index, from: number, to: number): Promise<Buffer> {
  const hashes = Buffer.alloc((to - from) * hashBytes);
  await index.file.read(hashes, 0, hashes.length, hashesOffset + from * hashBytes);
  return hashes;
}
