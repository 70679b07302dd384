import "server-only";
import { createHighlighter, type Highlighter } from "./highlighter";

export type { ChunkedCode, CodeChunk } from "./highlighter";
export { highlightMaxLines } from "./highlighter";

declare global {
  // On the global object because Next loads this module once a bundle and again on every change in development: each
  // would leave a worker behind.
  var vitrineHighlighter: Highlighter | undefined;
}

/** The lines of `code` in colour, as data. Never fails for what the code contains: what cannot be coloured comes back plain. */
export function highlight(input: Parameters<Highlighter["highlight"]>[0]) {
  globalThis.vitrineHighlighter ??= createHighlighter();
  return globalThis.vitrineHighlighter.highlight(input);
}

/** The same for a whole file on a page: its lines in pieces, each coloured as soon as it can be. */
export function highlightChunks(input: Parameters<Highlighter["highlightChunks"]>[0]) {
  globalThis.vitrineHighlighter ??= createHighlighter();
  return globalThis.vitrineHighlighter.highlightChunks(input);
}
