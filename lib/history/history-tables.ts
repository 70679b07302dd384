import { readCommitLinks } from "@/gitformat/commit-links";
import { HashTable } from "@/lib/git/hash-table";
import type { PackedObject } from "@/lib/git/index-pack";
import { type CommitGraph, linkCommits } from "./commit-graph";

/**
 * Where each commit and tree of a history stands in its packs, and what a commit says of its place. Arrays go by the number of the
 * hash in `commits` or `trees`; an offset of 0 is that of an object which is named and not there.
 */
export interface HistoryTables {
  commits: HashTable;
  commitOffsets: number[];
  /** Numbers in `trees`. */
  rootTrees: number[];
  committedAt: number[];
  /** Where the numbers of a commit's parents begin in `parents`, and how many there are. */
  parentStarts: number[];
  parentCounts: number[];
  parents: number[];
  trees: HashTable;
  treeOffsets: number[];
  /** Hashes that lead to no commit, and were asked for. */
  noCommits: string[];
}

/** For a pack of so many objects. Mostly a third of them are commits. */
export function emptyTables(objectCount: number): HistoryTables {
  return {
    commits: new HashTable(Math.ceil(objectCount / 3)),
    commitOffsets: [],
    rootTrees: [],
    committedAt: [],
    parentStarts: [],
    parentCounts: [],
    parents: [],
    trees: new HashTable(objectCount),
    treeOffsets: [],
    noCommits: [],
  };
}

export function copyTables(from: HistoryTables): HistoryTables {
  return {
    commits: from.commits.copy(),
    commitOffsets: from.commitOffsets.slice(),
    rootTrees: from.rootTrees.slice(),
    committedAt: from.committedAt.slice(),
    parentStarts: from.parentStarts.slice(),
    parentCounts: from.parentCounts.slice(),
    parents: from.parents.slice(),
    trees: from.trees.copy(),
    treeOffsets: from.treeOffsets.slice(),
    noCommits: from.noCommits.slice(),
  };
}

/** Adds an object whose entry stands at `offset`. One that is there already stays where it is. */
export function addObject(to: HistoryTables, { type, hash, content }: PackedObject, offset: number): void {
  if (type === "tree") {
    const tree = treeNumber(to, hash);
    to.treeOffsets[tree] ||= offset;
    return;
  }
  const links = type === "commit" ? readCommitLinks(content) : null;
  if (links === null) return;
  const commit = commitNumber(to, hash);
  if (to.commitOffsets[commit] !== 0) return;
  to.commitOffsets[commit] = offset;
  to.rootTrees[commit] = treeNumber(to, Buffer.from(links.treeHash, "hex"));
  to.committedAt[commit] = links.committedAt;
  to.parentStarts[commit] = to.parents.length;
  to.parentCounts[commit] = links.parents.length;
  for (const parent of links.parents) to.parents.push(commitNumber(to, Buffer.from(parent, "hex")));
}

function treeNumber({ trees, treeOffsets }: HistoryTables, hash: Buffer): number {
  const tree = trees.add(hash);
  if (tree === treeOffsets.length) treeOffsets.push(0);
  return tree;
}

function commitNumber(to: HistoryTables, hash: Buffer): number {
  const commit = to.commits.add(hash);
  if (commit === to.commitOffsets.length) {
    for (const column of [to.commitOffsets, to.committedAt, to.parentStarts, to.parentCounts]) column.push(0);
    to.rootTrees.push(-1);
  }
  return commit;
}

export function graphIn(tables: HistoryTables): CommitGraph {
  const { commits, commitOffsets, committedAt, parentStarts, parentCounts, parents } = tables;
  const isThere = (commit: number) => commitOffsets[commit] !== 0;
  const named = new Int32Array(parents.length);
  let to = 0;
  for (let commit = 0; commit < commits.count; commit += 1) {
    const start = parentStarts[commit] ?? 0;
    const end = start + (parentCounts[commit] ?? 0);
    for (let at = start; at < end; at += 1) {
      const parent = parents[at] ?? -1;
      named[to++] = parent >= 0 && isThere(parent) ? parent : -1;
    }
  }
  return linkCommits({
    count: commits.count,
    find: (hash) => {
      const commit = commits.findHex(hash);
      return commit >= 0 && isThere(commit) ? commit : -1;
    },
    hashOf: (commit) => commits.hexOf(commit),
    committedAt: Float64Array.from(committedAt),
    parentCounts,
    named,
  });
}
