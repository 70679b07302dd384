import type { SourceFile } from "./import-graph";

/** A file, a folder and all below it, or a package with its sub-paths. */
export function matches(target: string, pattern: string): boolean {
  if (pattern.endsWith("/")) return target.startsWith(pattern);
  return target === pattern || target.startsWith(`${pattern}/`);
}

export function matchesAny(target: string, patterns: string[]): boolean {
  return patterns.some((pattern) => matches(target, pattern));
}

/** Tests, and what they stand on. */
export function isTest(file: string): boolean {
  return /\.test\.tsx?$|(^|\/)test-[^/]+\.ts$|^lib\/test-support\//.test(file) || file.startsWith("e2e/");
}

/** The lines that a pattern matches. */
export function linesWith(file: SourceFile, pattern: RegExp): number[] {
  return file.text.split("\n").flatMap((text, index) => (pattern.test(text) ? [index + 1] : []));
}

/** The lines on which a pattern begins that may go over several. */
export function placesOf(file: SourceFile, pattern: RegExp): number[] {
  return [...file.text.matchAll(pattern)].map(({ index }) => file.text.slice(0, index).split("\n").length);
}
