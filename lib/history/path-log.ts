import { type CommitGraph, eachParent } from "./commit-graph";
import { newestFirst } from "./newest-first";
import { numberOf } from "./number-of";
import type { EntryOf } from "./path-entries";

/**
 * The commits that changed what `entryOf` reads, newest first, as `git log -- <path>` has them: a merge that one of its parents has
 * the same as is none, and only that parent is followed. Gives a hash as soon as it is known; who stops reading ends the walk.
 * Throws `RangeError` for a commit that is not known.
 */
export async function* pathLog(graph: CommitGraph, head: string, entryOf: EntryOf): AsyncGenerator<string> {
  const start = numberOf(graph, head);
  const isMet = new Uint8Array(graph.count);
  const ready = newestFirst(graph);
  const meet = (commit: number) => {
    if (isMet[commit] === 1) return;
    isMet[commit] = 1;
    ready.push(commit);
  };
  meet(start);
  for (let commit = ready.pop(); commit !== undefined; commit = ready.pop()) {
    const hash = graph.hashOf(commit);
    const own = await entryOf(hash);
    const parents: number[] = [];
    eachParent(graph, commit, (parent) => parents.push(parent));
    let same: number | null = null;
    for (const parent of parents) {
      if ((await entryOf(graph.hashOf(parent))) !== own) continue;
      same = parent;
      break;
    }
    if (same !== null) {
      meet(same);
      continue;
    }
    if (parents.length > 0 || own !== null) yield hash;
    for (const parent of parents) meet(parent);
  }
}
