import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "./durable";
import { isNotFound } from "./repo-folder";
import type { StagedObjects } from "./repo-storage";

/** Objects of one push that no reader sees yet: a folder laid out like a repo's `objects`. */
export class Quarantine implements StagedObjects {
  readonly repoId: string;
  readonly path: string;
  /** Whether the sender said that its clone is shallow. */
  readonly isFromShallow: boolean;

  private constructor(repoId: string, path: string, isFromShallow: boolean) {
    this.repoId = repoId;
    this.path = path;
    this.isFromShallow = isFromShallow;
  }

  static async make(repoId: string, path: string, isFromShallow: boolean): Promise<Quarantine> {
    await mkdir(join(path, "pack"), { recursive: true });
    return new Quarantine(repoId, path, isFromShallow);
  }

  async writeShallowFile(hashes: readonly string[]): Promise<string> {
    const path = join(this.path, "shallow");
    await writeFile(path, hashes.map((hash) => `${hash}\n`).join(""));
    return path;
  }

  /** Moves the packs into the repo; they survive a power loss once it returns. */
  async moveInto(repoObjectDir: string): Promise<void> {
    const from = join(this.path, "pack");
    const to = join(repoObjectDir, "pack");
    const names = await readdir(from);
    for (const idx of names.filter((name) => /^pack-[0-9a-f]{40}\.idx$/.test(name))) {
      const base = idx.slice(0, -".idx".length);
      if ((await countInIndex(join(from, idx))) === 0 || (await exists(join(to, idx)))) continue;
      // Git finds a pack by its index, so that comes last, when the rest is in place.
      for (const name of [`${base}.pack`, `${base}.rev`, idx]) {
        if (names.includes(name)) await rename(join(from, name), join(to, name));
      }
    }
    await syncFolder(to);
  }

  async discard(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** How many objects a version 2 pack index lists: the last number of its fan-out table. */
async function countInIndex(path: string): Promise<number> {
  const file = await open(path, "r");
  try {
    const count = Buffer.alloc(4);
    await file.read(count, 0, 4, 8 + 255 * 4);
    return count.readUInt32BE(0);
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}
