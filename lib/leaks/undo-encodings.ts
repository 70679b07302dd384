import { rewrite, type View } from "./view";

// biome-ignore lint/suspicious/noControlCharactersInRegex: control sequences are what is looked for
const terminalCodes = /\x1b\[[0-9;:?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\-_]/g;
/** What is not seen on a screen: NULs of UTF-16 read as bytes, zero-width characters, soft hyphens. */
const unseen = /[\0\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** The text without terminal colours and invisible characters. */
export function withoutTerminalCodes(view: View): View {
  const plain = rewrite(view, terminalCodes, () => "", "terminal codes");
  return rewrite(plain, unseen, () => "", "terminal codes");
}

const named: Record<string, string> = {
  "&amp;": "&",
  "&lowbar;": "_",
  "&quest;": "?",
  "&equals;": "=",
  "&colon;": ":",
  "&sol;": "/",
  "&commat;": "@",
  "&quot;": '"',
  "&lt;": "<",
  "&gt;": ">",
  "\\n": "\n",
  "\\r": "\r",
  "\\t": "\t",
};

/**
 * Percent signs of URLs, backslashes of JSON, shells and Markdown, entities of HTML, and of quoted-printable text what
 * stands in a token (`=3D` and its like; more would eat the digits after `?expires=`).
 */
const escapes =
  /%[2-7][0-9A-Fa-f]|\\u00[2-7][0-9A-Fa-f]|\\u\{[2-7][0-9A-Fa-f]\}|\\x[2-7][0-9A-Fa-f]|\\[nrt]|\\[!-/:-@[-`{-~]|&#x0{0,4}[2-7][0-9A-Fa-f];|&#0{0,4}[0-9]{2,3};|&(?:amp|lowbar|quest|equals|colon|sol|commat|quot|lt|gt);|=(?:3D|3F|5F|3A)|=\r?\n/g;

function undoEscape(match: string): string | null {
  const known = named[match];
  if (known !== undefined) return known;
  if (match.startsWith("=")) return match.length === 3 ? fromCode(match.slice(1), 16) : "";
  if (match.startsWith("&#x")) return fromCode(match.slice(3, -1), 16);
  if (match.startsWith("&#")) return fromCode(match.slice(2, -1), 10);
  if (match.startsWith("%")) return fromCode(match.slice(1), 16);
  const digits = /^\\[ux]\{?([0-9A-Fa-f]+)\}?$/.exec(match)?.[1];
  return digits === undefined ? match.slice(1) : fromCode(digits, 16);
}

function fromCode(digits: string, radix: 10 | 16): string | null {
  const code = Number.parseInt(digits, radix);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : null;
}

/** One layer of escapes undone. */
export function withoutEscapes(view: View): View {
  return rewrite(view, escapes, undoEscape, "escaped");
}

/**
 * Line breaks between two characters that a token may have, with what stands around them where text is wrapped: quotes and `+` of
 * source code, a shell's backslash, `>` of mails, `+` and `-` of diffs, `#` and `//` of comments, bars of tables.
 */
const wraps =
  /(?<=[\w?=/+])["'`]?[ \t]*[+\\,│|]?[ \t]*\r?\n[ \t]*(?:[>|│#*+-]|\/\/)?[ \t]*["'`]?(?=[\w?=/+])(?!art_v)|(?<=[\w?=])["'`][ \t]*[+.][ \t]*["'`](?=[\w?=])/g;

/** Lines joined to one. For what is cut by a wrap alone: it also joins what never belonged together. */
export function withoutWraps(view: View): View {
  return rewrite(view, wraps, () => "", "wrapped over lines");
}

/**
 * The letters by which a text is known inside of base64 (RFC 4648; both alphabets share them), for each place it may have
 * in a group of three bytes; `phase` is how far they stand from the beginning of their group of four letters.
 */
function markersOf(text: string): Array<{ letters: string; phase: number }> {
  return [0, 1, 2].map((shift) => {
    const first = Math.ceil((shift * 4) / 3);
    const letters = btoa("\0".repeat(shift) + text).slice(first, Math.floor(((shift + text.length) * 4) / 3));
    return { letters, phase: first % 4 };
  });
}

const onceEncoded = markersOf("art_v");
const markers = [...onceEncoded, ...onceEncoded.flatMap(({ letters }) => markersOf(letters))];
const base64Letter = /[A-Za-z0-9+/_-]/;
/** A whole file may be one run of base64: some 700 KB of it are read around each find. */
const runMaxLength = 1 << 20;

/** Every run of base64 that holds a token, decoded. */
export function decodeBase64Runs(view: View): View[] {
  const found = new Map<number, View>();
  for (const { letters, phase } of markers) {
    let run = { start: 0, end: 0 };
    for (let at = view.text.indexOf(letters); at >= 0; at = view.text.indexOf(letters, at + 1)) {
      if (at >= run.end) run = runAround(view.text, at);
      // Where groups of four letters begin is known from the marker: what stands before the run may look like a part of it.
      const start = run.start + ((((at - phase - run.start) % 4) + 4) % 4);
      if (start > at || found.has(start)) continue;
      const decoded = decodeRun(view, { start, end: run.end });
      if (decoded !== null) found.set(start, decoded);
    }
  }
  return [...found.values()];
}

function runAround(text: string, at: number): { start: number; end: number } {
  let start = at;
  while (start > 0 && at - start < runMaxLength && base64Letter.test(text.charAt(start - 1))) start -= 1;
  let end = at;
  while (end < text.length && end - at < runMaxLength && base64Letter.test(text.charAt(end))) end += 1;
  return { start, end };
}

function decodeRun(view: View, { start, end }: { start: number; end: number }): View | null {
  const letters = view.text.slice(start, end).replaceAll("-", "+").replaceAll("_", "/");
  let text: string;
  try {
    text = atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters);
  } catch {
    return null;
  }
  const origins = Int32Array.from(
    { length: text.length + 1 },
    (_, index) => view.origins[Math.min(start + Math.floor((index * 4) / 3), end)] ?? 0,
  );
  return { text, origins, disguises: [...view.disguises.filter((one) => one !== "base64"), "base64"] };
}
