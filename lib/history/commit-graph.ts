/** Commits by number and who their parents are, in flat arrays: what questions about a history work on. */
export interface CommitGraph {
  /** Of numbers. Some stand for commits that are named and not known: no known one has such a parent. */
  readonly count: number;
  /** The number of a commit; -1 where it is not known. */
  find(hash: string): number;
  hashOf(commit: number): string;
  /** Unix seconds, by commit. */
  readonly committedAt: Float64Array;
  /** The parents of commit `n` that are known stand in `parents` from `parentStart[n]` to `parentStart[n + 1]`, in its own order. */
  readonly parentStart: Uint32Array;
  readonly parents: Int32Array;
  /** 1 where a commit names a parent that is not known. */
  readonly isEdge: Uint8Array;
}

/** Calls `visit` with each known parent of a commit, the first one first. */
export function eachParent(graph: CommitGraph, commit: number, visit: (parent: number) => void): void {
  const end = graph.parentStart[commit + 1] ?? 0;
  for (let at = graph.parentStart[commit] ?? 0; at < end; at += 1) visit(graph.parents[at] ?? 0);
}

export interface GraphSource {
  count: number;
  find(hash: string): number;
  hashOf(commit: number): string;
  committedAt: Float64Array;
  /** How many parents each commit names. */
  parentCounts: ArrayLike<number>;
  /** The numbers of all parents named, commit after commit; -1 for one that is not known. */
  named: ArrayLike<number>;
}

/** Keeps of the parents those that are there: what a shallow history lists and does not have is none. */
export function linkCommits({
  count,
  find,
  hashOf,
  committedAt,
  parentCounts,
  named,
}: GraphSource): CommitGraph {
  const parentStart = new Uint32Array(count + 1);
  const parents = new Int32Array(named.length);
  const isEdge = new Uint8Array(count);
  let from = 0;
  let to = 0;
  for (let commit = 0; commit < count; commit += 1) {
    const end = from + (parentCounts[commit] ?? 0);
    for (; from < end; from += 1) {
      const parent = named[from] ?? -1;
      if (parent < 0) isEdge[commit] = 1;
      else parents[to++] = parent;
    }
    parentStart[commit + 1] = to;
  }
  return { count, find, hashOf, committedAt, parentStart, parents: parents.subarray(0, to), isEdge };
}

/** The same from commits as the API lists them. */
export function graphOf(
  commits: readonly { hash: string; parents: readonly string[]; committedAt: number }[],
): CommitGraph {
  const numbers = new Map(commits.map(({ hash }, number) => [hash, number]));
  const find = (hash: string) => numbers.get(hash) ?? -1;
  return linkCommits({
    count: commits.length,
    find,
    hashOf: (commit) => commits[commit]?.hash ?? "",
    committedAt: Float64Array.from(commits, (commit) => commit.committedAt),
    parentCounts: commits.map(({ parents }) => parents.length),
    named: commits.flatMap(({ parents }) => parents.map(find)),
  });
}
