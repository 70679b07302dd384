import type { Divergence } from "@/lib/wire/answers";
import { type CommitGraph, eachParent } from "./commit-graph";
import { numberOf } from "./number-of";
import { reach } from "./reach";

/**
 * Counts, against one commit, how many commits others have that it has not, and the other way round, as `git rev-list --count` does.
 * Where the history is known in part only (`isWhole` false), one side's way out of what is known makes its own count a floor, and
 * the other's unknown. Throws `RangeError` for a commit that is not known.
 */
export function aheadBehindOf(
  { graph, isWhole }: { graph: CommitGraph; isWhole: boolean },
  base: string,
): (head: string) => Divergence {
  const ofBase = reach(graph, [numberOf(graph, base)]);
  return (head) => {
    const start = numberOf(graph, head);
    const ofHead = reach(graph, [start], (commit) => ofBase[commit] === 0);
    const common = reach(graph, ofBase[start] === 1 ? [start] : whereTheyMeet(graph, ofHead, ofBase));
    const own = side(graph, (commit) => ofHead[commit] === 1);
    const others = side(graph, (commit) => ofBase[commit] === 1 && common[commit] === 0);
    const isHeadOpen = !isWhole && own.hasEdge;
    const isBaseOpen = !isWhole && others.hasEdge;
    return {
      ahead: isBaseOpen ? null : own.count,
      behind: isHeadOpen ? null : others.count,
      isFloor: isHeadOpen || isBaseOpen,
    };
  };
}

/** The commits of `theirs` that are parents of `own`. */
function whereTheyMeet(graph: CommitGraph, own: Uint8Array, theirs: Uint8Array): number[] {
  const meeting: number[] = [];
  for (let commit = 0; commit < graph.count; commit += 1) {
    if (own[commit] === 0) continue;
    eachParent(graph, commit, (parent) => {
      if (theirs[parent] === 1) meeting.push(parent);
    });
  }
  return meeting;
}

/** How many commits are so, and whether one of them names a parent that is not known. */
function side(graph: CommitGraph, isOf: (commit: number) => boolean): { count: number; hasEdge: boolean } {
  let count = 0;
  let hasEdge = false;
  for (let commit = 0; commit < graph.count; commit += 1) {
    if (!isOf(commit)) continue;
    count += 1;
    if (graph.isEdge[commit] === 1) hasEdge = true;
  }
  return { count, hasEdge };
}
