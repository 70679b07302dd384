"use client";

import { useLayoutEffect } from "react";
import { paintLines } from "./paint-tokens";

interface LineColoursProps {
  chunks: readonly {
    firstLine: number;
    /** Null is plain. */
    codes: Promise<string | null>;
  }[];
}

/** Colours lines of a long file that are in the page as plain text: each chunk when its codes have come. */
export function LineColours({ chunks }: LineColoursProps) {
  // With the commit that draws other lines or none: what is left of these is kept without colours.
  useLayoutEffect(() => {
    const stops: (() => void)[] = [];
    let isOver = false;
    for (const { firstLine, codes } of chunks) {
      // Where the rest of the page does not come, the lines stay plain.
      codes.then(
        (known) => {
          if (known !== null && !isOver) stops.push(paintLines(firstLine, known.split(" ")));
        },
        () => {},
      );
    }
    return () => {
      isOver = true;
      for (const stop of stops) stop();
    };
  }, [chunks]);
  return null;
}
