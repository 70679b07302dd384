import type { Run } from "./diff-lines";
import type { LineTable } from "./line-table";

/** The new bytes made of the old ones and the runs' new lines: the check of every diff that is shown. */
export function applyRuns(before: LineTable, after: LineTable, runs: readonly Run[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let line = 0;
  for (const run of runs) {
    parts.push(linesOf(before, line, run.oldStart), linesOf(after, run.newStart, run.newEnd));
    line = run.oldEnd;
  }
  parts.push(linesOf(before, line, before.count));
  return Buffer.concat(parts);
}

function linesOf({ bytes, starts }: LineTable, from: number, to: number): Uint8Array {
  return bytes.subarray(starts[from], starts[to]);
}
