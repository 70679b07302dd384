/**
 * Characters that make text look other than a program reads it: those that turn the direction of writing ("Trojan Source",
 * CVE-2021-42574) and those without any width.
 */
const bidirectional = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
const invisible =
  "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200d\\u2028\\u2029\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e007f}";

const anyHidden = new RegExp(`[${bidirectional}${invisible}]`, "u");
const everyHidden = new RegExp(`[${bidirectional}${invisible}]`, "gu");
const isBidirectional = new RegExp(`[${bidirectional}]`, "u");
/** Emoji and many scripts need the joiners, and flags of regions are made of tags: hidden only beside other characters. */
const tags = "\\u{e0020}-\\u{e007f}";
const joiner = new RegExp(`\\u200c|\\u200d|[${tags}]`, "u");
const joiningScripts = ["Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu"]
  .concat(["Kannada", "Malayalam", "Sinhala", "Khmer", "Myanmar", "Mongolian"])
  .map((script) => `\\p{Script=${script}}`);
const joined = new RegExp(
  `[\\p{Extended_Pictographic}\\p{Emoji_Modifier}${joiningScripts.join("")}${tags}]|\\ufe0f`,
  "u",
);

export interface HiddenCharacters {
  bidirectionalCount: number;
  invisibleCount: number;
  /** The first line that has one, from 1. */
  firstLine: number;
}

/** The hidden characters of a text; null when there are none, as in nearly all. */
export function findHiddenCharacters(text: string): HiddenCharacters | null {
  if (!anyHidden.test(text)) return null;
  let bidirectionalCount = 0;
  let invisibleCount = 0;
  let firstAt = -1;
  for (const { char, at } of hiddenIn(text)) {
    if (isBidirectional.test(char)) bidirectionalCount++;
    else invisibleCount++;
    if (firstAt < 0) firstAt = at;
  }
  if (firstAt < 0) return null;
  return { bidirectionalCount, invisibleCount, firstLine: text.slice(0, firstAt).split("\n").length };
}

/** Cuts a text at its hidden characters: `{ hidden: "U+202E", text: "…" }` stands for one of them. */
export function splitHidden(text: string): { text: string; hidden: string | null }[] {
  if (!anyHidden.test(text)) return [{ text, hidden: null }];
  const parts: { text: string; hidden: string | null }[] = [];
  let from = 0;
  for (const { char, at } of hiddenIn(text)) {
    if (at > from) parts.push({ text: text.slice(from, at), hidden: null });
    parts.push({ text: char, hidden: codePointName(char) });
    from = at + char.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hidden: null });
  return parts;
}

function* hiddenIn(text: string): Generator<{ char: string; at: number }> {
  for (const match of text.matchAll(everyHidden)) {
    const [char] = match;
    if (
      joiner.test(char) &&
      joined.test([...text.slice(Math.max(0, match.index - 2), match.index)].at(-1) ?? "")
    ) {
      continue;
    }
    yield { char, at: match.index };
  }
}

const codePointName = (char: string) =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
