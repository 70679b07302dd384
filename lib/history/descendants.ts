import { type CommitGraph, eachParent } from "./commit-graph";
import { numberOf } from "./number-of";
import { reach } from "./reach";

interface Children {
  start: Uint32Array;
  list: Int32Array;
}

/** Made with the first question, for as long as the graph is there. */
const known = new WeakMap<CommitGraph, Children>();

function childrenIn(graph: CommitGraph): Children {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const start = new Uint32Array(graph.count + 1);
  for (const parent of graph.parents) start[parent + 1] = (start[parent + 1] ?? 0) + 1;
  for (let commit = 0; commit < graph.count; commit += 1) {
    start[commit + 1] = (start[commit + 1] ?? 0) + (start[commit] ?? 0);
  }
  const list = new Int32Array(graph.parents.length);
  const next = start.slice();
  for (let commit = 0; commit < graph.count; commit += 1) {
    eachParent(graph, commit, (parent) => {
      const at = next[parent] ?? 0;
      list[at] = commit;
      next[parent] = at + 1;
    });
  }
  const children = { start, list };
  known.set(graph, children);
  return children;
}

/** The commits that name this one as a parent, each once, newest first; of those alone that one of `tips` leads to. Throws `RangeError`. */
export function childrenOf(graph: CommitGraph, hash: string, tips: readonly string[]): string[] {
  const { start, list } = childrenIn(graph);
  const commit = numberOf(graph, hash);
  const isReached = reach(graph, tips.map(graph.find));
  const children = new Set(list.subarray(start[commit], start[commit + 1]));
  const timeOf = (child: number) => graph.committedAt[child] ?? 0;
  return [...children]
    .filter((child) => isReached[child] === 1)
    .sort((first, second) => timeOf(second) - timeOf(first))
    .map(graph.hashOf);
}

/** Those of `tips` that are this commit or lead to it, in their order; a tip that is not known does not. Throws `RangeError`. */
export function containing(graph: CommitGraph, hash: string, tips: readonly string[]): string[] {
  const { start, list } = childrenIn(graph);
  const first = numberOf(graph, hash);
  const isAbove = new Uint8Array(graph.count);
  isAbove[first] = 1;
  const open = [first];
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    for (const child of list.subarray(start[commit], start[commit + 1])) {
      if (isAbove[child] === 1) continue;
      isAbove[child] = 1;
      open.push(child);
    }
  }
  return tips.filter((tip) => isAbove[graph.find(tip)] === 1);
}
