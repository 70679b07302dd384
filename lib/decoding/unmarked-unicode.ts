import { decodeAs } from "@/lib/text/decode-as";
import type { Encoding } from "@/lib/text/encodings";

/**
 * Bytes with NULs and no byte order mark, if they are text all the same: the encoding that makes of them assigned characters
 * without controls, few of them foreign to the rest. Everything else with a NUL is binary, and null.
 */
export function unmarkedUnicode(bytes: Uint8Array, probeBytes: number): Encoding | null {
  if (bytes.byteLength < 4 || bytes.byteLength % 2 !== 0) return null;
  const probe = bytes.subarray(0, probeBytes);
  if (bytes.byteLength % 4 === 0) {
    for (const encoding of ["UTF-32LE", "UTF-32BE"] as const) {
      if (isPlausible(decodeAs(probe, encoding))) return encoding;
    }
  }
  // Latin letters, blanks and line ends have a NUL: on the right side it makes more of them than on the wrong one.
  const best = (["UTF-16LE", "UTF-16BE"] as const)
    .map((encoding) => ({ encoding, text: decodeAs(probe, encoding) }))
    .map(({ encoding, text }) => ({ encoding, text, plain: text.match(/[\t\n\r -~]/g)?.length ?? 0 }))
    .toSorted((a, b) => b.plain - a.plain)[0];
  if (best === undefined || best.plain === 0 || !isPlausible(best.text)) return null;
  // A few bytes may be anything; Latin text is told by all of them.
  return best.text.length >= 8 || /^[\0-\u024f\u2010-\u206f\p{Emoji_Presentation}]*$/u.test(best.text)
    ? best.encoding
    : null;
}

/** Of the scripts that a text may mix without being suspect. */
const scripts = ["Cyrillic", "Greek", "Hebrew", "Arabic", "Thai", "Devanagari", "Hangul"];
const known = new RegExp(
  `[\\p{ASCII}\\p{Script=Latin}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{P}\\p{S}\\p{M}\\p{Zs}\\u30fc${scripts
    .map((script) => `\\p{Script=${script}}`)
    .join("")}]`,
  "gu",
);
const never = /[\p{Cn}\p{Co}\p{Cs}\ufffd]|(?![\t\n\r\f])\p{Cc}/u;

function isPlausible(text: string): boolean {
  if (text.length < 2 || never.test(text)) return false;
  // One of them at most, besides Latin: random characters are of many.
  const found = scripts.filter((script) => new RegExp(`\\p{Script=${script}}`, "u").test(text));
  const letters = [...text].length;
  return found.length <= 2 && (text.match(known)?.length ?? 0) >= letters * 0.97;
}
