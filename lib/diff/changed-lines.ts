import { type Edits, editScript, rootAsPowerOfTwo } from "./edit-script";
import type { InternedLines } from "./intern-lines";

/** Lines that are looked at on either side of a frequent one. */
const neighbourhood = 100;

const isKept = 0;
const isUnmatched = 1;
const isFrequent = 2;

/**
 * Which lines of either side changed. Only lines that may have a partner are searched: those the other side does not have are changed for
 * sure, and one that the other side has very often, in the midst of such, would only tie unlike places together.
 */
export function changedLines({ before, after, count }: InternedLines): Edits {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const keptBefore = keptLines(before, start, end, occurrences(after, count));
  const keptAfter = keptLines(after, start, end, occurrences(before, count));
  const found = editScript(
    keptBefore.map((line) => before[line] ?? 0),
    keptAfter.map((line) => after[line] ?? 0),
  );
  return {
    before: spread(found.before, keptBefore, before.length, start, end),
    after: spread(found.after, keptAfter, after.length, start, end),
    isCoarse: found.isCoarse,
  };
}

function commonStart(before: Int32Array, after: Int32Array): number {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  return start;
}

function commonEnd(before: Int32Array, after: Int32Array, start: number): number {
  const most = Math.min(before.length, after.length) - start;
  let end = 0;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return end;
}

function occurrences(lines: Int32Array, count: number): Uint32Array {
  const times = new Uint32Array(count);
  for (const line of lines) times[line] = (times[line] ?? 0) + 1;
  return times;
}

/** The places of the lines between the common ends that are worth a search. */
function keptLines(lines: Int32Array, start: number, end: number, others: Uint32Array): Int32Array {
  const frequentFrom = rootAsPowerOfTwo(lines.length);
  const kinds = lines.subarray(start, lines.length - end).map((line) => {
    const times = others[line] ?? 0;
    if (times === 0) return isUnmatched;
    return times < frequentFrom ? isKept : isFrequent;
  });
  const kept = new Int32Array(kinds.length);
  let count = 0;
  kinds.forEach((kind, at) => {
    if (kind === isUnmatched || (kind === isFrequent && isLost(kinds, at))) return;
    kept[count++] = start + at;
  });
  return kept.subarray(0, count);
}

/** Whether a frequent line stands among lines of which more than three quarters have no partner, itself and its like not counted with them. */
function isLost(kinds: Int32Array, at: number): boolean {
  const above = countAround(kinds, at, -1);
  const below = countAround(kinds, at, 1);
  if (above.unmatched === 0 || below.unmatched === 0) return false;
  const unmatched = above.unmatched + below.unmatched;
  const frequent = above.frequent + below.frequent + 2;
  return unmatched > 3 * frequent;
}

/** The unmatched and the frequent lines from a place to the next that is kept for sure. */
function countAround(kinds: Int32Array, at: number, step: 1 | -1) {
  let unmatched = 0;
  let frequent = 0;
  for (let off = 1; off <= neighbourhood; off++) {
    const kind = kinds[at + off * step];
    if (kind === isUnmatched) unmatched += 1;
    else if (kind === isFrequent) frequent += 1;
    else break;
  }
  return { unmatched, frequent };
}

/** From the marks of the kept lines to those of all: what was not kept, and is no common end, is changed. */
function spread(marks: Uint8Array, kept: Int32Array, count: number, start: number, end: number): Uint8Array {
  const all = new Uint8Array(count).fill(1, start, count - end);
  kept.forEach((line, at) => {
    all[line] = marks[at] ?? 0;
  });
  return all;
}
