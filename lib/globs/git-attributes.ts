import { matchesName, parseNames } from "./name-glob";
import { matchesPath, parsePath } from "./path-glob";

/** What a line says of an attribute: set, unset, a value; null takes back what an earlier line says. */
export type AttributeState = boolean | string | null;

/** A `.gitattributes` and the directory it lies in, empty for the root. */
export interface AttributesFile {
  directory: string;
  rules: readonly Rule[];
}

interface Rule {
  /** Null for the definition of a macro. */
  matches: Matches | null;
  macro: string | null;
  states: readonly (readonly [name: string, state: AttributeState])[];
}

type Matches = (names: readonly string[], isDirectory: boolean) => boolean;

/** Git's own limit. */
const lineMaxLength = 2048;
const patternMaxLength = 200;
/** A file of more rules is read so far. */
const rulesMax = 5_000;

/** Reads a `.gitattributes` as attr.c in Git does. A macro counts only in the root's. */
export function parseAttributes(text: string, directory: string): AttributesFile {
  const rules: Rule[] = [];
  for (const line of bytesOf(text.replace(/^\ufeff/, "")).split("\n")) {
    const rule = line.length < lineMaxLength ? parseRule(line, directory === "") : null;
    if (rule !== null) rules.push(rule);
    if (rules.length === rulesMax) break;
  }
  return { directory, rules };
}

const builtin: Rule = {
  matches: null,
  macro: "binary",
  states: [
    ["diff", false],
    ["merge", false],
    ["text", false],
  ],
};

/**
 * What the files say of a path: they are those of the directories down to it, the root's first. A later line goes before an
 * earlier one, a deeper file before a higher one. What nobody says is not in the map.
 */
export function attributesOf(
  files: readonly AttributesFile[],
  path: string,
  isDirectory = false,
): ReadonlyMap<string, Exclude<AttributeState, null>> {
  const found = new Map<string, AttributeState>();
  const fill = ({ states }: Rule) => {
    for (const [name, state] of states.toReversed()) {
      if (found.has(name)) continue;
      found.set(name, state);
      const macro = state === true ? macroNamed(files, name) : undefined;
      if (macro !== undefined) fill(macro);
    }
  };
  for (const rule of rulesFor(files, bytesOf(path), isDirectory)) fill(rule);
  const said = new Map<string, Exclude<AttributeState, null>>();
  for (const [name, state] of found) if (state !== null) said.set(name, state);
  return said;
}

/** Those whose patterns match, the last and deepest first. */
function* rulesFor(files: readonly AttributesFile[], path: string, isDirectory: boolean): Generator<Rule> {
  for (const { directory, rules } of files.toReversed()) {
    const prefix = directory === "" ? "" : `${bytesOf(directory)}/`;
    if (!path.startsWith(prefix)) continue;
    const names = path.slice(prefix.length).split("/");
    for (let index = rules.length - 1; index >= 0; index -= 1) {
      const rule = rules[index];
      if (rule?.matches?.(names, isDirectory)) yield rule;
    }
  }
}

function macroNamed(files: readonly AttributesFile[], name: string): Rule | undefined {
  for (const { rules } of files) {
    const rule = rules.findLast(({ macro }) => macro === name);
    if (rule !== undefined) return rule;
  }
  return name === builtin.macro ? builtin : undefined;
}

/** Git compares bytes: here a character is one. */
const bytesOf = (text: string) => Buffer.from(text).toString("latin1");

const quotedPattern = /^"((?:[^"\\]|\\(?:[abfnrtv"\\]|[0-3][0-7]{2}))*)"(.*)$/s;
const barePattern = /^([^ \t\r]+)(.*)$/s;
const macroPrefix = "[attr]";

function parseRule(line: string, mayDefine: boolean): Rule | null {
  const text = line.replace(/^[ \t\r]+/, "");
  if (text === "" || text.startsWith("#")) return null;
  const quoted = quotedPattern.exec(text);
  const [, written, rest = ""] = quoted ?? barePattern.exec(text) ?? [];
  if (written === undefined) return null;
  const pattern = quoted === null ? written : unquote(written);
  const states = parseStates(rest);
  if (states === null) return null;
  if (pattern.length > macroPrefix.length && pattern.startsWith(macroPrefix)) {
    const macro = pattern.slice(macroPrefix.length);
    return mayDefine && isAttributeName(macro) ? { matches: null, macro, states } : null;
  }
  const matches = pattern.length > patternMaxLength ? null : parsePattern(pattern);
  return matches && { matches, macro: null, states };
}

const isAttributeName = (name: string) => /^[\w.][\w.-]*$/.test(name);

/** Null, and with it the whole line, where a name is none. */
function parseStates(text: string): [string, AttributeState][] | null {
  const states: [string, AttributeState][] = [];
  for (const word of text.split(/[ \t\r]+/)) {
    if (word === "") continue;
    const [, sign, name = "", value] = /^([-!]?)([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (!isAttributeName(name)) return null;
    // A file is read as text once: a value is compared as such.
    const state = sign === "-" ? false : sign === "!" ? null : (value ?? true);
    states.push([name, state]);
  }
  return states;
}

const escaped: Record<string, string> = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** As C writes strings. */
function unquote(text: string): string {
  return text.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (escaped[code] ?? code),
  );
}

/** A pattern without a slash takes a file by its name, wherever it lies; others by its path; one with a slash at its end directories alone. */
function parsePattern(written: string): Matches | null {
  // Git takes none with a `!` for attributes.
  if (written.startsWith("!")) return null;
  const isOfDirectories = written.endsWith("/");
  const pattern = isOfDirectories ? written.slice(0, -1) : written;
  if (pattern === "") return null;
  const suits = (isDirectory: boolean) => isDirectory || !isOfDirectories;
  if (!/[*?[\\]/.test(pattern)) return plainMatch(pattern, isOfDirectories);
  if (!pattern.includes("/")) {
    const [glob] = parseNames(pattern) ?? [];
    if (glob === undefined) return null;
    return (names, isDirectory) => suits(isDirectory) && matchesName(glob, names.at(-1) ?? "");
  }
  const glob = parsePath(pattern.replace(/^\//, ""));
  return glob && ((names, isDirectory) => suits(isDirectory) && matchesPath(glob, names));
}

/** Most patterns are plain names: comparing them is quick. */
function plainMatch(pattern: string, isOfDirectories: boolean): Matches {
  const wanted = pattern.replace(/^\//, "").split("/");
  const isAnywhere = !pattern.includes("/");
  return (names, isDirectory) => {
    if (isOfDirectories && !isDirectory) return false;
    if (isAnywhere) return names.at(-1) === wanted[0];
    return names.length === wanted.length && wanted.every((name, index) => name === names[index]);
  };
}
