import type { CommitGraph } from "./commit-graph";

/** The number of a commit that must be known. Throws `RangeError`. */
export function numberOf(graph: CommitGraph, hash: string): number {
  const commit = graph.find(hash);
  if (commit < 0) throw new RangeError(`The history does not hold ${hash}.`);
  return commit;
}
