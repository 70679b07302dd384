import { type CommitGraph, eachParent } from "./commit-graph";
import { numberOf } from "./number-of";
import { reach } from "./reach";

/**
 * All best common ancestors of two commits, newest first, as `git merge-base --all` has them: a common ancestor that no other one
 * leads to. Dates decide nothing but the order. Empty where the histories share nothing. Throws `RangeError` for a commit
 * that is not known.
 */
export function mergeBases(graph: CommitGraph, a: string, b: string): string[] {
  const ofA = reach(graph, [numberOf(graph, a)]);
  const ofB = reach(graph, [numberOf(graph, b)]);
  const isCommon = (commit: number) => ofA[commit] === 1 && ofB[commit] === 1;
  // From a common ancestor to an older one each step is a common ancestor too.
  const isLedTo = new Uint8Array(graph.count);
  for (let commit = 0; commit < graph.count; commit += 1) {
    if (isCommon(commit)) {
      eachParent(graph, commit, (parent) => {
        isLedTo[parent] = 1;
      });
    }
  }
  const bases: number[] = [];
  for (let commit = 0; commit < graph.count; commit += 1) {
    if (isCommon(commit) && isLedTo[commit] === 0) bases.push(commit);
  }
  const timeOf = (commit: number) => graph.committedAt[commit] ?? 0;
  return bases.sort((first, second) => timeOf(second) - timeOf(first)).map(graph.hashOf);
}
