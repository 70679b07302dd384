import { rm, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { GitError } from "@/server/git/git-error";
import type { GitRunner } from "@/server/git/run-git";
import { type RefChange, updateRefs } from "@/server/git/update-refs";
import { syncFolder } from "./durable";
import { isNotFound } from "./repo-folder";
import { zeroHash } from "./repo-storage";
import { UnexpectedRefError, type WriteRefsOptions, writeRefs } from "./write-refs";

/** A lock file untouched for this long is stale: ours are held for one transaction only. */
const staleLockMs = 3_000;

/**
 * Moves refs so that they survive a power loss once it returns. What is simple is written here, which takes a tenth of
 * the flushes; the rest is a transaction of git's, and so is whatever turns out not to be simple.
 */
export async function moveRefs(
  runner: GitRunner,
  gitDir: string,
  changes: readonly RefChange[],
  options: WriteRefsOptions,
): Promise<void> {
  try {
    await writeRefs(gitDir, changes, options);
  } catch (error) {
    if (!(error instanceof UnexpectedRefError)) throw error;
    await options.ready();
    await moveByGit(runner, gitDir, changes);
  }
}

/**
 * One transaction. The caller is the only one who moves refs
 * of this repo, so a lock file in the way was left by a git that was killed; it is removed once it is old enough.
 */
async function moveByGit(runner: GitRunner, gitDir: string, changes: readonly RefChange[]): Promise<void> {
  const giveUpAt = Date.now() + 2 * staleLockMs;
  while (true) {
    try {
      await updateRefs(runner, gitDir, changes);
      break;
    } catch (error) {
      const lock = lockInTheWay(error, gitDir);
      if (lock === null || Date.now() > giveUpAt) throw error;
      if (!(await removeIfStale(lock))) await pause(100);
    }
  }
  await syncRefFolders(gitDir, changes);
}

function lockInTheWay(error: unknown, gitDir: string): string | null {
  if (!(error instanceof GitError) || error.kind !== "failed") return null;
  const path = /Unable to create '([^']+\.lock)': File exists/.exec(error.stderr)?.[1];
  return path?.startsWith(gitDir + sep) ? path : null;
}

async function removeIfStale(lock: string): Promise<boolean> {
  try {
    if (Date.now() - (await stat(lock)).mtimeMs < staleLockMs) return false;
    await rm(lock, { force: true });
    return true;
  } catch (error) {
    if (isNotFound(error)) return true;
    throw error;
  }
}

/** Git flushes the files of refs, not the folders that name them. */
async function syncRefFolders(gitDir: string, changes: readonly RefChange[]): Promise<void> {
  const folders = new Set<string>();
  for (const change of changes) {
    for (let at = dirname(change.ref); at !== "."; at = dirname(at)) folders.add(join(gitDir, at));
    // A deletion rewrites `packed-refs`, which lies at the top.
    if (change.newHash === zeroHash) folders.add(gitDir);
  }
  for (const folder of folders) {
    try {
      await syncFolder(folder);
    } catch (error) {
      // Git removes folders that a deletion left empty.
      if (!isNotFound(error)) throw error;
    }
  }
}
