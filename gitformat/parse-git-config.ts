/** A line of a file in Git's format of settings. */
export interface GitSetting {
  /** In lower case. */
  section: string;
  /** As it is written; null where a section has none. */
  subsection: string | null;
  /** In lower case. */
  name: string;
  /** Empty for a name alone. */
  value: string;
}

/** More settings than this are not read. */
const settingsMax = 50_000;

/**
 * Reads settings as config.c in Git does: quotes, escapes, comments, and lines that go on. Null for a text that Git would refuse: what is
 * meant by it is anybody's guess.
 */
export function parseGitConfig(text: string): GitSetting[] | null {
  const settings: GitSetting[] = [];
  let header: Header | null = null;
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length && settings.length < settingsMax) {
    const found = matchAt(blankOrComment, text, at) ?? matchAt(sectionHeader, text, at);
    if (found !== null) {
      header = headerOf(found) ?? header;
      at += found[0].length;
      continue;
    }
    const setting = header && readSetting(text, at);
    if (setting === null || header === null) return null;
    settings.push({ ...header, name: setting.name, value: setting.value });
    at = setting.end;
  }
  return settings;
}

type Header = Pick<GitSetting, "section" | "subsection">;

function headerOf([, section, subsection]: RegExpExecArray): Header | null {
  if (section === undefined) return null;
  return { section: section.toLowerCase(), subsection: subsection?.replace(/\\(.)/g, "$1") ?? null };
}

function readSetting(text: string, at: number): (ReadValue & { name: string }) | null {
  const [whole = "", name, equals] = matchAt(settingName, text, at) ?? [];
  if (name === undefined) return null;
  const start = at + whole.length;
  const read = equals === undefined ? { value: "", end: start } : readValue(text, start);
  return read && { ...read, name: name.toLowerCase() };
}

const blankOrComment = /\s+|[#;][^\n]*/y;
const sectionHeader = /\[([\w.-]+)(?:[ \t]+"((?:[^"\\\n]|\\[^\n])*)")?\]/y;
const settingName = /([A-Za-z][A-Za-z0-9-]*)[ \t]*(=)?/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

interface ReadValue {
  value: string;
  end: number;
}

const escapes: Record<string, string> = { n: "\n", t: "\t", b: "\b", "\\": "\\", '"': '"' };
/** White space, a run of what stands for itself, a line that goes on, an escape, a quote, or what ends a value. */
const valuePart = /[^\S\n]+|[^\s"\\;#]+|\\\r?\n|\\.|["\n;#]/y;

/** The value that begins here. Quotes may open and close anywhere in it; white space that they do not hold is trimmed at both ends. */
function readValue(text: string, start: number): ReadValue | null {
  let value = "";
  /** Up to where white space at the end is meant. */
  let kept = 0;
  let isQuoted = false;
  let at = start;
  while (at < text.length) {
    const part = matchAt(valuePart, text, at)?.[0] ?? "";
    if (isEnd(part, isQuoted)) break;
    at += part.length;
    if (part === '"') isQuoted = !isQuoted;
    const said = saidBy(part);
    if (said === null) return null;
    const isMeant = isQuoted || !/^\s/.test(part);
    if (isMeant || value !== "") value += said;
    if (isMeant) kept = value.length;
  }
  return isQuoted ? null : { value: value.slice(0, kept), end: at };
}

const isEnd = (part: string, isQuoted: boolean) => part === "\n" || (!isQuoted && /^[;#]/.test(part));

/** What a part of a value stands for; null for no part of one. */
function saidBy(part: string): string | null {
  if (!part.startsWith("\\")) return part === '"' ? "" : part || null;
  return part.endsWith("\n") ? "" : (escapes[part.slice(1)] ?? null);
}
