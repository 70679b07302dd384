"use client";

import type { ReactNode } from "react";
import type { Line } from "@/lib/highlight/roles";
import { LineSelection } from "./line-selection";

interface CodeLinesProps {
  lines: readonly Line[];
  /** Names the region for those who cannot see it: the file's name. */
  label: string;
  /** Breaks long lines instead of scrolling sideways. */
  wrap?: boolean;
}

/**
 * A file's lines, numbered, drawn from the tokens on both sides: as elements of a server component they would travel twice
 * their size, once as HTML and once more as elements (1,000 lines: 52 KB gzip, against 18).
 * One element a line, `#L10` is its anchor. The number is drawn by the style sheet
 * (`app/code-theme.css`), so it is never part of a selection or a copy.
 */
export function CodeLines({ lines, label, wrap = false }: CodeLinesProps) {
  return (
    <LineSelection label={label} digits={String(lines.length).length} wrap={wrap}>
      <pre>
        <code>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            <span key={index} id={`L${index + 1}`} data-n={index + 1}>
              {lineChildren(line)}
            </span>
          ))}
        </code>
      </pre>
    </LineSelection>
  );
}

/** An element for each coloured token, bare text for the rest. The line feed makes copies exact and keeps empty lines tall. */
function lineChildren(line: Line): ReactNode[] {
  const children: ReactNode[] = [];
  // Neighbouring strings would be parted by a comment in the page: they are one.
  let text = "";
  for (const [content, role] of line) {
    if (role === 0) {
      text += content;
      continue;
    }
    if (text !== "") children.push(text);
    text = "";
    children.push(
      <span key={children.length} className={`t${role}`}>
        {content}
      </span>,
    );
  }
  children.push(`${text}\n`);
  return children;
}
