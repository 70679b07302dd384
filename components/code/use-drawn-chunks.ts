import { startTransition, useEffect, useMemo, useState } from "react";
import type { TreeRow } from "@/lib/wire/tree-row";

/** As many as the server draws; the browser draws the rest in steps that are not felt. */
export const rowsAtFirst = 1_000;
/** Rows that are drawn as one: what is far from the window is left out of a long list's work. */
const chunkSize = 100;
const chunksPerStep = 3;

/** The rows in chunks, and how many of these are drawn by now: all at once where the page is to be whole. */
export function useDrawnChunks(rows: readonly TreeRow[], { isWhole }: { isWhole: boolean }) {
  const chunks = useMemo(() => {
    const parts: (readonly TreeRow[])[] = [];
    for (let at = 0; at < rows.length; at += chunkSize) parts.push(rows.slice(at, at + chunkSize));
    return parts;
  }, [rows]);
  const [drawn, setDrawn] = useState(isWhole ? chunks.length : rowsAtFirst / chunkSize);
  useEffect(() => {
    if (drawn >= chunks.length) return;
    // A turn for each step: the page scrolls and answers in between.
    const timer = setTimeout(() => startTransition(() => setDrawn((count) => count + chunksPerStep)));
    return () => clearTimeout(timer);
  }, [drawn, chunks]);
  return { chunks, drawn };
}
