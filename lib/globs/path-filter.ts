import { matchesName, type NameGlob, parseNames } from "./name-glob";
import { coversPath, type PathGlob, parsePath, reachesBelow } from "./path-glob";

/** Which files a search looks at. */
export interface PathFilter {
  matches(path: string): boolean;
  /** False: nothing below this directory can match, so it need not be read. */
  mayEnter(directory: string): boolean;
}

export const pathFilterMaxChars = 300;
const alternativesMax = 64;

/** Without a slash a pattern is about any name on the way, as in .gitignore; with one it begins at the root. */
type Pattern = { kind: "name"; glob: NameGlob } | { kind: "path"; glob: PathGlob };

/**
 * Reads `*.ts, src/**, !test`: patterns with commas between them, `!` in front leaves out. Without a slash a pattern is
 * about the name of the file or of any directory above it; with one it begins at the root. A directory means all that is below
 * it. Upper and lower case are the same. Any text is a filter; matching takes no more than pattern × path.
 */
export function parsePathFilter(text: string): PathFilter {
  const wanted: Pattern[] = [];
  const unwanted: Pattern[] = [];
  for (const written of splitPatterns(text.slice(0, pathFilterMaxChars))) {
    const isUnwanted = written.startsWith("!");
    for (const pattern of expandBraces(isUnwanted ? written.slice(1) : written)) {
      const parsed = parsePattern(pattern.toLowerCase());
      if (parsed !== null) (isUnwanted ? unwanted : wanted).push(parsed);
    }
  }
  return {
    matches(path) {
      const names = path.toLowerCase().split("/");
      if (unwanted.some((pattern) => covers(pattern, names))) return false;
      return wanted.length === 0 || wanted.some((pattern) => covers(pattern, names));
    },
    mayEnter(directory) {
      const names = directory.toLowerCase().split("/");
      if (unwanted.some((pattern) => covers(pattern, names))) return false;
      return (
        wanted.length === 0 || wanted.some(({ kind, glob }) => kind === "name" || reachesBelow(glob, names))
      );
    },
  };
}

/** At commas that are not inside braces. */
function splitPatterns(text: string): string[] {
  const patterns: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const glyph = text[at];
    if (glyph === "\\") at += 1;
    else if (glyph === "{") depth += 1;
    else if (glyph === "}") depth = Math.max(0, depth - 1);
    else if ((glyph === "," && depth === 0) || at === text.length) {
      patterns.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  // An open brace: the rest is one pattern.
  if (from < text.length && patterns.length === 0) patterns.push(text.slice(from).trim());
  return patterns.filter((pattern) => pattern !== "" && pattern !== "!");
}

/** `a.{ts,js}` as `a.ts` and `a.js`; what would be too many stays as it is written. */
function expandBraces(pattern: string): string[] {
  let waiting = [pattern];
  for (;;) {
    let hasChanged = false;
    const next = waiting.flatMap((text) => {
      const match = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/.exec(text);
      if (match === null) return [text];
      hasChanged = true;
      const [, before = "", inside = "", after = ""] = match;
      return inside.split(",").map((choice) => `${before}${choice.trim()}${after}`);
    });
    if (!hasChanged || next.length > alternativesMax) return waiting;
    waiting = next;
  }
}

function parsePattern(text: string): Pattern | null {
  const bare = text.replace(/^\.\//, "").replace(/\/+$/, "");
  if (bare === "") return null;
  if (!bare.includes("/")) {
    const [glob] = parseNames(bare, { isLenient: true }) ?? [];
    return glob === undefined ? null : { kind: "name", glob };
  }
  const path = bare.replace(/\/{2,}/g, "/").replace(/^\//, "");
  // A directory means all that is below it already.
  const glob = parsePath(path.replace(/(\/\*\*)+$/, ""), { isLenient: true });
  return glob && { kind: "path", glob };
}

/** Whether the pattern means this path or a directory above it. */
function covers(pattern: Pattern, names: string[]): boolean {
  if (pattern.kind === "path") return coversPath(pattern.glob, names);
  return names.some((name) => matchesName(pattern.glob, name));
}
