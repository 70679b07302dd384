"use client";

import { type CSSProperties, type ReactNode, Suspense, use, useSyncExternalStore } from "react";
import { layOutWhenIdle } from "@/components/ui/lay-out-when-idle";
import type { Line } from "@/lib/highlight/roles";
import { decodeLine } from "@/lib/highlight/token-codes";
import { splitHidden } from "@/lib/text/hidden-characters";
import { canPaint, firstStyledRole, paintTokens } from "./paint-tokens";

type Codes = string | null;

interface CodeBlockProps {
  firstLine: number;
  lineCount: number;
  text: string;
  /** Null is plain; as a promise they come after the page, and the text stands there until then. */
  codes: Codes | Promise<Codes>;
  hasHidden: boolean;
}

/**
 * Some lines of a file, drawn from text and codes on both sides: as elements of a server component they would travel twice
 * their size, once as HTML and once more as elements.
 */
export function CodeBlock({ codes, ...block }: CodeBlockProps) {
  if (codes === null || typeof codes === "string")
    return <Lines {...block} codes={codes} isPainted={false} />;
  return (
    <Suspense
      fallback={
        <span className="line-block" data-pending="" {...extent(block)}>
          {`${block.text}\n`}
        </span>
      }
    >
      <PromisedLines {...block} promised={codes} />
    </Suspense>
  );
}

/** Drawn together when they come into view. More would be felt while scrolling. */
const linesPerPart = 40;

type BlockProps = Omit<CodeBlockProps, "codes">;

const extent = ({ firstLine, lineCount }: Pick<BlockProps, "firstLine" | "lineCount">) => ({
  "data-first": firstLine,
  "data-last": firstLine + lineCount - 1,
  // Custom properties are no part of CSSProperties.
  style: { "--rows": lineCount } as CSSProperties,
});

const never = () => () => {};

/** Lines that come by script alone need no elements for their colours where the browser can do without. */
function PromisedLines({ promised, ...block }: BlockProps & { promised: Promise<Codes> }) {
  const isPainted = useSyncExternalStore(never, canPaint, () => true);
  return <Lines {...block} codes={use(promised)} isPainted={isPainted} />;
}

interface LinesProps extends BlockProps {
  codes: Codes;
  /** The tokens are coloured near the window only, and are no elements. */
  isPainted: boolean;
}

function Lines({ codes, isPainted, ...block }: LinesProps) {
  const { firstLine, hasHidden } = block;
  const codesOfLine = codes?.split(" ") ?? [];
  const lines = block.text.split("\n").map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
    <span key={index} id={`L${firstLine + index}`} data-n={firstLine + index}>
      {lineChildren(decodeLine(line, codesOfLine[index] ?? ""), hasHidden, isPainted)}
    </span>
  ));
  const parts = Array.from({ length: Math.ceil(lines.length / linesPerPart) }, (_, index) =>
    lines.slice(index * linesPerPart, (index + 1) * linesPerPart),
  );
  return parts.map((part, index) => {
    const from = index * linesPerPart;
    const extentOfPart = { firstLine: firstLine + from, lineCount: part.length };
    const codesOfPart = isPainted ? codesOfLine.slice(from, from + linesPerPart) : [];
    return (
      <span
        key={extentOfPart.firstLine}
        ref={(box) => attend(box, codesOfPart)}
        className="line-block"
        {...extent(extentOfPart)}
      >
        {part}
      </span>
    );
  });
}

function attend(box: HTMLElement | null, codes: readonly string[]) {
  const stopLayout = layOutWhenIdle(box);
  const stopPaint = box && codes.length > 0 ? paintTokens(box, codes) : null;
  return () => {
    stopLayout();
    stopPaint?.();
  };
}

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
      } else if (role === 0 || (isPainted && role < firstStyledRole)) text += part.text;
      else {
        add(
          <span key={children.length} className={`t${role}`}>
            {part.text}
          </span>,
        );
      }
    }
  }
  children.push(`${text}\n`);
  return children;
}
