import { type CommitGraph, eachParent } from "./commit-graph";
import { newestFirst } from "./newest-first";
import { numberOf } from "./number-of";
import { reach } from "./reach";

/**
 * The commits that `head` has and `base` has not, in the order of the log: the newest first, and none before its children, as
 * `git rev-list --date-order base..head`. With `base` null all that `head` has; no more than `most`. Throws `RangeError` for a commit
 * that is not known.
 */
export function commitsBetween(
  graph: CommitGraph,
  base: string | null,
  head: string,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const start = numberOf(graph, head);
  const ofBase = base === null ? null : reach(graph, [numberOf(graph, base)]);
  const isWanted = reach(graph, [start], (commit) => ofBase?.[commit] !== 1);
  const childrenLeft = new Uint32Array(graph.count);
  for (let commit = 0; commit < graph.count; commit += 1) {
    if (isWanted[commit] === 1) {
      eachParent(graph, commit, (parent) => {
        childrenLeft[parent] = (childrenLeft[parent] ?? 0) + 1;
      });
    }
  }
  const ready = newestFirst(graph);
  if (isWanted[start] === 1) ready.push(start);
  const commits: string[] = [];
  for (let commit = ready.pop(); commit !== undefined && commits.length < most; commit = ready.pop()) {
    commits.push(graph.hashOf(commit));
    eachParent(graph, commit, (parent) => {
      const left = (childrenLeft[parent] ?? 0) - 1;
      childrenLeft[parent] = left;
      if (left === 0 && isWanted[parent] === 1) ready.push(parent);
    });
  }
  return commits;
}
