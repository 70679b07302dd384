import type { CSSProperties, ReactNode } from "react";
import type { ShownSide, ShownText } from "@/lib/changes/shown-text";
import type { Hunk } from "@/lib/diff/hunks";
import { ChangeLine } from "./change-line";

/** A stretch of a hunk: lines that both sides have, or a run that replaces lines by others. */
interface Stretch {
  isChange: boolean;
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/** The stretches of a hunk in their order; lines are counted from 0. */
export function stretchesOf({ oldStart, oldCount, newStart, newCount, runs }: Hunk): Stretch[] {
  const stretches: Stretch[] = [];
  let [oldAt, newAt] = [oldStart, newStart];
  const pass = (oldEnd: number, newEnd: number) => {
    if (newEnd > newAt) {
      stretches.push({ isChange: false, oldStart: oldAt, oldEnd, newStart: newAt, newEnd });
    }
  };
  for (const run of runs) {
    pass(run.oldStart, run.newStart);
    stretches.push({ isChange: true, ...run });
    [oldAt, newAt] = [run.oldEnd, run.newEnd];
  }
  pass(oldStart + oldCount, newStart + newCount);
  return stretches;
}

/** Rows that are drawn together when they come into view. */
const rowsPerBlock = 60;

/** A hunk with its lines one below the other: those that went, then those that came. */
export function UnifiedRows({ shown, hunk }: { shown: ShownText; hunk: Hunk }) {
  const rows: ReactNode[] = [];
  for (const { isChange, oldStart, oldEnd, newStart, newEnd } of stretchesOf(hunk)) {
    if (!isChange) {
      for (let at = newStart; at < newEnd; at += 1) {
        rows.push(
          <b key={`n${at}`} data-o={oldStart + at - newStart + 1} data-n={at + 1}>
            <SideLine side={shown.after} at={at} />
          </b>,
        );
      }
      continue;
    }
    for (let at = oldStart; at < oldEnd; at += 1)
      rows.push(<OldLine key={`o${at}`} side={shown.before} at={at} />);
    for (let at = newStart; at < newEnd; at += 1)
      rows.push(<NewLine key={`n${at}`} side={shown.after} at={at} />);
  }
  const blocks = Array.from({ length: Math.ceil(rows.length / rowsPerBlock) }, (_, index) =>
    rows.slice(index * rowsPerBlock, (index + 1) * rowsPerBlock),
  );
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
    <div key={index} className="rows" style={rowsStyle(block.length)}>
      {block}
    </div>
  ));
}

/**
 * A hunk with what went on the left and what came on the right. Each stretch is a column of the left cells and then one of the right ones,
 * so that a narrow window can show them one below the other.
 */
export function SplitRows({ shown, hunk }: { shown: ShownText; hunk: Hunk }) {
  return stretchesOf(hunk).map(({ isChange, oldStart, oldEnd, newStart, newEnd }) => {
    const rows = Math.max(oldEnd - oldStart, newEnd - newStart);
    const left: ReactNode[] = [];
    const right: ReactNode[] = [];
    for (let row = 0; row < rows; row += 1) {
      const [old, now] = [oldStart + row, newStart + row];
      if (isChange) {
        left.push(
          old < oldEnd ? <OldLine key={`o${row}`} side={shown.before} at={old} /> : <u key={`o${row}`} />,
        );
        right.push(
          now < newEnd ? <NewLine key={`n${row}`} side={shown.after} at={now} /> : <u key={`n${row}`} />,
        );
        continue;
      }
      // The same line on both sides, but for white space that is not shown.
      const line = <SideLine side={shown.after} at={now} />;
      left.push(
        <b key={`o${row}`} data-o={old + 1}>
          {line}
        </b>,
      );
      right.push(
        <b key={`n${row}`} data-n={now + 1}>
          {line}
        </b>,
      );
    }
    return (
      <div key={`${oldStart} ${newStart}`} className="rows pair" style={rowsStyle(rows)}>
        {left}
        {right}
      </div>
    );
  });
}

interface LineProps {
  side: ShownSide;
  /** Counted from 0. */
  at: number;
}

function OldLine({ side, at }: LineProps) {
  return (
    <del data-o={at + 1}>
      <SideLine side={side} at={at} />
    </del>
  );
}

function NewLine({ side, at }: LineProps) {
  return (
    <ins data-n={at + 1}>
      <SideLine side={side} at={at} />
    </ins>
  );
}

function SideLine({ side, at }: LineProps) {
  const { lines, coloured, marks, endsInNewline } = side;
  const line = (
    <ChangeLine text={lines[at] ?? ""} tokens={coloured?.[at] ?? null} marks={marks.get(at) ?? []} />
  );
  if (endsInNewline || at < lines.length - 1) return line;
  return (
    <>
      {line}
      <small title="This line has no line feed at its end">No newline at the end</small>
    </>
  );
}

// Its height is drawn by the style sheet. Custom properties are no part of CSSProperties.
const rowsStyle = (rows: number) => ({ "--rows": rows }) as CSSProperties;
