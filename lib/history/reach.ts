import { type CommitGraph, eachParent } from "./commit-graph";

/** A byte for each commit, 1 where it is one of `from` or an ancestor of one. `within` may leave out commits, and what only they lead to. */
export function reach(
  graph: CommitGraph,
  from: Iterable<number>,
  within: (commit: number) => boolean = () => true,
): Uint8Array {
  const isReached = new Uint8Array(graph.count);
  const open: number[] = [];
  const meet = (commit: number) => {
    if (commit < 0 || isReached[commit] === 1 || !within(commit)) return;
    isReached[commit] = 1;
    open.push(commit);
  };
  for (const commit of from) meet(commit);
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) eachParent(graph, commit, meet);
  return isReached;
}
