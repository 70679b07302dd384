import type { Commit, TreeEntry } from "@/contract/content";

/** How far down the history each entry of a directory has been followed, and the commits that changed them. Entries go by index. */
export interface EntryTrails {
  readonly entries: readonly TreeEntry[];
  /** By index; a hole where the entry is still followed. */
  readonly changedBy: readonly (Commit | undefined)[];
  /** How many entries are still followed. */
  readonly left: number;
  /** Those that are unchanged from the start down to this commit. */
  at(commitHash: string): number[] | undefined;
  /** Follows entries on to an older commit. The array is taken over: most commits hand all of it on. */
  follow(commitHash: string, indexes: number[]): void;
  settle(indexes: readonly number[], commitOf: (index: number) => Commit): void;
  /** Forgets a commit whose entries have all been settled or followed on. */
  leave(commitHash: string): void;
}

export function createEntryTrails(start: string, entries: readonly TreeEntry[]): EntryTrails {
  const following = new Map<string, number[]>([[start, [...entries.keys()]]]);
  const changedBy: (Commit | undefined)[] = new Array(entries.length);
  let left = entries.length;
  return {
    entries,
    changedBy,
    get left() {
      return left;
    },
    at: (commitHash) => following.get(commitHash),
    follow(commitHash, indexes) {
      const before = following.get(commitHash);
      if (before === undefined) following.set(commitHash, indexes);
      else for (const index of indexes) before.push(index);
    },
    settle(indexes, commitOf) {
      for (const index of indexes) changedBy[index] = commitOf(index);
      left -= indexes.length;
    },
    leave(commitHash) {
      following.delete(commitHash);
    },
  };
}

/** Parts `indexes` into the entries that a parent's directory has unchanged and the rest. */
export function partUnchanged(
  entries: readonly TreeEntry[],
  indexes: readonly number[],
  parent: readonly TreeEntry[],
): { same: number[]; other: number[] } {
  const same: number[] = [];
  const other: number[] = [];
  let byName: Map<string, number> | null = null;
  // Both are in Git's order: mostly the entry stands where the one before it says.
  let shift = 0;
  for (const index of indexes) {
    const entry = entries[index];
    if (entry === undefined) continue;
    let match = parent[index + shift];
    if (match?.name !== entry.name) {
      byName ??= new Map(parent.map((candidate, at) => [candidate.name, at]));
      const at = byName.get(entry.name);
      match = at === undefined ? undefined : parent[at];
      if (at !== undefined) shift = at - index;
    }
    const isSame = match !== undefined && match.hash === entry.hash && match.mode === entry.mode;
    (isSame ? same : other).push(index);
  }
  return { same, other };
}
