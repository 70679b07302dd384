import type { Hunk } from "./hunks";
import type { LineTable } from "./line-table";

/** Lines are copied in pieces of about so many bytes. */
const pieceBytes = 64 * 1024;
const headingBytes = 80;

const unterminated = Buffer.from("\n\\ No newline at end of file\n");

/** Hunks as text, each under its range and the heading that git would give it, in pieces of moderate size. */
export function* hunkText(hunks: readonly Hunk[], before: LineTable, after: LineTable): Generator<Buffer> {
  let heading = "";
  let lookedTo = 0;
  for (const hunk of hunks) {
    heading = headingAbove(before, hunk.oldStart, lookedTo) ?? heading;
    lookedTo = hunk.oldStart;
    const ranges = `-${range(hunk.oldStart, hunk.oldCount)} +${range(hunk.newStart, hunk.newCount)}`;
    yield Buffer.from(`@@ ${ranges} @@${heading && ` ${heading}`}\n`, "latin1");
    let line = hunk.oldStart;
    for (const run of hunk.runs) {
      yield* markedLines(" ", before, line, run.oldStart);
      yield* markedLines("-", before, run.oldStart, run.oldEnd);
      yield* markedLines("+", after, run.newStart, run.newEnd);
      line = run.oldEnd;
    }
    yield* markedLines(" ", before, line, hunk.oldStart + hunk.oldCount);
  }
}

/** From 1 on; of no lines at all the one above them. */
function range(start: number, count: number): string {
  if (count === 1) return `${start + 1}`;
  return `${count === 0 ? start : start + 1},${count}`;
}

/** The next line above that begins with a letter, `_` or `$`: what readers will know the place by. As Latin-1, a character a byte. */
function headingAbove({ bytes, starts }: LineTable, from: number, to: number): string | null {
  for (let line = from - 1; line >= to; line--) {
    const start = starts[line] ?? 0;
    if (!/[A-Za-z_$]/.test(String.fromCharCode(bytes[start] ?? 0))) continue;
    const text = bytes.subarray(start, Math.min(starts[line + 1] ?? 0, start + headingBytes));
    return Buffer.from(text)
      .toString("latin1")
      .replace(/[ \t\r\n]+$/, "");
  }
  return null;
}

function* markedLines(mark: string, table: LineTable, from: number, to: number): Generator<Buffer> {
  const { bytes, starts, count, endsInNewline } = table;
  const code = mark.charCodeAt(0);
  for (let line = from; line < to; ) {
    const first = line;
    const start = starts[first] ?? 0;
    do line += 1;
    while (line < to && (starts[line + 1] ?? 0) - start < pieceBytes);
    const piece = Buffer.alloc((starts[line] ?? 0) - start + line - first);
    let at = 0;
    for (let next = first; next < line; next++) {
      piece[at] = code;
      const text = bytes.subarray(starts[next], starts[next + 1]);
      piece.set(text, at + 1);
      at += text.length + 1;
    }
    yield piece;
  }
  if (from < to && to === count && !endsInNewline) yield unterminated;
}
