import { closeSync, fsync, openSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";

const fsyncOpened = promisify(fsync);

/** Writes a new file whose content survives a power loss (its name does once the folder is flushed). */
export async function writeFileDurably(path: string, content: string): Promise<void> {
  const file = await open(path, "wx", 0o644);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes a folder: names that were made, renamed or removed in it survive a power loss. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and keeps names without being asked.
  if (process.platform === "win32") return;
  await syncOpened(openSync(path, "r"));
}

/**
 * Flushes an open file and closes it. Opening and closing take microseconds, so they are done at once: each turn through
 * the event loop costs far more where hundreds of requests are under way.
 */
export async function syncOpened(file: number): Promise<void> {
  try {
    await fsyncOpened(file);
  } finally {
    closeSync(file);
  }
}

/** Makes `path` and what is missing above it, and flushes the names of all that it made. */
export async function makeFolderDurably(path: string): Promise<void> {
  const firstMade = await mkdir(path, { recursive: true });
  if (firstMade === undefined) return;
  for (let at = path; ; at = dirname(at)) {
    await syncFolder(dirname(at));
    if (at === firstMade) return;
  }
}
