import type { Edits } from "./edit-script";
import type { InternedLines } from "./intern-lines";
import type { LineTable } from "./line-table";
import { addScores, isAsGood, type SplitScore, splitScore } from "./split-score";

/** Unchanged lines stand in pairs; before, between and after them are gaps, with this many changed lines of either side. */
export interface Gaps {
  before: Uint32Array;
  after: Uint32Array;
}

/** The changed lines of one gap, and which lines of the side they are. */
interface Group {
  gap: number;
  start: number;
  size: number;
}

interface Side {
  lines: Int32Array;
  table: LineTable;
  gaps: Uint32Array;
  otherGaps: Uint32Array;
}

/** A place where a group can be is tried for its looks up to this many lines away. */
const triesMax = 100;

/**
 * A group of changed lines that ends with the line before it, or begins with the line after it, can as well stand one line higher or
 * lower. Groups slide to meet a neighbour and be one with it; else to stand beside a change of the other side; else to where they look best.
 */
export function slideGroups(lines: InternedLines, before: LineTable, after: LineTable, edits: Edits): Gaps {
  const gaps = { before: gapsOf(edits.before), after: gapsOf(edits.after) };
  slideSide({ lines: lines.before, table: before, gaps: gaps.before, otherGaps: gaps.after });
  slideSide({ lines: lines.after, table: after, gaps: gaps.after, otherGaps: gaps.before });
  return gaps;
}

function gapsOf(marks: Uint8Array): Uint32Array {
  const changed = marks.reduce((sum, mark) => sum + mark, 0);
  const gaps = new Uint32Array(marks.length - changed + 1);
  let gap = 0;
  for (const mark of marks) {
    if (mark) gaps[gap] = (gaps[gap] ?? 0) + 1;
    else gap += 1;
  }
  return gaps;
}

function slideSide(side: Side) {
  const { gaps } = side;
  let start = 0;
  for (let gap = 0; gap < gaps.length; gap++) {
    const size = gaps[gap] ?? 0;
    const group: Group = { gap, start, size };
    if (size > 0) settle(side, group);
    gap = group.gap;
    start = group.start + group.size + 1;
  }
}

function settle(side: Side, group: Group) {
  let highest: number;
  let size: number;
  // A group that has met another is longer, and may slide further.
  do {
    size = group.size;
    while (slideUp(side, group)) {}
    highest = group.gap;
    while (slideDown(side, group)) {}
  } while (group.size !== size);
  if (group.gap === highest) return;
  const target = lowestBeside(side, group, highest) ?? bestLooking(side, group, highest);
  while (group.gap > target) slideUp(side, group);
}

function slideUp({ lines, gaps }: Side, group: Group): boolean {
  if (group.gap === 0 || lines[group.start - 1] !== lines[group.start + group.size - 1]) return false;
  const met = gaps[group.gap - 1] ?? 0;
  gaps[group.gap] = 0;
  group.gap -= 1;
  group.start -= met + 1;
  group.size += met;
  gaps[group.gap] = group.size;
  return true;
}

function slideDown({ lines, gaps }: Side, group: Group): boolean {
  if (group.gap === gaps.length - 1 || lines[group.start] !== lines[group.start + group.size]) return false;
  const met = gaps[group.gap + 1] ?? 0;
  gaps[group.gap] = 0;
  group.gap += 1;
  group.start += 1;
  group.size += met;
  gaps[group.gap] = group.size;
  return true;
}

/** The lowest gap, of those the group can slide to, where the other side has changed lines too. */
function lowestBeside({ otherGaps }: Side, group: Group, highest: number): number | null {
  for (let gap = group.gap; gap >= highest; gap--) {
    if ((otherGaps[gap] ?? 0) > 0) return gap;
  }
  return null;
}

/** The gap where the cuts above and below the group look best, the lowest of equals. */
function bestLooking({ table }: Side, group: Group, highest: number): number {
  const first = Math.max(highest, group.gap - group.size - 1, group.gap - triesMax);
  let best = first;
  let bestScore: SplitScore | null = null;
  for (let gap = first; gap <= group.gap; gap++) {
    const start = group.start - (group.gap - gap);
    const score = addScores(splitScore(table, start + group.size), splitScore(table, start));
    if (bestScore === null || isAsGood(score, bestScore)) [best, bestScore] = [gap, score];
  }
  return best;
}
