import type { Run } from "@/lib/diff/diff-lines";
import { markWords } from "@/lib/diff/mark-words";
import { pairLines } from "@/lib/diff/pair-lines";
import type { Marks } from "./shown-text";

interface MarkedLines {
  before: Map<number, Marks>;
  after: Map<number, Marks>;
}

/** Of a file. Words are marked to be read, and nobody reads so many. */
const pairsMax = 2_000;

/** The words that have changed within the lines of some runs, by line. */
export function markChange(
  before: readonly string[],
  after: readonly string[],
  runs: readonly Run[],
): MarkedLines {
  const marks: MarkedLines = { before: new Map(), after: new Map() };
  let left = pairsMax;
  for (const { oldStart, oldEnd, newStart, newEnd } of runs) {
    if (oldEnd === oldStart || newEnd === newStart) continue;
    const [gone, come] = [before.slice(oldStart, oldEnd), after.slice(newStart, newEnd)];
    for (const [old, now] of pairLines(gone, come)) {
      left -= 1;
      if (left < 0) return marks;
      const found = markWords(gone[old] ?? "", come[now] ?? "");
      if (found === null) continue;
      marks.before.set(oldStart + old, found.before);
      marks.after.set(newStart + now, found.after);
    }
  }
  return marks;
}
