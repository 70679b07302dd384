import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

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
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
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
