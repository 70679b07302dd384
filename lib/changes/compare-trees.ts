import type { TreeEntry, TreeEntryMode } from "@/contract/content";

/** What stands at a path of one of two trees; never a directory. */
export interface FileSide {
  mode: TreeEntryMode;
  hash: string;
}

/** A path at which two trees differ; a side is null where it has nothing there, or a directory. */
export interface PathChange {
  path: string;
  before: FileSide | null;
  after: FileSide | null;
}

export interface ComparedTrees {
  /** In the order of their paths' bytes, which is Git's. */
  changes: PathChange[];
  /** Whether there are more paths than were looked for. */
  isCut: boolean;
}

interface TreePair {
  /** With a slash at its end; empty for the root. */
  prefix: string;
  before: string | null;
  after: string | null;
}

/**
 * The paths at which two trees differ, level by level: all trees of a level are asked for at once, and one that both sides have is never
 * read. Null is a tree without entries. What goes beyond `changesMax` paths, or as many directories, is left out.
 */
export async function compareTrees(
  readTree: (hash: string, side: "before" | "after") => Promise<readonly TreeEntry[]>,
  before: string | null,
  after: string | null,
  { changesMax }: { changesMax: number },
): Promise<ComparedTrees> {
  const changes: PathChange[] = [];
  let level: TreePair[] = before === after ? [] : [{ prefix: "", before, after }];
  // A few trees that hold one another can have more paths than there is memory.
  while (level.length > 0 && level.length <= changesMax && changes.length <= changesMax) {
    const next: TreePair[] = [];
    const entriesOf = async (hash: string | null, side: "before" | "after") =>
      hash === null ? [] : readTree(hash, side);
    const read = await Promise.all(
      level.map(async (pair) => ({
        prefix: pair.prefix,
        entries: await Promise.all([entriesOf(pair.before, "before"), entriesOf(pair.after, "after")]),
      })),
    );
    for (const { prefix, entries } of read) compareLevel(prefix, entries, changes, next);
    level = next;
  }
  const keyed = changes.map((change) => ({ change, key: Buffer.from(change.path) }));
  keyed.sort((one, other) => Buffer.compare(one.key, other.key));
  return {
    changes: keyed.slice(0, changesMax).map(({ change }) => change),
    isCut: changes.length > changesMax || level.length > 0,
  };
}

function compareLevel(
  prefix: string,
  [before, after]: readonly [readonly TreeEntry[], readonly TreeEntry[]],
  changes: PathChange[],
  next: TreePair[],
): void {
  const left = new Map(before.map((entry) => [entry.name, entry]));
  const names = new Map([...before, ...after].map((entry) => [entry.name, entry]));
  const right = new Map(after.map((entry) => [entry.name, entry]));
  for (const name of names.keys()) {
    const [old, now] = [left.get(name), right.get(name)];
    if (old?.hash === now?.hash && old?.mode === now?.mode) continue;
    const path = `${prefix}${name}`;
    const files = { before: fileOf(old), after: fileOf(now) };
    if (files.before !== null || files.after !== null) changes.push({ path, ...files });
    const trees = { before: treeOf(old), after: treeOf(now) };
    if (trees.before !== trees.after) next.push({ prefix: `${path}/`, ...trees });
  }
}

const treeOf = (entry: TreeEntry | undefined) => (entry?.type === "tree" ? entry.hash : null);

const fileOf = (entry: TreeEntry | undefined): FileSide | null =>
  entry === undefined || entry.type === "tree" ? null : { mode: entry.mode, hash: entry.hash };
