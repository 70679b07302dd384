import type { CommitGraph } from "./commit-graph";
import { numberOf } from "./number-of";
import { reach } from "./reach";

/** Whether `older` is `newer` or leads to it. Throws `RangeError` for a commit that is not known. */
export function isAncestor(graph: CommitGraph, older: string, newer: string): boolean {
  return reach(graph, [numberOf(graph, newer)])[numberOf(graph, older)] === 1;
}
