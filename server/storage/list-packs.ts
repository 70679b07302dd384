import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { listBorrowedPacks } from "./borrowed-packs";
import { countInIndex } from "./count-objects";

export interface Pack {
  /** `pack-<hash>`, without an ending. */
  name: string;
  objectCount: number;
  hasBitmap: boolean;
  /** Whether it is shared with the repo that this one was forked from. */
  isBorrowed: boolean;
  /** Whether it holds what no ref led to when it was made. */
  isCruft: boolean;
}

export async function listPacks(objectDir: string): Promise<Pack[]> {
  const packDir = join(objectDir, "pack");
  const borrowed = await listBorrowedPacks(objectDir);
  const names = new Set(await readdir(packDir));
  const packs = [...names].flatMap((name) => /^(pack-[0-9a-f]{40})\.idx$/.exec(name)?.[1] ?? []);
  return Promise.all(
    packs.map(async (name) => ({
      name,
      objectCount: await countInIndex(join(packDir, `${name}.idx`)),
      hasBitmap: names.has(`${name}.bitmap`),
      isBorrowed: borrowed.has(name),
      isCruft: names.has(`${name}.mtimes`),
    })),
  );
}

/** When the object of a cruft pack that has waited longest was last wanted; null when the pack is empty. */
export async function oldestInCruft(packDir: string, pack: string): Promise<number | null> {
  // gitformat-pack(5): a header of 12 bytes, a time in seconds for each object, two hashes of 20 bytes.
  const content = await readFile(join(packDir, `${pack}.mtimes`));
  let oldest: number | null = null;
  for (let at = 12; at + 4 <= content.length - 40; at += 4) {
    const seconds = content.readUInt32BE(at);
    if (oldest === null || seconds < oldest) oldest = seconds;
  }
  return oldest === null ? null : oldest * 1000;
}
