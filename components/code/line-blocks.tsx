import type { CSSProperties, ReactNode } from "react";
import type { Line } from "@/lib/highlight/roles";
import { decodeLine } from "@/lib/highlight/token-codes";
import { splitHidden } from "@/lib/text/hidden-characters";
import { firstStyledRole } from "./paint-tokens";

export interface LinesExtent {
  firstLine: number;
  lineCount: number;
}

interface LineBlocksProps {
  firstLine: number;
  text: string;
  /** Null is plain. */
  codes: string | null;
  hasHidden: boolean;
  /** The tokens are coloured near the window only, and are no elements. */
  isPainted?: boolean;
  /** Gets each box of lines, with the codes of those that are to be painted. Not for what is drawn as HTML. */
  attend?: (box: HTMLElement | null, codes: readonly string[]) => () => void;
}

/** Drawn together when they come into view. More would be felt while scrolling. */
const linesPerPart = 40;

/** What a box of lines says of itself: its numbers and its height are drawn by the style sheet. */
export const boxOf = ({ firstLine, lineCount }: LinesExtent) => ({
  "data-last": firstLine + lineCount - 1,
  // Custom properties are no part of CSSProperties.
  style: { "--first": firstLine, "--rows": lineCount } as CSSProperties,
});

/** Some lines of a file, in boxes of which each is drawn by itself. One element a line, `#L10` is its anchor. */
export function LineBlocks({
  codes,
  firstLine,
  text,
  hasHidden,
  isPainted = false,
  attend,
}: LineBlocksProps) {
  const codesOfLine = codes?.split(" ") ?? [];
  const lines = text.split("\n").map((line, index) => {
    const tokens = decodeLine(line, codesOfLine[index] ?? "");
    const role = isPainted || hasHidden ? 0 : roleOfAll(tokens);
    return (
      // The shortest element there is, as for its tokens: a file has thousands.
      // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
      <b key={index} id={`L${firstLine + index}`} className={role === 0 ? undefined : `t${role}`}>
        {role === 0 ? lineChildren(tokens, hasHidden, isPainted) : `${line}\n`}
      </b>
    );
  });
  const parts = Array.from({ length: Math.ceil(lines.length / linesPerPart) }, (_, index) =>
    lines.slice(index * linesPerPart, (index + 1) * linesPerPart),
  );
  return parts.map((part, index) => {
    const from = index * linesPerPart;
    const extent = { firstLine: firstLine + from, lineCount: part.length };
    const codesOfPart = isPainted ? codesOfLine.slice(from, from + linesPerPart) : [];
    return (
      <span
        key={extent.firstLine}
        ref={attend && ((box) => attend(box, codesOfPart))}
        className="line-block"
        {...boxOf(extent)}
      >
        {part}
      </span>
    );
  });
}

/** The role of a line that is one token, as those of a long comment are; else 0. */
const roleOfAll = (tokens: Line): number => (tokens.length === 1 ? (tokens[0]?.[1] ?? 0) : 0);

/** Whether a token looks the same without an element. A space has no colour. */
const isBare = (role: number, text: string, isPainted: boolean) =>
  role === 0 || (role < firstStyledRole && (isPainted || text.trim() === ""));

/** An element for each coloured token, bare text for the rest. The line feed makes copies exact and keeps empty lines tall. */
function lineChildren(line: Line, hasHidden: boolean, isPainted: boolean): ReactNode[] {
  const children: ReactNode[] = [];
  // Neighbouring strings would be parted by a comment in the page: they are one.
  let text = "";
  const add = (element: ReactNode) => {
    if (text !== "") children.push(text);
    text = "";
    children.push(element);
  };
  for (const [content, role] of line) {
    for (const part of hasHidden ? splitHidden(content) : [{ text: content, hidden: null }]) {
      if (part.hidden !== null) {
        add(
          <bdi key={children.length} className="hidden-char" data-name={part.hidden} title={part.hidden}>
            {part.text}
          </bdi>,
        );
      } else if (isBare(role, part.text, isPainted)) text += part.text;
      else {
        add(
          <i key={children.length} className={`t${role}`}>
            {part.text}
          </i>,
        );
      }
    }
  }
  children.push(`${text}\n`);
  return children;
}
