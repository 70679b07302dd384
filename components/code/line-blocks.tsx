import type { CSSProperties, ReactNode } from "react";
import { HiddenCharacter } from "@/components/names/hidden-character";
import { firstStyledRole, type Line } from "@/lib/highlight/roles";
import { decodeLine } from "@/lib/highlight/token-codes";
import { splitHidden } from "@/lib/text/hidden-characters";

interface LineBlocksProps {
  firstLine: number;
  text: string;
  /** Null is plain. */
  codes: string | null;
  hasHidden: boolean;
}

/** Drawn together when they come into view. More would be felt while scrolling. */
const linesPerPart = 40;

/** Some lines of a file, in boxes of which each is drawn by itself. One element a line, `#L10` is its anchor. */
export function LineBlocks({ codes, firstLine, text, hasHidden }: LineBlocksProps) {
  const codesOfLine = codes?.split(" ") ?? [];
  const lines = text.split("\n").map((line, index) => {
    const tokens = decodeLine(line, codesOfLine[index] ?? "");
    const role = hasHidden ? 0 : roleOfAll(tokens);
    return (
      // The shortest element there is, as for its tokens: a file has thousands.
      // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
      <b key={index} id={`L${firstLine + index}`} className={role === 0 ? undefined : `t${role}`}>
        {role === 0 ? lineChildren(tokens, hasHidden) : `${line}\n`}
      </b>
    );
  });
  const parts = Array.from({ length: Math.ceil(lines.length / linesPerPart) }, (_, index) =>
    lines.slice(index * linesPerPart, (index + 1) * linesPerPart),
  );
  return parts.map((part, index) => {
    const first = firstLine + index * linesPerPart;
    // Its numbers and its height are drawn by the style sheet. Custom properties are no part of CSSProperties.
    const style = { "--first": first, "--rows": part.length } as CSSProperties;
    return (
      <span key={first} className="line-block" data-last={first + part.length - 1} style={style}>
        {part}
      </span>
    );
  });
}

/** The role of a line that is one token, as those of a long comment are; else 0. */
const roleOfAll = (tokens: Line): number => (tokens.length === 1 ? (tokens[0]?.[1] ?? 0) : 0);

/** Whether a token looks the same without an element. A space has no colour. */
const isBare = (role: number, text: string) => role === 0 || (role < firstStyledRole && text.trim() === "");

/** An element for each coloured token, bare text for the rest. The line feed makes copies exact and keeps empty lines tall. */
function lineChildren(line: Line, hasHidden: boolean): ReactNode[] {
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
          <HiddenCharacter key={children.length} name={part.hidden}>
            {part.text}
          </HiddenCharacter>,
        );
      } else if (isBare(role, part.text)) text += part.text;
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
