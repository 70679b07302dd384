import "server-only";
import { bundledLanguagesInfo } from "shiki/langs";
import { fileTypes } from "./file-types";
import { languageId } from "./languages";
import { sharedEndings } from "./shared-endings";

function byWordsOf(kind: "endings" | "names" | "programs"): Map<string, string> {
  const found = new Map<string, string>();
  for (const [id, type] of Object.entries(fileTypes)) {
    for (const word of type[kind]?.split(" ") ?? []) found.set(word, id);
  }
  return found;
}

const byName = byWordsOf("names");
const byProgram = byWordsOf("programs");
/** Shiki's names are usual endings, too. */
const byEnding = new Map([
  ...bundledLanguagesInfo.flatMap(({ id, aliases = [] }) =>
    [id, ...aliases].map((name) => [name, id] as const),
  ),
  ...byWordsOf("endings"),
]);

/**
 * The language of a file by its modeline, name, ending and `#!`, in that order of trust; a few endings that several languages share
 * are settled by `firstLines` (any number of leading lines, may be empty). Vim and Emacs look for modelines at the end of a file,
 * too: `lastLines`. Null when none of these decides.
 */
export function detectLanguage({
  path,
  firstLines,
  lastLines = "",
}: {
  path: string;
  firstLines: string;
  lastLines?: string;
}): string | null {
  const head = firstLines.slice(0, 4096);
  return (
    fromModeline(head) ??
    fromLastLines(lastLines) ??
    fromName(path.toLowerCase(), head) ??
    fromShebang(head) ??
    fromContent(head)
  );
}

function fromModeline(head: string): string | null {
  const top = head.split("\n", 5).map((line) => line.slice(0, 300));
  for (const [index, line] of top.entries()) {
    const emacs =
      index < 2 ? /-\*-\s*(?:.{0,100}?\bmode:\s*)?([\w+-]{1,40})\s*(?:;.{0,200})?-\*-/i.exec(line) : null;
    const language = ofMode((emacs ?? vimModeline.exec(line))?.[1]);
    if (language) return language;
  }
  return null;
}

const vimModeline = /(?:^|\s)(?:vim?|ex):\s*(?:set?\s)?.{0,200}?\b(?:ft|filetype|syntax)=([\w+-]{1,40})/;

function ofMode(name: string | undefined): string | null {
  return name ? languageId(name) : null;
}

/** Vim's last five lines, and the block of variables that Emacs reads at the end. */
function fromLastLines(tail: string): string | null {
  const text = tail.slice(-3000);
  for (const line of text.trimEnd().split("\n").slice(-5)) {
    const language = ofMode(vimModeline.exec(line.slice(0, 300))?.[1]);
    if (language) return language;
  }
  const block = text.slice(Math.max(0, text.lastIndexOf("Local Variables:")));
  return block.startsWith("Local Variables:")
    ? ofMode(/^.{0,20}?\bmode:\s*([\w+-]{1,40})/m.exec(block)?.[1])
    : null;
}

/** Names that go on in any way. */
const namePatterns: readonly (readonly [RegExp, string])[] = [
  [/^(dockerfile|containerfile)[.-]/, "docker"],
  [/^makefile[.-]/, "make"],
  [/^jenkinsfile[.-]|\.jenkinsfile$/, "groovy"],
  [/^\.env\./, "dotenv"],
  [/^[jt]sconfig\..*json$/, "jsonc"],
  [/^\.[\w-]*ignore$/, "text"],
  [/^requirements[\w.-]*\.txt$/, "text"],
  [/^(license|licence|copying|readme|changelog|notice)[.-][^.]*$/, "text"],
];

function fromName(path: string, head: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const whole = byName.get(name) ?? (/(^|\/)\.vscode\/[^/]+\.json$/.test(path) ? "jsonc" : undefined);
  if (whole !== undefined) return whole;
  const parts = name.split(".").slice(1);
  // Two-part endings first: `x.blade.php` is Blade, not PHP.
  const endings = [parts.slice(-2).join("."), parts.at(-1) ?? ""];
  const isEnding = byEnding.has(endings[1] ?? "");
  for (const [pattern, language] of namePatterns) {
    if (pattern.test(name) && !(language === "text" && isEnding)) return language;
  }
  for (const ending of endings) {
    const language = fromSharedEnding(ending, head) ?? byEnding.get(ending);
    if (language !== undefined) return language;
  }
  return null;
}

function fromSharedEnding(ending: string, head: string): string | undefined {
  const rules = Object.hasOwn(sharedEndings, ending) ? sharedEndings[ending] : undefined;
  return rules?.find(([says]) => says.test(head))?.[1];
}

function fromShebang(head: string): string | null {
  const line = /^#!\s*(.{1,200})/.exec(head)?.[1];
  if (!line) return null;
  const words = line.trim().split(/\s+/);
  let program = words.shift() ?? "";
  if (/(^|\/)env$/.test(program)) {
    program = words.find((word) => !word.startsWith("-") && !word.includes("=")) ?? "";
  }
  const bare = program
    .slice(program.lastIndexOf("/") + 1)
    .toLowerCase()
    .replace(/[\d.]+$/, "");
  return byProgram.get(bare) ?? byEnding.get(bare) ?? null;
}

function fromContent(head: string): string | null {
  if (/^\s*<\?xml\b/.test(head)) return "xml";
  if (/^\s*<!doctype html\b|^\s*<html[\s>]/i.test(head)) return "html";
  if (/^<\?php\b/.test(head)) return "php";
  if (/^diff --git /.test(head)) return "diff";
  return null;
}
