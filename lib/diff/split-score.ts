import type { LineTable } from "./line-table";

/** How bad a cut between two lines looks; the scores of a group's two cuts are added. */
export interface SplitScore {
  /** Of the first line below the cut that is not blank, -1 where there is none. */
  indent: number;
  penalty: number;
}

/** Lines are looked at no further than this. */
const blanksMax = 20;
const indentMax = 200;
const tabWidth = 8;
/** What one of two cuts that lies deeper counts against the other's penalty. */
const deeperPenalty = 60;

/** The weights of git's indent heuristic. Its authors found them by fitting to some thousand groups that people had placed. */
const weights = {
  startOfFile: 1,
  endOfFile: 21,
  aBlank: -30,
  aBlankBelow: 6,
  deeper: { close: -4, apart: 10 },
  shallowerThanBoth: { close: 24, apart: 17 },
  shallower: { close: 23, apart: 17 },
};

/**
 * How bad a place it is to begin or end a group of changed lines before line `at`. Readers want groups to be whole blocks: cuts are good
 * at blank lines and where the indent is small, and bad before what closes a block.
 */
export function splitScore(table: LineTable, at: number): SplitScore {
  // The end of the file is as good as a blank line.
  const below = at < table.count ? firstText(table, at, 1, blanksMax + 1) : { indent: null, blanks: 1 };
  const above = firstText(table, at - 1, -1);
  const blanks = above.blanks + below.blanks;
  let penalty = blanks * weights.aBlank + below.blanks * weights.aBlankBelow;
  if (above.indent === null && above.blanks === 0) penalty += weights.startOfFile;
  if (at >= table.count) penalty += weights.endOfFile;
  const gap = blanks > 0 ? "apart" : "close";
  if (below.indent !== null && above.indent !== null) {
    if (below.indent > above.indent) penalty += weights.deeper[gap];
    else if (below.indent < above.indent) penalty += weightOfDedent(table, at, below)[gap];
  }
  return { indent: below.indent ?? -1, penalty };
}

/** Whether cuts with the score `one` look at least as good as those with `other`. */
export function isAsGood(one: SplitScore, other: SplitScore): boolean {
  return Math.sign(one.indent - other.indent) * deeperPenalty + one.penalty - other.penalty <= 0;
}

export function addScores(one: SplitScore, other: SplitScore): SplitScore {
  return { indent: one.indent + other.indent, penalty: one.penalty + other.penalty };
}

interface Text {
  /** Null where the file ends first. */
  indent: number | null;
  /** Blank lines up to there. */
  blanks: number;
}

/** The next line that is not blank, from a line on in a direction. */
function firstText(table: LineTable, from: number, step: 1 | -1, most = blanksMax): Text {
  let blanks = 0;
  for (let line = from; line >= 0 && line < table.count; line += step) {
    const indent = indentOf(table, line);
    if (indent !== null) return { indent, blanks };
    blanks += 1;
    if (blanks === most) return { indent: 0, blanks };
  }
  return { indent: null, blanks };
}

function weightOfDedent(table: LineTable, at: number, below: Text) {
  const afterIt = firstText(table, at + below.blanks + 1, 1);
  const opensBlock = afterIt.indent !== null && below.indent !== null && afterIt.indent > below.indent;
  return opensBlock && below.blanks === 0 ? weights.shallowerThanBoth : weights.shallower;
}

/** The columns before the first character, null for a blank line. */
function indentOf({ bytes, starts }: LineTable, line: number): number | null {
  const end = starts[line + 1] ?? 0;
  let indent = 0;
  for (let at = starts[line] ?? 0; at < end && indent < indentMax; at++) {
    const byte = bytes[at];
    if (byte === 0x20) indent += 1;
    else if (byte === 0x09) indent += tabWidth - (indent % tabWidth);
    else if (byte !== 0x0a && byte !== 0x0d) return indent;
  }
  return indent < indentMax ? null : indentMax;
}
