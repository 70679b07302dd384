import "server-only";
import { matchesName, parseNames } from "@/lib/globs/name-glob";
import { matchesPath, parsePath } from "@/lib/globs/path-glob";

const lineMaxLength = 1000;
const patternMaxLength = 200;
const patternsMax = 100;

type Matches = (names: readonly string[]) => boolean;

/**
 * Which files the `.gitattributes` of a directory give to Git LFS, by their paths; null when that is none. Reads as attr.c in Git
 * does, less macros and what a later line takes back.
 */
export function lfsPaths(text: string, directory: string): ((path: string) => boolean) | null {
  const patterns: Matches[] = [];
  for (const line of bytesOf(text).split("\n")) {
    const pattern = lfsPatternOf(line.slice(0, lineMaxLength));
    const matches = pattern === null || pattern.length > patternMaxLength ? null : parsePattern(pattern);
    if (matches !== null) patterns.push(matches);
    if (patterns.length === patternsMax) break;
  }
  if (patterns.length === 0) return null;
  return (path) => {
    const below = directory === "" ? path : path.slice(directory.length + 1);
    const names = bytesOf(below).split("/");
    return patterns.some((matches) => matches(names));
  };
}

/** Git compares bytes: here a character is one. */
const bytesOf = (text: string) => Buffer.from(text).toString("latin1");

const quotedPattern = /^"((?:[^"\\]|\\(?:[abfnrtv"\\]|[0-3][0-7]{2}))*)"(.*)$/s;
const barePattern = /^([^ \t\r]+)(.*)$/s;

/** The pattern of a line that sets the filter, without its quotes. */
function lfsPatternOf(line: string): string | null {
  const text = line.replace(/^[ \t\r]+/, "");
  if (text.startsWith("#") || text.startsWith("[attr]")) return null;
  const quoted = quotedPattern.exec(text);
  const [, pattern, attributes = ""] = quoted ?? barePattern.exec(text) ?? [];
  if (pattern === undefined || !/(^|[ \t\r])filter=lfs([ \t\r]|$)/.test(attributes)) return null;
  return quoted === null ? pattern : unquote(pattern);
}

const escaped: Record<string, string> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** As C writes strings. */
function unquote(text: string): string {
  return text.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escaped[code] ?? code),
  );
}

/** A pattern without a slash takes a file by its name, wherever it lies; others by its path. */
function parsePattern(pattern: string): Matches | null {
  // Git takes none with a `!` for attributes, and one with a slash at its end for directories.
  if (pattern.startsWith("!") || pattern.endsWith("/")) return null;
  if (!pattern.includes("/")) {
    const [glob] = parseNames(pattern) ?? [];
    return glob === undefined ? null : (names) => matchesName(glob, names.at(-1) ?? "");
  }
  const glob = parsePath(pattern.replace(/^\//, ""));
  return glob && ((names) => matchesPath(glob, names));
}
