import "server-only";
import type { TreeEntry } from "@/contract/content";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";

/** A directory on the way down to a path. */
export interface Level {
  /** Empty for the root. */
  path: string;
  hash: string;
  entries: TreeEntry[];
}

/** The directories from the root down to `path`, by hash; a last part that is no directory is left out. */
export async function readLevels(repo: ContentRepo, rootTreeHash: string, path: string): Promise<Level[]> {
  const levels: Level[] = [{ path: "", hash: rootTreeHash, entries: await getTree(repo, rootTreeHash) }];
  const parts = path.split("/").filter(Boolean);
  for (const [depth, name] of parts.entries()) {
    const entry = levels.at(-1)?.entries.find((candidate) => candidate.name === name);
    if (entry?.type !== "tree") break;
    levels.push({
      path: parts.slice(0, depth + 1).join("/"),
      hash: entry.hash,
      entries: await getTree(repo, entry.hash),
    });
  }
  return levels;
}
