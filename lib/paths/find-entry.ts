import "server-only";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import { type FoundEntry, walkPath } from "./walk-path";

/**
 * What stands at `path` below a tree, found by hash alone; null when there is nothing. A directory at its end is not read.
 */
export async function findEntry(
  repo: ContentRepo,
  rootTreeHash: string,
  path: readonly string[],
): Promise<FoundEntry | null> {
  const walk = walkPath(rootTreeHash, path);
  while (walk.found === null && walk.awaited !== null) walk.take(await getTree(repo, walk.awaited));
  return walk.found;
}
