import "server-only";
import { findTreeEntry } from "@/gitformat/find-tree-entry";
import { readTreeMode } from "@/gitformat/tree-mode";
import { createTurns } from "@/lib/process/give-turns";

/** What stands at a path in the tree of a commit, as one text that is the same where mode and hash are; null for nothing. */
export type EntryOf = (commit: string) => Promise<string | null>;

interface Trees {
  rootTreeOf(commit: string): string | null;
  /** Content of a tree; null where it is not here. */
  tree(hash: string): Buffer | null;
}

/**
 * Reads what stands at `path` in commit after commit, each tree of the way once. What is not here is read by `elsewhere`. Gives other
 * work a turn every some milliseconds.
 */
export function packedEntries(
  trees: Trees,
  path: readonly string[],
  elsewhere: (rootTree: string) => Promise<string | null>,
): EntryOf {
  const names = path.map((name) => Buffer.from(name));
  /** By level: what each tree has there, or below. */
  const met = names.map(() => new Map<string, string | null>());
  const giveTurn = createTurns();

  /** Undefined where a tree of the way is not here. */
  function below(tree: string, level: number): string | null | undefined {
    const name = names[level];
    if (name === undefined) return `40000 ${tree}`;
    const known = met[level]?.get(tree);
    if (known !== undefined) return known;
    const content = trees.tree(tree);
    if (content === null) return undefined;
    const entry = findTreeEntry(content, name);
    const found = entry === null ? null : entryBelow(entry, level + 1);
    if (found !== undefined) met[level]?.set(tree, found);
    return found;
  }

  function entryBelow({ mode, hash }: { mode: string; hash: string }, level: number) {
    // Old tools wrote other bits, which Git does not take for a change.
    const kind = readTreeMode(Buffer.from(mode, "latin1"), 0, mode.length) ?? mode;
    if (level === names.length) return `${kind} ${hash}`;
    return kind === "40000" ? below(hash, level) : null;
  }

  return async (commit) => {
    await giveTurn();
    const root = trees.rootTreeOf(commit);
    if (root === null) return null;
    const found = below(root, 0);
    return found === undefined ? elsewhere(root) : found;
  };
}
