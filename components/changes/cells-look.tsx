import { type CSSProperties, Fragment } from "react";
import { Badge } from "@/components/ui/badge";
import type { CellChange, ShownCell } from "@/lib/changes/cell-change";
import type { ShownText } from "@/lib/changes/shown-text";
import { countOf, formatCount } from "@/lib/format/count";
import { SplitRows, UnifiedRows } from "./line-rows";

interface CellsLookProps {
  cells: readonly ShownCell[];
  isSplit: boolean;
}

/** The change of a notebook by its cells: those that came, went and moved, and the lines that have changed in others. */
export function CellsLook({ cells, isSplit }: CellsLookProps) {
  return (
    <ol className="cells-look">
      {cells.map((cell, at) =>
        cell.kind === "gap" ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
          <li key={at} data-kind="gap">
            {countOf(cell.count, "unchanged cell")}
          </li>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
          <Cell key={at} cell={cell} isSplit={isSplit} />
        ),
      )}
    </ol>
  );
}

const typeWords = { code: "Code", markdown: "Markdown", raw: "Raw" };
const signs = { added: "+", removed: "−", changed: "±", moved: "→", unchanged: "" };

function Cell({ cell, isSplit }: { cell: CellChange; isSplit: boolean }) {
  const { before, after, isMoved, type, oldType, text, outputs, hasOtherAttachments } = cell;
  const status = statusOf(cell);
  return (
    <li data-kind={status} data-first-changed={text === null && status !== "unchanged" ? "" : undefined}>
      <p>
        <span aria-hidden>{signs[status]}</span>
        <strong>{after === null ? `Former cell ${before}` : `Cell ${after}`}</strong>
        <span>{typeWords[type]}</span>
        <Badge>{status}</Badge>
        {isMoved ? <span>was cell {before}</span> : null}
        {oldType === null ? null : <span>was {typeWords[oldType]}</span>}
      </p>
      {text === null ? null : <CellText text={text} isSplit={isSplit} />}
      {outputs === null ? null : (
        <p className="cell-note">
          The outputs have changed: {formatCount(outputs.before)} before, {formatCount(outputs.after)} now.
          The file shows them.
        </p>
      )}
      {hasOtherAttachments ? <p className="cell-note">The images in its text have changed.</p> : null}
    </li>
  );
}

function statusOf({ before, after, isMoved, oldType, text, outputs, hasOtherAttachments }: CellChange) {
  if (before === null) return "added";
  if (after === null) return "removed";
  if (text !== null || outputs !== null || oldType !== null || hasOtherAttachments) {
    return "changed";
  }
  return isMoved ? "moved" : "unchanged";
}

function CellText({ text, isSplit }: { text: ShownText; isSplit: boolean }) {
  const Rows = isSplit ? SplitRows : UnifiedRows;
  const last = text.hunks.at(-1);
  const rest = last === undefined ? 0 : text.after.lines.length - last.newStart - last.newCount;
  if (last === undefined) return <p className="cell-note">The cell is empty.</p>;
  return (
    <div className="lines" style={widthStyle(text.columns)}>
      {text.hunks.map((hunk, index) => {
        const above = text.hunks[index - 1];
        return (
          <Fragment key={`${hunk.oldStart} ${hunk.newStart}`}>
            <LinesLeftOut
              count={hunk.newStart - (above === undefined ? 0 : above.newStart + above.newCount)}
            />
            <Rows shown={text} hunk={hunk} />
          </Fragment>
        );
      })}
      <LinesLeftOut count={rest} />
    </div>
  );
}

function LinesLeftOut({ count }: { count: number }) {
  return count > 0 ? <p className="cell-note">{countOf(count, "unchanged line")}</p> : null;
}

// Custom properties are no part of CSSProperties.
const widthStyle = (columns: number) => ({ "--columns": columns }) as CSSProperties;
