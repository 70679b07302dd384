/** Which files a search looks at. */
export interface PathFilter {
  matches(path: string): boolean;
  /** False: nothing below this directory can match, so it need not be read. */
  mayEnter(directory: string): boolean;
}

export const pathFilterMaxChars = 300;
const alternativesMax = 64;

type Part =
  | { kind: "any" }
  | { kind: "one" }
  | { kind: "set"; isNegated: boolean; ranges: [string, string][] };
/** A character that stands for itself, or a wildcard. */
type Glyph = string | Part;
type Segment = Glyph[] | "**";

interface Pattern {
  segments: Segment[];
  /** Without a slash a pattern is about any name on the way, as in .gitignore. */
  isAnchored: boolean;
}

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
      return wanted.length === 0 || wanted.some((pattern) => !pattern.isAnchored || reaches(pattern, names));
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
  const names = bare.split("/").filter(Boolean);
  if (names.length === 0) return null;
  const segments = names.map((name): Segment => (name === "**" ? "**" : parseName(name)));
  return { segments, isAnchored: bare.includes("/") };
}

function parseName(name: string): Glyph[] {
  const glyphs: Glyph[] = [];
  for (let at = 0; at < name.length; at += 1) {
    const glyph = name.charAt(at);
    if (glyph === "*") {
      if (glyphs.at(-1) !== anyChars) glyphs.push(anyChars);
    } else if (glyph === "?") glyphs.push({ kind: "one" });
    else if (glyph === "\\" && at + 1 < name.length) {
      at += 1;
      glyphs.push(name.charAt(at));
    } else if (glyph === "[") {
      const end = name.indexOf("]", at + 2);
      if (end < 0) glyphs.push(glyph);
      else {
        glyphs.push(parseSet(name.slice(at + 1, end)));
        at = end;
      }
    } else glyphs.push(glyph);
  }
  return glyphs;
}

const anyChars: Part = { kind: "any" };

function parseSet(inside: string): Part {
  const isNegated = inside.startsWith("!") || inside.startsWith("^");
  const text = isNegated ? inside.slice(1) : inside;
  const ranges: [string, string][] = [];
  for (let at = 0; at < text.length; at += 1) {
    const from = text.charAt(at);
    if (text[at + 1] === "-" && at + 2 < text.length) {
      ranges.push([from, text.charAt(at + 2)]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return { kind: "set", isNegated, ranges };
}

/** Whether the pattern means this path or a directory above it. */
function covers({ segments, isAnchored }: Pattern, names: string[]): boolean {
  if (!isAnchored) {
    const [only] = segments;
    return only === "**" || names.some((name) => only !== undefined && nameMatches(only, name));
  }
  let states = withEmptyStars(segments, new Set([0]));
  for (const name of names) {
    states = step(segments, states, name);
    if (states.has(segments.length)) return true;
    if (states.size === 0) return false;
  }
  return false;
}

/** Whether something below this directory may be meant. */
function reaches({ segments }: Pattern, names: string[]): boolean {
  let states = withEmptyStars(segments, new Set([0]));
  for (const name of names) {
    states = step(segments, states, name);
    if (states.has(segments.length)) return true;
  }
  return states.size > 0;
}

function step(segments: Segment[], states: Set<number>, name: string): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    const segment = segments[state];
    if (segment === undefined) continue;
    if (segment === "**") next.add(state);
    else if (nameMatches(segment, name)) next.add(state + 1);
  }
  return withEmptyStars(segments, next);
}

/** `**` may also stand for no directory at all. */
function withEmptyStars(segments: Segment[], states: Set<number>): Set<number> {
  for (const state of states) if (segments[state] === "**") states.add(state + 1);
  return states;
}

/** Goes back to the last star only, which is enough: so never more than glyphs × name. */
function nameMatches(segment: Segment, name: string): boolean {
  if (segment === "**") return true;
  let at = 0;
  let glyph = 0;
  let starGlyph = -1;
  let starAt = 0;
  while (at < name.length) {
    const wanted = segment[glyph];
    if (wanted !== undefined && typeof wanted !== "string" && wanted.kind === "any") {
      starGlyph = glyph;
      starAt = at;
      glyph += 1;
    } else if (wanted !== undefined && glyphMatches(wanted, name.charAt(at))) {
      glyph += 1;
      at += 1;
    } else if (starGlyph >= 0) {
      starAt += 1;
      at = starAt;
      glyph = starGlyph + 1;
    } else return false;
  }
  while (segment[glyph] === anyChars) glyph += 1;
  return glyph === segment.length;
}

function glyphMatches(wanted: Glyph, found: string): boolean {
  if (typeof wanted === "string") return wanted === found;
  if (wanted.kind !== "set") return wanted.kind === "one";
  return wanted.ranges.some(([from, to]) => from <= found && found <= to) !== wanted.isNegated;
}
