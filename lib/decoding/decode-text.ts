import "server-only";
import { isAscii } from "node:buffer";
import { decodeAs } from "@/lib/text/decode-as";
import type { Encoding } from "@/lib/text/encodings";
import { declaredEncoding } from "./declared-encoding";
import { guessEncoding } from "./guess-encoding";
import { unmarkedUnicode } from "./unmarked-unicode";

/**
 * Why a text is read in its encoding: it was chosen, a byte order mark begins it, `.gitattributes` or the file itself names
 * it, all bytes are valid in it, its characters are probable; or none of these, and it is taken for Western.
 */
export type EncodingReason = "chosen" | "mark" | "attribute" | "declared" | "valid" | "probable" | "assumed";

/** The bytes of a file, read as text. */
export interface DecodedText {
  /** Without the byte order mark. */
  text: string;
  encoding: Encoding;
  encodingReason: EncodingReason;
  hasByteOrderMark: boolean;
  /** Byte sequences that are none in this encoding and stand as U+FFFD in the text. */
  brokenCount: number;
}

export interface DecodeHints {
  /** Tells which declarations count. */
  path?: string;
  /** Somebody's choice: it counts whatever the bytes say. */
  chosen?: Encoding | null;
  /** As `encoding` in `.gitattributes` says to programs that show the file. */
  attribute?: Encoding | null;
  /** What a checkout writes, by `working-tree-encoding`: Git stores UTF-8 then, unless the file came before the attribute. */
  workingTree?: Encoding | null;
}

/** As Git distinguishes binary from text: a NUL among the first bytes. */
const probeBytes = 8000;

/** Null when the bytes are not text. */
export function decodeText(bytes: Uint8Array, hints: DecodeHints = {}): DecodedText | null {
  const { chosen = null, attribute = null, workingTree = null, path = "" } = hints;
  const mark = byteOrderMark(bytes);
  if (chosen !== null) return decoded(bytes, chosen, "chosen", mark?.encoding === chosen);
  if (mark !== null && mark.encoding !== "UTF-8") return decoded(bytes, mark.encoding, "mark", true);
  if (bytes.subarray(0, probeBytes).includes(0)) {
    const encoding = unmarkedUnicode(bytes, probeBytes);
    return encoding && decoded(bytes, encoding, "probable", false);
  }
  if (isAscii(bytes)) return decodeAscii(bytes);
  if (mark === null && attribute !== null) return decoded(bytes, attribute, "attribute", false);
  const named = mark === null ? declaredEncoding(bytes, path) : null;
  if (named !== null) {
    const text = decoded(bytes, named, "declared", false);
    if (text.brokenCount === 0) return text;
  }
  const utf8 = decoded(bytes, "UTF-8", mark === null ? "valid" : "mark", mark !== null);
  if (utf8.brokenCount === 0) return utf8;
  if (workingTree !== null) return decoded(bytes, workingTree, "attribute", false);
  return decodeBroken(bytes, utf8, named);
}

/** The encoding whose mark bytes begin with. The mark of UTF-32LE is that of UTF-16LE and a NUL, with which no text begins. */
function byteOrderMark(bytes: Uint8Array): { encoding: Encoding } | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "UTF-8" };
  if (a === 0xff && b === 0xfe) return { encoding: c === 0 && d === 0 ? "UTF-32LE" : "UTF-16LE" };
  if (a === 0xfe && b === 0xff) return { encoding: "UTF-16BE" };
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? { encoding: "UTF-32BE" } : null;
}

function decoded(
  bytes: Uint8Array,
  encoding: Encoding,
  encodingReason: EncodingReason,
  hasByteOrderMark: boolean,
): DecodedText {
  const text = decodeAs(bytes, encoding);
  return { text, encoding, encodingReason, hasByteOrderMark, brokenCount: countOf(text, "\ufffd") };
}

/** ISO-2022-JP switches between ASCII and Japanese by these sequences. */
function decodeAscii(bytes: Uint8Array): DecodedText {
  const utf8 = decoded(bytes, "UTF-8", "valid", false);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what tells
  if (!/\x1b\$[@B][\x21-\x7e]{2}/.test(utf8.text)) return utf8;
  const japanese = decoded(bytes, "ISO-2022-JP", "probable", false);
  return japanese.brokenCount === 0 ? japanese : utf8;
}

/**
 * Not quite UTF-8. Where most of the bytes beyond ASCII are good UTF-8 a few are damaged, and only they are replaced; else it
 * is an older encoding: the one it names, though bytes of it are damaged, or the probable one.
 */
function decodeBroken(bytes: Uint8Array, utf8: DecodedText, named: Encoding | null): DecodedText | null {
  if (utf8.hasByteOrderMark || hasMoreGoodThan(4 * utf8.brokenCount, utf8.text)) {
    return utf8;
  }
  if (hasManyControls(bytes.subarray(0, probeBytes))) return null;
  if (named !== null && named !== "UTF-8") return decoded(bytes, named, "declared", false);
  const probable = guessEncoding(bytes);
  if (probable !== null) return decoded(bytes, probable, "probable", false);
  // Text labelled Latin-1 is Windows-1252 where it uses these bytes.
  const isWindows = bytes.some((byte) => byte >= 0x80 && byte <= 0x9f);
  return { ...decoded(bytes, isWindows ? "Windows-1252" : "ISO-8859-1", "assumed", false), brokenCount: 0 };
}

/** Whether more than `count` characters beyond ASCII came out well. */
function hasMoreGoodThan(count: number, text: string): boolean {
  let good = 0;
  for (const char of text) {
    if (char > "\x7f" && char !== "\ufffd" && ++good > count) return true;
  }
  return false;
}

/** Compressed and encrypted bytes may hold no NUL, but one in eight of them is a control character. */
function hasManyControls(bytes: Uint8Array): boolean {
  let count = 0;
  for (const byte of bytes) if (byte < 8 || (byte > 13 && byte < 32 && byte !== 27)) count++;
  return count > bytes.byteLength / 50;
}

function countOf(text: string, char: string): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) count++;
  return count;
}
