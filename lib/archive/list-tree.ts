import "server-only";
import pLimit from "p-limit";
import type { TreeEntry } from "@/contract/content";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import { RequestError } from "@/lib/wire/request-error";
import { safeNames } from "./safe-names";

export interface ArchiveEntry {
  /** Below the archive's top folder, `/`-separated, safe to unpack. */
  path: string;
  kind: "directory" | "file" | "executable" | "symlink";
  /** Of the blob; empty for a directory. */
  hash: string;
}

/** What one archive may hold; beyond it nothing is sent but the reason. */
export const archiveLimits = { maxEntries: 100_000, maxDepth: 500, maxPathLength: 4_000 };

const parallelTrees = 8;

const kindOfType = {
  tree: "directory",
  // Another repo's commit: its place is kept, its files are not ours.
  gitlink: "directory",
  blob: "file",
  exec: "executable",
  symlink: "symlink",
} as const satisfies Record<TreeEntry["type"], ArchiveEntry["kind"]>;

/**
 * Everything below a tree, in Git's own order, a directory before what it holds. All of it is known before the first byte is
 * sent, so that a tree over the limits is refused in words and not cut. A tree that names itself a thousand times is counted
 * as often as it would be unpacked.
 */
export async function listTree(
  repo: ContentRepo,
  treeHash: string,
  signal: AbortSignal,
  limits = archiveLimits,
): Promise<ArchiveEntry[]> {
  const limit = pLimit(parallelTrees);
  const bulk = bulkCalls();
  let count = 0;

  async function walk(hash: string, folder: string, depth: number): Promise<ArchiveEntry[]> {
    if (depth > limits.maxDepth) throw tooMuch(`is more than ${limits.maxDepth} levels deep`);
    const entries = await limit(() => {
      signal.throwIfAborted();
      // One branch over the limit ends them all: what still waits in line asks for nothing.
      refuseOver(count, limits.maxEntries);
      return bulk(() => getTree(repo, hash));
    });
    count += entries.length;
    refuseOver(count, limits.maxEntries);
    const names = safeNames(entries);
    const levels = await Promise.all(
      entries.map(async ({ type, hash: entryHash }, index): Promise<ArchiveEntry[]> => {
        const path = `${folder}${names[index]}`;
        if (path.length > limits.maxPathLength) {
          throw tooMuch(`holds a path of more than ${limits.maxPathLength} characters`);
        }
        const kind = kindOfType[type];
        const entry = { path, kind, hash: kind === "directory" ? "" : entryHash };
        return type === "tree" ? [entry, ...(await walk(entryHash, `${path}/`, depth + 1))] : [entry];
      }),
    );
    return levels.flat();
  }

  return walk(treeHash, "", 0);
}

function refuseOver(count: number, maxEntries: number): void {
  if (count > maxEntries) throw tooMuch(`holds more than ${maxEntries.toLocaleString("en")} files`);
}

const tooMuch = (what: string) =>
  new RequestError(
    "invalid",
    `This directory ${what}, too much for an archive made here. Clone the repo with Git, or download a directory inside it.`,
  );
