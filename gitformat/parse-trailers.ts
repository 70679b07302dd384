export interface Trailer {
  key: string;
  /** Its further lines are joined by spaces. */
  value: string;
  /** Where it stands in the message, its line end included. */
  from: number;
  to: number;
}

interface Line {
  text: string;
  from: number;
  to: number;
}

/** The message ends before such a line: what follows in a mail is a patch. */
const divider = /^---(?:\s|$)/;
const comment = /^#/;
const folded = /^\s/;
const blank = /^\s*$/;
const trailer = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/s;
/** What Git writes by itself, beside `Signed-off-by`: with one of these a paragraph may hold other lines too. */
const byGit = /^\(cherry picked from commit /;

/**
 * The trailers of a commit's message, as `git interpret-trailers --parse` finds them: the last paragraph, which is not the first, where
 * all of its lines are trailers, or a quarter of them and one is of Git's own.
 */
export function parseTrailers(message: string): Trailer[] {
  const lines = linesOf(message);
  const first = lines.findIndex(({ text }) => !comment.test(text));
  const title = lines.findIndex(({ text }, at) => at >= first && blank.test(text));
  if (title < 0) return [];
  let end = lines.length;
  while (end > title && isSkipped(lines[end - 1])) end -= 1;
  let start = end;
  while (start > title && !blank.test(lines[start - 1]?.text ?? "")) start -= 1;
  return start <= title ? [] : trailersIn(lines.slice(start, end));
}

const isSkipped = (line: Line | undefined) =>
  line !== undefined && (blank.test(line.text) || comment.test(line.text));

function linesOf(message: string): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < message.length; ) {
    const found = message.indexOf("\n", from);
    const to = found < 0 ? message.length : found + 1;
    const text = message.slice(from, to).replace(/\r?\n$/, "");
    if (divider.test(text)) break;
    lines.push({ text, from, to });
    from = to;
  }
  return lines;
}

function trailersIn(lines: readonly Line[]): Trailer[] {
  const found: Trailer[] = [];
  let picked = 0;
  let others = 0;
  let open: Trailer | null = null;
  for (const line of lines) {
    const { text, to } = line;
    if (open !== null && folded.test(text)) {
      open.value = `${open.value} ${text.trim()}`.trim();
      open.to = to;
      continue;
    }
    open = openTrailer(line);
    if (open !== null) found.push(open);
    else if (byGit.test(text)) picked += 1;
    else if (!comment.test(text)) others += 1;
  }
  const isByGit = picked > 0 || found.some(({ key }) => key === "Signed-off-by");
  const isBlock = others === 0 || (isByGit && others <= 3 * (found.length + picked));
  return isBlock ? found : [];
}

function openTrailer({ text, from, to }: Line): Trailer | null {
  const [, key, value = ""] = trailer.exec(text) ?? [];
  return key === undefined ? null : { key, value: value.trim(), from, to };
}
