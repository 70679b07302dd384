import { matchesPath, type PathGlob, parsePath } from "./path-glob";

/** An `.editorconfig` and the directory it lies in, empty for the root. */
export interface EditorConfig {
  directory: string;
  /** Those of the directories above do not count. */
  isRoot: boolean;
  sections: readonly Section[];
}

interface Section {
  pattern: string;
  /** Names and values in lower case. */
  properties: ReadonlyMap<string, string>;
}

const lineMaxLength = 1000;
const linesMax = 5_000;
const sectionsMax = 300;
const patternMaxLength = 200;
/** Patterns that the braces of one may stand for. */
const alternativesMax = 64;
const globOptions = { isLenient: true };

/** Reads an `.editorconfig` as editorconfig.org says. What is no line of one is passed over. */
export function parseEditorConfig(text: string, directory: string): EditorConfig {
  // What stands before the first section is of the file itself, and means no path.
  const preamble = new Map<string, string>();
  const sections = [{ pattern: "", properties: preamble }];
  for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/, linesMax)) {
    const bare = line.slice(0, lineMaxLength).trim();
    if (/^[#;]/.test(bare)) continue;
    const pattern = /^\[(.*)\]$/.exec(bare)?.[1];
    if (pattern !== undefined) {
      if (sections.length > sectionsMax) break;
      sections.push({ pattern, properties: new Map() });
      continue;
    }
    const property = parseProperty(bare);
    if (property !== null) sections.at(-1)?.properties.set(...property);
  }
  return { directory, isRoot: preamble.get("root") === "true", sections };
}

function parseProperty(line: string): [name: string, value: string] | null {
  const [, name, value = ""] = /^([^=:]+)[=:](.*)$/.exec(line.toLowerCase()) ?? [];
  return name === undefined ? null : [name.trim(), value.trim()];
}

/** What the files of the directories down to a path, the root's first, say of it: a deeper file and a later section go before. */
export function propertiesOf(files: readonly EditorConfig[], path: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const first = Math.max(
    0,
    files.findLastIndex(({ isRoot }) => isRoot),
  );
  for (const { directory, sections } of files.slice(first)) {
    const prefix = directory === "" ? "" : `${directory}/`;
    if (!path.startsWith(prefix)) continue;
    const names = path.slice(prefix.length).split("/");
    for (const { pattern, properties } of sections) {
      if (globsOf(pattern).some((glob) => matchesPath(glob, names))) {
        for (const [name, value] of properties) found.set(name, value);
      }
    }
  }
  return found;
}

function globsOf(pattern: string): PathGlob[] {
  if (pattern === "" || pattern.length > patternMaxLength) return [];
  return expandBraces(pattern).flatMap((plain) => {
    // Without a slash it means files by their name, wherever they lie.
    const rooted = plain.includes("/") ? plain.replace(/^\//, "") : `**/${plain}`;
    return expandStars(rooted)
      .map((text) => parsePath(text, globOptions))
      .filter((glob) => glob !== null);
  });
}

/** `{a,b}` and `{1..3}`, the innermost first. Braces around nothing of both stand for themselves. */
function expandBraces(pattern: string): string[] {
  const done: string[] = [];
  const open = [pattern];
  while (open.length > 0 && open.length + done.length <= alternativesMax) {
    const text = open.pop() ?? "";
    const [whole, inner = ""] = /\{([^{}]*(?:,[^{}]*|\.\.[+-]?\d+))\}/.exec(text) ?? [];
    if (whole === undefined) done.push(text);
    else for (const one of alternativesIn(inner)) open.push(text.replace(whole, () => one));
  }
  return open.length > 0 ? [] : done;
}

function alternativesIn(inner: string): string[] {
  const [, from, to] = /^([+-]?\d{1,9})\.\.([+-]?\d{1,9})$/.exec(inner) ?? [];
  if (from === undefined || to === undefined) return inner.split(",");
  const [low, high] = [Number(from), Number(to)].toSorted((a, b) => a - b) as [number, number];
  const count = Math.min(high - low + 1, alternativesMax + 1);
  return Array.from({ length: count }, (_, index) => String(low + index));
}

/** Two stars are any text, slashes too, also within a name: `a**b` is `a*b`, or a directory `a*` with a `*b` somewhere below. */
function expandStars(pattern: string): string[] {
  let texts = [""];
  for (const [index, name] of pattern.split("/").entries()) {
    const ways = name !== "**" && name.includes("**") ? [name, name.replaceAll("**", "*/**/*")] : [name];
    texts = texts.flatMap((text) => ways.map((way) => (index === 0 ? way : `${text}/${way}`)));
    if (texts.length > alternativesMax) return [];
  }
  return texts;
}
