import type { Run } from "@/lib/diff/diff-lines";
import { pairLines } from "@/lib/diff/pair-lines";

/** Items of two lists that are one, or one that is on one side alone: places in the lists, null where it is not there. */
export interface Aligned {
  before: number | null;
  after: number | null;
}

interface Alignment {
  before: readonly string[];
  after: readonly string[];
  /** What is not the same on both sides. */
  runs: readonly Run[];
  /** Whether one that went and one that came, which are alike, are one that was changed. */
  isPair: (before: number, after: number) => boolean;
}

/** Two lists as one: what stayed, what was changed, and what went before what came. */
export function alignItems({ before, after, runs, isPair }: Alignment): Aligned[] {
  const aligned: Aligned[] = [];
  let [old, now] = [0, 0];
  const keep = (oldEnd: number) => {
    while (old < oldEnd) aligned.push({ before: old++, after: now++ });
  };
  const replace = (oldEnd: number, newEnd: number) => {
    while (old < oldEnd) aligned.push({ before: old++, after: null });
    while (now < newEnd) aligned.push({ before: null, after: now++ });
  };
  for (const { oldStart, oldEnd, newStart, newEnd } of runs) {
    keep(oldStart);
    const pairs = pairLines(before.slice(oldStart, oldEnd), after.slice(newStart, newEnd));
    for (const [gone, come] of pairs) {
      const [oldAt, newAt] = [oldStart + gone, newStart + come];
      if (!isPair(oldAt, newAt)) continue;
      replace(oldAt, newAt);
      aligned.push({ before: old++, after: now++ });
    }
    replace(oldEnd, newEnd);
  }
  keep(before.length);
  return aligned;
}
