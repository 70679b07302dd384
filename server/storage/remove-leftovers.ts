import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isNotFound } from "./repo-folder";

/**
 * Removes what a git that was killed left in a repo. To be called while no pack arrives, no ref moves and no maintenance
 * runs: then no process owns half-written files, the locks of maintenance or a pack without an index.
 */
export async function removeLeftovers(gitDir: string): Promise<void> {
  const packDir = join(gitDir, "objects", "pack");
  const names = await namesIn(packDir);
  const indexed = new Set(names.filter((name) => name.endsWith(".idx")).map((name) => name.slice(0, -4)));
  for (const name of names) {
    const isHalf = /^(tmp_|\.tmp-)/.test(name) || name.endsWith(".lock");
    const pack = /^(pack-[0-9a-f]{40})\.(pack|rev|bitmap|mtimes)$/.exec(name)?.[1];
    if (isHalf || (pack !== undefined && !indexed.has(pack))) await rm(join(packDir, name), { force: true });
  }
  const graphDir = join(gitDir, "objects", "info", "commit-graphs");
  for (const name of await namesIn(graphDir)) {
    if (/^tmp_|\.lock$/.test(name)) await rm(join(graphDir, name), { force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}
