import type { CommitGraph } from "./commit-graph";

/** Commits that wait for their turn: the newest comes out first, of one second the one that came first. */
export interface NewestFirst {
  push(commit: number): void;
  pop(): number | undefined;
}

interface Waiting {
  commit: number;
  order: number;
}

export function newestFirst({ committedAt }: Pick<CommitGraph, "committedAt">): NewestFirst {
  /** Each comes before those that stand at twice its place. */
  const heap: Waiting[] = [];
  let order = 0;

  function isBefore(at: number, other: number): boolean {
    const a = heap[at];
    const b = heap[other];
    if (a === undefined || b === undefined) return a !== undefined;
    const newerBy = (committedAt[a.commit] ?? 0) - (committedAt[b.commit] ?? 0);
    return newerBy !== 0 ? newerBy > 0 : a.order < b.order;
  }

  function swap(at: number, other: number): void {
    const a = heap[at];
    const b = heap[other];
    if (a === undefined || b === undefined) return;
    heap[at] = b;
    heap[other] = a;
  }

  function sink(from: number): void {
    let at = from;
    for (;;) {
      const below = isBefore(2 * at + 2, 2 * at + 1) ? 2 * at + 2 : 2 * at + 1;
      if (!isBefore(below, at)) return;
      swap(at, below);
      at = below;
    }
  }

  return {
    push(commit) {
      heap.push({ commit, order: order++ });
      for (let at = heap.length - 1; at > 0; ) {
        const above = (at - 1) >> 1;
        if (!isBefore(at, above)) return;
        swap(at, above);
        at = above;
      }
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        sink(0);
      }
      return first?.commit;
    },
  };
}
