import type { HistoryPack } from "./history-pack";

/** As many as say enough: a remote finds out the rest by going down from them. */
const headsMax = 256;

/** The newest commits that no other one here has as a parent. */
export function headsOf({ graph, tables }: HistoryPack): string[] {
  const isParent = new Uint8Array(graph.count);
  for (const parent of graph.parents) isParent[parent] = 1;
  const heads: number[] = [];
  for (let commit = 0; commit < graph.count; commit += 1) {
    if (isParent[commit] === 0 && tables.commitOffsets[commit] !== 0) heads.push(commit);
  }
  const timeOf = (commit: number) => graph.committedAt[commit] ?? 0;
  return heads
    .sort((a, b) => timeOf(b) - timeOf(a))
    .slice(0, headsMax)
    .map(graph.hashOf);
}

/** The commits that name a parent which is not here. */
export function edgesOf({ graph }: Pick<HistoryPack, "graph">): string[] {
  const edges: string[] = [];
  for (let commit = 0; commit < graph.count; commit += 1) {
    if (graph.isEdge[commit] === 1) edges.push(graph.hashOf(commit));
  }
  return edges;
}
