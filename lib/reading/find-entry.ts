import "server-only";
import type { TreeEntry } from "@/contract/content";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";

export type FoundEntry =
  | { kind: "tree"; hash: string }
  | { kind: "blob"; entry: TreeEntry }
  | { kind: "symlink"; entry: TreeEntry }
  | { kind: "gitlink"; entry: TreeEntry };

/** What stands at `path` below a tree, found by hash alone; null when there is nothing. */
export async function findEntry(
  repo: ContentRepo,
  rootTreeHash: string,
  path: string[],
): Promise<FoundEntry | null> {
  let treeHash = rootTreeHash;
  for (const [index, name] of path.entries()) {
    const entries = await getTree(repo, treeHash);
    const entry = entries.find((candidate) => candidate.name === name);
    if (entry === undefined) return null;
    if (entry.type === "tree") {
      treeHash = entry.hash;
      continue;
    }
    if (index < path.length - 1) return null;
    return { kind: entry.type === "exec" ? "blob" : entry.type, entry };
  }
  return { kind: "tree", hash: treeHash };
}
