import "server-only";
import type { ShownSide } from "@/lib/changes/shown-text";
import { staticHtml } from "@/lib/html/static-html";
import { SplitRows, UnifiedRows } from "./line-rows";

interface Lines {
  /** The first one, counted from 0 in the file after the change. */
  from: number;
  count: number;
  /** From such a number to the one before the change. */
  shift: number;
  isSplit: boolean;
}

/** Lines of a file that have not changed, as HTML. */
export async function drawContext(after: ShownSide, { from, count, shift, isSplit }: Lines): Promise<string> {
  const lines = Math.max(0, Math.min(count, after.lines.length - from));
  const hunk = { oldStart: from + shift, oldCount: lines, newStart: from, newCount: lines, runs: [] };
  const Rows = isSplit ? SplitRows : UnifiedRows;
  const { html } = await staticHtml(null, () => (
    <Rows shown={{ before: after, after, hunks: [hunk], columns: 0, isFinal: true }} hunk={hunk} />
  ));
  return html;
}
