import type { TreeEntry } from "@/contract/content";

export type FoundEntry =
  | { kind: "tree"; hash: string }
  | { kind: "blob"; entry: TreeEntry }
  | { kind: "symlink"; entry: TreeEntry }
  | { kind: "gitlink"; entry: TreeEntry };

/** A way from a root tree down a path, one tree after the other. */
export interface PathWalk {
  /** Hash of the tree that leads on; null where the way ends. A directory at the path's end is awaited too. */
  readonly awaited: string | null;
  /** How many trees the way may still have, the awaited one among them. */
  readonly treesLeft: number;
  /** What stands at the path; null when nothing does, or when the way has not come so far. */
  readonly found: FoundEntry | null;
  /** Goes on by the entries of the awaited tree. */
  take(entries: readonly TreeEntry[]): void;
}

/**
 * The rule by which a path leads from tree to tree, and nothing of where trees come from: out of the cache, by a call or in a
 * pack. The caller gives the awaited ones, keeps of them what it needs, and may stop before the end.
 */
export function walkPath(rootTreeHash: string, path: readonly string[]): PathWalk {
  let awaited: string | null = rootTreeHash;
  let depth = 0;
  let found: FoundEntry | null = path.length === 0 ? { kind: "tree", hash: rootTreeHash } : null;
  return {
    get awaited() {
      return awaited;
    },
    get treesLeft() {
      return awaited === null ? 0 : path.length + 1 - depth;
    },
    get found() {
      return found;
    },
    take(entries) {
      const name = path[depth];
      const entry = name === undefined ? undefined : entries.find((candidate) => candidate.name === name);
      depth += 1;
      awaited = entry?.type === "tree" ? entry.hash : null;
      if (entry !== undefined && depth === path.length) found = foundAs(entry);
    },
  };
}

function foundAs(entry: TreeEntry): FoundEntry {
  if (entry.type === "tree") return { kind: "tree", hash: entry.hash };
  return { kind: entry.type === "exec" ? "blob" : entry.type, entry };
}
