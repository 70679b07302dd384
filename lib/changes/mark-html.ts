import { markWords, type Stretches } from "@/lib/diff/mark-words";

/** A tag, or text as it is written in HTML and as it is read. */
interface Piece {
  html: string;
  /** Null of a tag. */
  text: string | null;
}

/** Those that React writes. */
const entities: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

/**
 * Marks the words that have changed between two pieces of HTML that React wrote, in their texts alone: the elements are what they were.
 * Null where marks would only disturb, or something else is read than what is written.
 */
export function markHtml(before: string, after: string): { before: string; after: string } | null {
  // A formula is there twice: drawn, and to be read aloud.
  if (before.includes("katex") || after.includes("katex")) return null;
  const [old, now] = [piecesOf(before), piecesOf(after)];
  const marks = markWords(textOf(old), textOf(now));
  if (marks === null) return null;
  return { before: withMarks(old, marks.before), after: withMarks(now, marks.after) };
}

/** What is read of a piece of HTML that React wrote. */
export const textOfHtml = (html: string) => textOf(piecesOf(html));

const piecesOf = (html: string): Piece[] =>
  (html.match(/<[^>]*>|&[#\w]+;|[^<&]+|[<&]/g) ?? []).map((part) => ({
    html: part,
    text: part.startsWith("<") && part.length > 1 ? null : (entities[part] ?? part),
  }));

const textOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text ?? "").join("");

function withMarks(pieces: readonly Piece[], marks: Stretches): string {
  let html = "";
  let marked = "";
  const flush = () => {
    // White space between the rows of a table is no text of it.
    if (marked !== "") html += marked.trim() === "" ? marked : `<mark class="changed">${marked}</mark>`;
    marked = "";
  };
  let at = 0;
  for (const piece of pieces) {
    if (piece.text === null) {
      flush();
      html += piece.html;
      continue;
    }
    for (const { text, isMarked } of parts(piece, at, marks)) {
      if (isMarked) marked += text;
      else {
        flush();
        html += text;
      }
    }
    at += piece.text.length;
  }
  flush();
  return html;
}

/** A piece of text, parted where a mark begins or ends. */
function parts(
  { html, text }: Piece,
  start: number,
  marks: Stretches,
): { text: string; isMarked: boolean }[] {
  const length = text?.length ?? 0;
  const ends = marks.flat().map((end) => Math.min(length, Math.max(0, end - start)));
  // An entity is one character, and so marked whole or not at all.
  const slice = (from: number, to: number) => (length === html.length ? html.slice(from, to) : html);
  const found: { text: string; isMarked: boolean }[] = [];
  let from = 0;
  [...ends, length].forEach((end, index) => {
    if (end > from) found.push({ text: slice(from, end), isMarked: index % 2 === 1 });
    from = end;
  });
  return found;
}
