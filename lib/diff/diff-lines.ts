import { changedLines } from "./changed-lines";
import { internLines, type WhiteSpace } from "./intern-lines";
import type { LineTable } from "./line-table";
import { type Gaps, slideGroups } from "./slide-groups";

export type { WhiteSpace };

/** Lines old[oldStart, oldEnd) became new[newStart, newEnd): 0-based, the end exclusive. */
export interface Run {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
  /** Blank lines only, where those are ignored: shown in the context of other runs and never alone. */
  isIgnored?: true;
}

export interface LineDiff {
  runs: Run[];
  /** Whether the search was cut short: true, but longer than it need be. */
  isCoarse: boolean;
}

export interface DiffOptions {
  whiteSpace?: WhiteSpace;
  /** As git's `--ignore-blank-lines`. */
  blankLines?: "shown" | "ignored";
}

/** What changed between two texts, in the runs that `git diff` shows with the same options. */
export function diffLines(before: LineTable, after: LineTable, options: DiffOptions = {}): LineDiff {
  const { whiteSpace = "shown", blankLines = "shown" } = options;
  const lines = internLines(before, after, whiteSpace);
  const edits = changedLines(lines);
  const runs = runsOf(slideGroups(lines, before, after, edits));
  if (blankLines === "ignored") {
    for (const run of runs) {
      if (
        isBlank(before, run.oldStart, run.oldEnd, whiteSpace) &&
        isBlank(after, run.newStart, run.newEnd, whiteSpace)
      )
        run.isIgnored = true;
    }
  }
  return { runs, isCoarse: edits.isCoarse };
}

/** Where white space is shown, a line that has some is not blank. */
function isBlank({ bytes, starts }: LineTable, from: number, to: number, whiteSpace: WhiteSpace): boolean {
  const text = bytes.subarray(starts[from], starts[to]);
  return text.every((byte) => byte === 0x0a || (whiteSpace !== "shown" && isSpace(byte)));
}

const isSpace = (byte: number) => byte === 0x20 || byte === 0x09 || byte === 0x0d;

function runsOf({ before, after }: Gaps): Run[] {
  const runs: Run[] = [];
  let oldStart = 0;
  let newStart = 0;
  before.forEach((removed, gap) => {
    const oldEnd = oldStart + removed;
    const newEnd = newStart + (after[gap] ?? 0);
    if (oldEnd > oldStart || newEnd > newStart) runs.push({ oldStart, oldEnd, newStart, newEnd });
    oldStart = oldEnd + 1;
    newStart = newEnd + 1;
  });
  return runs;
}
