import "server-only";
import { createHighlighter, type Highlighter } from "./highlighter";

export type { HighlightedCode } from "./highlighter";

declare global {
  // On the global object because Next loads this module once a bundle and again on every change in development: each
  // would leave a worker behind.
  var vitrineHighlighter: Highlighter | undefined;
}

/** The lines of `code` in colour, as data. Never fails for what the code contains: what cannot be coloured comes back plain. */
export function highlight(input: { code: string; language: string | null; signal?: AbortSignal }) {
  globalThis.vitrineHighlighter ??= createHighlighter();
  return globalThis.vitrineHighlighter.highlight(input);
}
