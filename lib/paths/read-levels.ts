import "server-only";
import type { TreeEntry } from "@/contract/content";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import { walkPath } from "./walk-path";

/** A directory on the way down to a path. */
export interface Level {
  /** Empty for the root. */
  path: string;
  hash: string;
  entries: TreeEntry[];
}

/** The directories from the root down to `path`, by hash; a last part that is no directory is left out. */
export async function readLevels(repo: ContentRepo, rootTreeHash: string, path: string): Promise<Level[]> {
  const parts = path.split("/").filter(Boolean);
  const walk = walkPath(rootTreeHash, parts);
  const levels: Level[] = [];
  while (walk.awaited !== null) {
    const hash = walk.awaited;
    const entries = await getTree(repo, hash);
    levels.push({ path: parts.slice(0, levels.length).join("/"), hash, entries });
    walk.take(entries);
  }
  return levels;
}
