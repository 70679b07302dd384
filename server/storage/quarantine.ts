import { existsSync, mkdirSync, openSync, readdirSync, renameSync, rmdirSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { failPoint } from "@/server/fail-point";
import { PackLookup } from "@/server/git/pack-lookup";
import { syncOpened } from "./durable";
import type { StagedObjects } from "./repo-storage";

/** Objects of one push that no reader sees yet: a folder laid out like a repo's `objects`. */
export class Quarantine implements StagedObjects {
  readonly repoId: string;
  readonly path: string;
  /** Whether the sender said that its clone is shallow. */
  readonly isFromShallow: boolean;
  /** The commits at which the repo's own history ends once these objects are published; their parents are nowhere. */
  boundary: readonly string[] = [];
  /** Whether its objects name none beyond it. */
  isSelfContained = false;

  private constructor(repoId: string, path: string, isFromShallow: boolean) {
    this.repoId = repoId;
    this.path = path;
    this.isFromShallow = isFromShallow;
  }

  static make(repoId: string, path: string, isFromShallow: boolean): Quarantine {
    mkdirSync(join(path, "pack"), { recursive: true });
    return new Quarantine(repoId, path, isFromShallow);
  }

  async writeShallowFile(hashes: readonly string[]): Promise<string> {
    const path = join(this.path, "shallow");
    await writeFile(path, hashes.map((hash) => `${hash}\n`).join(""));
    return path;
  }

  /** Runs `fn` with lookups of the packs; there are several when they were fetched. */
  async withPacks<T>(fn: (packs: readonly PackLookup[]) => Promise<T>): Promise<T> {
    const packs: PackLookup[] = [];
    try {
      for (const base of this.#packBases()) packs.push(PackLookup.open(`${base}.idx`, `${base}.pack`));
      return await fn(packs);
    } finally {
      for (const pack of packs) pack.close();
    }
  }

  /**
   * Moves the packs into the repo. Their names there survive a power loss once the folder is flushed. It waits for the
   * disk once: what merely names files is done at once.
   */
  async moveInto(repoObjectDir: string): Promise<void> {
    const from = join(this.path, "pack");
    const to = join(repoObjectDir, "pack");
    const bases = this.#packBases().filter((base) => {
      const pack = PackLookup.open(`${base}.idx`, `${base}.pack`);
      const { count } = pack;
      pack.close();
      return count > 0 && !existsSync(join(to, `${basename(base)}.idx`));
    });
    const names = readdirSync(from).filter((name) =>
      bases.some((base) => name.startsWith(`${basename(base)}.`)),
    );
    // Before they have their final names: under those, what a power loss has emptied would be taken for whole.
    await Promise.all(names.map((name) => syncFile(join(from, name))));
    for (const base of bases.map((each) => basename(each))) {
      // Git finds a pack by its index, so that comes last, when the rest is in place.
      for (const name of [`${base}.pack`, `${base}.rev`, `${base}.idx`]) {
        if (!names.includes(name)) continue;
        renameSync(join(from, name), join(to, name));
        failPoint(name.endsWith(".idx") ? "push:index-moved" : "push:pack-moved");
      }
    }
  }

  /** Paths of the packs, without their endings. */
  #packBases(): string[] {
    const folder = join(this.path, "pack");
    return readdirSync(folder)
      .filter((name) => /^pack-[0-9a-f]{40}\.idx$/.test(name))
      .map((name) => join(folder, name.slice(0, -".idx".length)));
  }

  async discard(): Promise<void> {
    try {
      // Once its packs were moved, nothing is left in it.
      rmdirSync(join(this.path, "pack"));
      rmdirSync(this.path);
      return;
    } catch {
      // There is, or it is gone.
    }
    await rm(this.path, { recursive: true, force: true });
  }
}

function syncFile(path: string): Promise<void> {
  // Windows flushes only what was opened for writing.
  return syncOpened(openSync(path, process.platform === "win32" ? "r+" : "r"));
}
