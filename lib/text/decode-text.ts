export type Encoding = "UTF-8" | "UTF-16LE" | "UTF-16BE" | "ISO-8859-1" | "Windows-1252";

/** The bytes of a file, read as text. */
export interface DecodedText {
  /** Without the byte order mark. */
  text: string;
  encoding: Encoding;
  hasByteOrderMark: boolean;
  /** Byte sequences that are none in this encoding and stand as U+FFFD in the text. */
  brokenCount: number;
}

/** As Git distinguishes binary from text: a NUL among the first bytes. */
const probeBytes = 8000;

/** Null when the bytes are not text. Bytes that are hardly UTF-8 are read in the Western encoding they fit. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), "UTF-16LE", true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes.subarray(2), "UTF-16BE", true);
  if (bytes.subarray(0, probeBytes).includes(0)) {
    const encoding = unmarkedUtf16(bytes);
    return encoding === null ? null : decodeUtf16(bytes, encoding, false);
  }
  const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasByteOrderMark ? bytes.subarray(3) : bytes;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    return { text, encoding: "UTF-8", hasByteOrderMark, brokenCount: 0 };
  } catch {
    return decodeBroken(body, hasByteOrderMark);
  }
}

function decodeUtf16(
  bytes: Uint8Array,
  encoding: "UTF-16LE" | "UTF-16BE",
  hasByteOrderMark: boolean,
): DecodedText {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return { text, encoding, hasByteOrderMark, brokenCount: countOf(text, "\ufffd") };
}

/**
 * UTF-16 without a mark: text whose characters are mostly Latin has a NUL in every other byte, always on the same side. What
 * has NULs on both sides, or holds control characters when read so, is binary.
 */
function unmarkedUtf16(bytes: Uint8Array): "UTF-16LE" | "UTF-16BE" | null {
  if (bytes.byteLength < 4 || bytes.byteLength % 2 !== 0) return null;
  const probe = bytes.subarray(0, probeBytes);
  let even = 0;
  let odd = 0;
  for (const [at, byte] of probe.entries()) {
    if (byte !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  const most = Math.max(even, odd);
  if (Math.min(even, odd) > 0 || most < probe.byteLength / 5) return null;
  const encoding = odd > even ? "UTF-16LE" : "UTF-16BE";
  const text = new TextDecoder(encoding).decode(probe);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]/.test(text) ? null : encoding;
}

/**
 * Not quite UTF-8. Where most of the bytes beyond ASCII are good UTF-8 a few are damaged, and only they are replaced; else it
 * is an older encoding with one byte a character.
 */
function decodeBroken(bytes: Uint8Array, hasByteOrderMark: boolean): DecodedText | null {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const brokenCount = countOf(text, "\ufffd");
  if (hasByteOrderMark || hasMoreGoodThan(4 * brokenCount, text)) {
    return { text, encoding: "UTF-8", hasByteOrderMark, brokenCount };
  }
  if (hasManyControls(bytes.subarray(0, probeBytes))) return null;
  // Text labelled Latin-1 is Windows-1252 where it uses these bytes.
  const isWindows = bytes.some((byte) => byte >= 0x80 && byte <= 0x9f);
  return {
    text: decodeWestern(bytes),
    encoding: isWindows ? "Windows-1252" : "ISO-8859-1",
    hasByteOrderMark: false,
    brokenCount: 0,
  };
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

/** 0x80 to 0x9f in Windows-1252; elsewhere it is ISO-8859-1. Node's own decoder leaves them as they are. */
const windowsChars = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

function decodeWestern(bytes: Uint8Array): string {
  return new TextDecoder("latin1")
    .decode(bytes)
    .replace(/[\x80-\x9f]/g, (char) => windowsChars[char.charCodeAt(0) - 0x80] ?? char);
}

function countOf(text: string, char: string): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) count++;
  return count;
}

/** Lines as an editor counts them: a final line end begins no further line. */
export function countLines(text: string): number {
  if (text === "") return 0;
  let count = text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
