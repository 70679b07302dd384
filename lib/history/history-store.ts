import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { logger } from "@/lib/process/logger";
import { readHistoryFile, writeHistoryFile } from "./history-file";
import type { HistoryPack } from "./history-pack";

/** Packs on disk, one file an owner. Nothing here throws: what cannot be kept or read is fetched again. */
export interface HistoryStore {
  read(owner: string): Promise<HistoryPack | null>;
  write(owner: string, pack: HistoryPack): Promise<void>;
  remove(owner: string): Promise<void>;
}

const filesMaxBytes = 1024 ** 3;
/** What nobody has asked for so long goes: its repo may be gone. */
const unusedMaxMs = 30 * 24 * 3600_000;
/** A file that is still being written is younger. */
const unfinishedMaxMs = 3600_000;
const ending = ".history";
const unfinished = ".part";

export function createHistoryStore(folder: string, { maxBytes = filesMaxBytes } = {}): HistoryStore {
  const fileOf = (owner: string) =>
    path.join(folder, `${createHash("sha256").update(owner).digest("hex")}${ending}`);
  let isTold = false;

  function tell(error: unknown): void {
    if (isTold) return;
    isTold = true;
    const reason = error instanceof Error ? error.message : String(error);
    logger().warn({ event: "history-not-kept", reason }, "history-not-kept");
  }

  return {
    async read(owner) {
      const file = fileOf(owner);
      try {
        const pack = await readHistoryFile(file, owner);
        if (pack === null) await rm(file, { force: true });
        else await touch(file);
        return pack;
      } catch (error) {
        if (!isMissing(error)) tell(error);
        return null;
      }
    },
    async write(owner, pack) {
      const file = fileOf(owner);
      const temporary = `${file}.${process.pid}-${randomBytes(4).toString("hex")}${unfinished}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeHistoryFile(temporary, owner, pack);
        await rename(temporary, file);
        await makeRoom(folder, maxBytes);
        isTold = false;
      } catch (error) {
        tell(error);
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
    remove: (owner) => rm(fileOf(owner), { force: true }).catch(tell),
  };
}

/** When it was used last is when it was changed last: many file systems do not note the reading. */
async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}

/** Removes what was left half written, and the files that were used longest ago. */
async function makeRoom(folder: string, maxBytes: number): Promise<void> {
  const files: { file: string; usedMs: number; sizeBytes: number }[] = [];
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found === null) continue;
    if (name.endsWith(ending)) files.push({ file, usedMs: found.mtimeMs, sizeBytes: found.size });
    else if (name.endsWith(unfinished) && found.mtimeMs < Date.now() - unfinishedMaxMs)
      await rm(file, { force: true });
  }
  let leftBytes = maxBytes;
  for (const { file, usedMs, sizeBytes } of files.sort((a, b) => b.usedMs - a.usedMs)) {
    leftBytes -= sizeBytes;
    if (leftBytes < 0 || usedMs < Date.now() - unusedMaxMs) await rm(file, { force: true });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
