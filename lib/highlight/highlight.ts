import "server-only";
import { perProcess } from "@/lib/process/per-process";
import { createHighlighter, type Highlighter } from "./highlighter";

export type { ChunkedCode, CodeChunk } from "./highlighter";
export { highlightMaxLines } from "./highlighter";

const highlighter = perProcess("highlighter", () => createHighlighter());

/** The lines of `code` in colour, as data. Never fails for what the code contains: what cannot be coloured comes back plain. */
export function highlight(input: Parameters<Highlighter["highlight"]>[0]) {
  return highlighter().highlight(input);
}

/** The same for a whole file on a page: its lines in pieces, each coloured as soon as it can be. */
export function highlightChunks(input: Parameters<Highlighter["highlightChunks"]>[0]) {
  return highlighter().highlightChunks(input);
}
