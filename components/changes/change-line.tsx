import type { ReactNode } from "react";
import { HiddenCharacter } from "@/components/names/hidden-character";
import type { Marks } from "@/lib/changes/shown-text";
import { firstStyledRole, type Line } from "@/lib/highlight/roles";
import { splitHidden } from "@/lib/text/hidden-characters";

interface ChangeLineProps {
  text: string;
  /** Null where it is plain. */
  tokens: Line | null;
  marks: Marks;
}

/** Of a line; of a longer one the rest is in the file. */
export const lineMaxChars = 5_000;

/** The content of one line: coloured, with the words marked that have changed, and what would not be seen by its name. */
export function ChangeLine({ text, tokens, marks }: ChangeLineProps) {
  const isCut = text.length > lineMaxChars;
  const shown = isCut ? text.slice(0, lineMaxChars) : text;
  const children: ReactNode[] = [];
  let marked: ReactNode[] = [];
  for (const piece of piecesOf(shown, isCut ? null : tokens, marks)) {
    if (piece.isMarked) marked.push(...drawPiece(piece, marked.length));
    else {
      if (marked.length > 0) children.push(<mark key={children.length}>{marked}</mark>);
      marked = [];
      children.push(...drawPiece(piece, children.length));
    }
  }
  if (marked.length > 0) children.push(<mark key="last">{marked}</mark>);
  return (
    <span>
      {children}
      {isCut ? (
        <small>{` … ${(text.length - lineMaxChars).toLocaleString("en")} more characters`}</small>
      ) : null}
      {"\n"}
    </span>
  );
}

interface Piece {
  text: string;
  role: number;
  isMarked: boolean;
}

/** The tokens of a line, parted where a mark begins or ends. */
function piecesOf(text: string, tokens: Line | null, marks: Marks): Piece[] {
  const pieces: Piece[] = [];
  const ends = marks.flat();
  let at = 0;
  let passed = 0;
  for (const [content, role] of tokens ?? [[text, 0]]) {
    const end = at + content.length;
    let from = at;
    for (; passed < ends.length && (ends[passed] ?? 0) < end; passed += 1) {
      const cut = ends[passed] ?? 0;
      if (cut > from)
        pieces.push({ text: content.slice(from - at, cut - at), role, isMarked: passed % 2 === 1 });
      from = Math.max(from, cut);
    }
    if (end > from) pieces.push({ text: content.slice(from - at), role, isMarked: passed % 2 === 1 });
    at = end;
  }
  // What ends a line has no token.
  if (at < text.length) pieces.push({ text: text.slice(at), role: 0, isMarked: passed % 2 === 1 });
  return pieces;
}

/** Whether it looks the same without an element. A space has no colour. */
const isBare = (role: number, text: string) => role === 0 || (role < firstStyledRole && text.trim() === "");

function drawPiece({ text, role }: Piece, key: number): ReactNode[] {
  return splitHidden(parsable(text)).map((part, index) => {
    if (part.hidden !== null) {
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
        <HiddenCharacter key={`${key} ${index}`} name={part.hidden}>
          {part.text}
        </HiddenCharacter>
      );
    }
    if (isBare(role, part.text)) return part.text;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: it is drawn once
      <i key={`${key} ${index}`} className={`t${role}`}>
        {part.text}
      </i>
    );
  });
}

/** An HTML parser would read these two as other characters. */
const parsable = (text: string) => text.replaceAll("\0", "\u2400").replaceAll("\r", "\u240d");
