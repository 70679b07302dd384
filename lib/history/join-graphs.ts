import { type CommitGraph, eachParent, linkCommits } from "./commit-graph";

/**
 * The commits of two histories as one: of a fork and of what it was made from. What one of them names and does not have, the other may
 * have.
 */
export function joinGraphs(first: CommitGraph, second: CommitGraph): CommitGraph {
  const hashes = [...knownIn(first)];
  const numbers = new Map(hashes.map((hash, number) => [hash, number]));
  for (const hash of knownIn(second)) {
    if (numbers.has(hash)) continue;
    numbers.set(hash, hashes.length);
    hashes.push(hash);
  }
  const find = (hash: string) => numbers.get(hash) ?? -1;
  const named: number[] = [];
  const parentCounts: number[] = [];
  const committedAt = new Float64Array(hashes.length);
  for (const [number, hash] of hashes.entries()) {
    const before = named.length;
    const { graph, commit } = fuller(first, second, hash);
    committedAt[number] = graph.committedAt[commit] ?? 0;
    eachParent(graph, commit, (parent) => named.push(find(graph.hashOf(parent))));
    if (graph.isEdge[commit] === 1) named.push(-1);
    parentCounts.push(named.length - before);
  }
  const hashOf = (commit: number) => hashes[commit] ?? "";
  return linkCommits({ count: hashes.length, find, hashOf, committedAt, parentCounts, named });
}

function* knownIn(graph: CommitGraph): Generator<string> {
  for (let commit = 0; commit < graph.count; commit += 1) {
    const hash = graph.hashOf(commit);
    if (graph.find(hash) === commit) yield hash;
  }
}

/** The one of the two that knows all parents of a commit, if one does. */
function fuller(
  first: CommitGraph,
  second: CommitGraph,
  hash: string,
): { graph: CommitGraph; commit: number } {
  const commit = first.find(hash);
  const other = second.find(hash);
  const isOther = commit < 0 || (other >= 0 && first.isEdge[commit] === 1 && second.isEdge[other] === 0);
  return isOther ? { graph: second, commit: other } : { graph: first, commit };
}
