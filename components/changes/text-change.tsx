import { type CSSProperties, Fragment } from "react";
import type { ShownText } from "@/lib/changes/shown-text";
import type { Hunk } from "@/lib/diff/hunks";
import { lineMaxChars } from "./change-line";
import { Gap } from "./gap";
import { SplitRows, UnifiedRows } from "./line-rows";

interface TextChangeProps {
  shown: ShownText;
  isSplit: boolean;
  /** The file, for those who cannot open a gap; null where it has none. */
  fileHref: string | null;
}

/** The hunks of a text's change, with the gaps between them. */
export function TextChange({ shown, isSplit, fileHref }: TextChangeProps) {
  const { hunks, after, before } = shown;
  const Rows = isSplit ? SplitRows : UnifiedRows;
  const last = hunks.at(-1);
  return (
    <div className="lines" style={widthStyle(shown.columns)}>
      {hunks.map((hunk, index) => (
        <Fragment key={`${hunk.oldStart} ${hunk.newStart}`}>
          <GapBetween shown={shown} above={hunks[index - 1]} below={hunk} fileHref={fileHref} />
          <Rows shown={shown} hunk={hunk} />
        </Fragment>
      ))}
      {last && before.lines.length > 0 && after.lines.length > 0 ? (
        <GapBetween shown={shown} above={last} below={undefined} fileHref={fileHref} />
      ) : null}
    </div>
  );
}

// Custom properties are no part of CSSProperties.
const widthStyle = (columns: number) => ({ "--columns": Math.min(columns, columnsMax) }) as CSSProperties;

/** A longer line is cut, with a note at its end. */
const columnsMax = lineMaxChars + 40;

interface GapBetweenProps {
  shown: ShownText;
  above: Hunk | undefined;
  below: Hunk | undefined;
  fileHref: string | null;
}

function GapBetween({ shown, above, below, fileHref }: GapBetweenProps) {
  const newStart = above === undefined ? 0 : above.newStart + above.newCount;
  const oldStart = above === undefined ? 0 : above.oldStart + above.oldCount;
  const count = (below?.newStart ?? shown.after.lines.length) - newStart;
  if (count <= 0) return null;
  return (
    <Gap
      oldStart={oldStart}
      newStart={newStart}
      count={count}
      heading={below === undefined ? null : headingOf(shown.before.lines, below.oldStart)}
      hasAbove={above !== undefined}
      hasBelow={below !== undefined}
      fileHref={fileHref}
    />
  );
}

/** Lines that are looked at for one; a function is seldom longer. */
const headingLinesMax = 500;
const headingMaxChars = 80;

/** The last line above that begins with a letter: as Git, what the lines belong to. */
function headingOf(lines: readonly string[], start: number): string | null {
  for (let at = start - 1; at >= Math.max(0, start - headingLinesMax); at -= 1) {
    const line = lines[at] ?? "";
    if (/^[\p{L}_$]/u.test(line)) return line.slice(0, headingMaxChars).trimEnd();
  }
  return null;
}
