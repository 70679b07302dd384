/** What stands for one character: itself, or one of a set. */
type Glyph = string | CharSet | typeof anyChar | typeof anyChars;

interface CharSet {
  isNegated: boolean;
  ranges: [string, string][];
}

const anyChar = Symbol("?");
const anyChars = Symbol("*");

/** A glob for one name of a path. */
export type NameGlob = readonly Glyph[];

export interface GlobOptions {
  /** Whether a bracket or backslash with nothing behind it counts as itself. Git takes such a pattern to match nothing. */
  isLenient?: boolean;
}

/** POSIX's classes in ASCII, as Git has them. */
const classes = /* @__PURE__ */ new Map<string, [string, string][]>(
  /* @__PURE__ */ Object.entries({
    alnum: ["09", "AZ", "az"],
    alpha: ["AZ", "az"],
    blank: ["  ", "\t\t"],
    cntrl: ["\0\x1f", "\x7f\x7f"],
    digit: ["09"],
    graph: ["!~"],
    lower: ["az"],
    print: [" ~"],
    punct: ["!/", ":@", "[`", "{~"],
    space: ["  ", "\t\n", "\r\r"],
    upper: ["AZ"],
    xdigit: ["09", "AF", "af"],
  }).map(([name, ranges]) => [name, ranges.map((range) => [range.charAt(0), range.charAt(1)])]),
);

/**
 * The names of a glob, parted at slashes that stand in no brackets. Rules of wildmatch.c in Git: `*`, `?`, `[a-z]`, `[!a]`, `[[:alpha:]]`, and `\`
 * before what stands for itself. Null for one that matches nothing.
 */
export function parseNames(text: string, { isLenient = false }: GlobOptions = {}): NameGlob[] | null {
  let glyphs: Glyph[] = [];
  const names = [glyphs];
  for (let at = 0; at < text.length; at += 1) {
    let glyph: Glyph = text.charAt(at);
    if (glyph === "*") glyph = anyChars;
    else if (glyph === "?") glyph = anyChar;
    else if (glyph === "[") {
      const found = parseSet(text, at);
      if (found !== null) {
        glyph = found.set;
        at = found.end;
      } else if (!isLenient) return null;
    } else if (glyph === "\\") {
      if (at + 1 < text.length) {
        at += 1;
        glyph = text.charAt(at);
      } else if (!isLenient) return null;
    }
    if (glyph === "/") {
      glyphs = [];
      names.push(glyphs);
    } else glyphs.push(glyph);
  }
  return names;
}

/** The set whose first bracket stands at `start`, and where its last one does; null when there is none, or an unknown class in it. */
function parseSet(text: string, start: number): { set: CharSet; end: number } | null {
  const isNegated = /[!^]/.test(text.charAt(start + 1));
  const first = start + (isNegated ? 2 : 1);
  const ranges: [string, string][] = [];
  /** What a dash would count from. */
  let from: string | null = null;
  const add = (char: string) => {
    ranges.push([char, char]);
    from = char;
  };
  for (let at = first; at < text.length; at += 1) {
    const char = text.charAt(at);
    // Right at the beginning it is one of the set.
    if (char === "]" && at > first) return { set: { isNegated, ranges }, end: at };
    if (char === "\\") {
      at += 1;
      add(text.charAt(at));
    } else if (char === "-" && from !== null && text[at + 1] !== "]") {
      at += text[at + 1] === "\\" ? 2 : 1;
      ranges.push([from, text.charAt(at)]);
      from = null;
    } else if (char === "[" && text[at + 1] === ":") {
      const close = text.indexOf("]", at + 2);
      if (close < at + 3 || text[close - 1] !== ":") {
        add(char);
        continue;
      }
      const inClass = classes.get(text.slice(at + 2, close - 1));
      if (inClass === undefined) return null;
      ranges.push(...inClass);
      from = null;
      at = close;
    } else add(char);
  }
  return null;
}

/** Goes back to the last star only, which is enough: so never more than glyphs × name. */
export function matchesName(glob: NameGlob, name: string): boolean {
  let at = 0;
  let glyph = 0;
  let starGlyph = -1;
  let starAt = 0;
  while (at < name.length) {
    const wanted = glob[glyph];
    if (wanted === anyChars) {
      starGlyph = glyph;
      starAt = at;
      glyph += 1;
    } else if (wanted !== undefined && matchesChar(wanted, name.charAt(at))) {
      glyph += 1;
      at += 1;
    } else if (starGlyph >= 0) {
      starAt += 1;
      at = starAt;
      glyph = starGlyph + 1;
    } else return false;
  }
  while (glob[glyph] === anyChars) glyph += 1;
  return glyph === glob.length;
}

function matchesChar(wanted: Glyph, found: string): boolean {
  if (typeof wanted === "string") return wanted === found;
  if (typeof wanted === "symbol") return true;
  return wanted.ranges.some(([from, to]) => from <= found && found <= to) !== wanted.isNegated;
}

/** Whether it is `**`, which among the names of a path stands for any number of them. */
export const isDoubleStar = (glob: NameGlob) => glob.length > 1 && glob.every((glyph) => glyph === anyChars);
