"use client";

import { Suspense, use, useSyncExternalStore } from "react";
import { layOutWhenIdle } from "@/components/ui/lay-out-when-idle";
import { boxOf, LineBlocks, type LinesExtent } from "./line-blocks";
import { canPaint, paintTokens } from "./paint-tokens";

type Codes = string | null;

interface CodeBlockProps extends LinesExtent {
  text: string;
  /** Null is plain. The text stands there until they come. */
  codes: Promise<Codes>;
  hasHidden: boolean;
}

/**
 * Lines whose colours come after the page, drawn from text and codes on both sides: as elements of a server component they
 * would travel twice their size, once as HTML and once more as elements.
 */
export function CodeBlock(props: CodeBlockProps) {
  return (
    <Suspense
      fallback={
        <span className="line-block" data-pending="" {...boxOf(props)}>
          {`${props.text}\n`}
        </span>
      }
    >
      <PromisedLines {...props} />
    </Suspense>
  );
}

const never = () => () => {};

/** Lines that come by script alone need no elements for their colours where the browser can do without. */
function PromisedLines({ codes, firstLine, text, hasHidden }: CodeBlockProps) {
  const isPainted = useSyncExternalStore(never, canPaint, () => true);
  return (
    <LineBlocks
      codes={use(codes)}
      firstLine={firstLine}
      text={text}
      hasHidden={hasHidden}
      isPainted={isPainted}
      attend={attend}
    />
  );
}

function attend(box: HTMLElement | null, codes: readonly string[]) {
  const stopLayout = layOutWhenIdle(box);
  const stopPaint = box && codes.length > 0 ? paintTokens(box, codes) : null;
  return () => {
    stopLayout();
    stopPaint?.();
  };
}
