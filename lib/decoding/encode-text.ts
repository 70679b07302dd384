import "server-only";
import { decodeLabel } from "@/gitformat/decode-label";
import { encodingLabel } from "@/gitformat/encoding-label";

/** A text in an encoding that iconv knows by this name; null where it is not known here, or lacks a character. */
export function encodeText(text: string, name: string): Buffer | null {
  const plain = name.trim().toUpperCase().replaceAll("_", "-");
  const wide = /^UTF-?(16|32)(LE|BE)?(-BOM)?$/.exec(plain);
  if (wide !== null) {
    // Without an order iconv takes the machine's and begins with a mark.
    const hasMark = wide[2] === undefined || wide[3] !== undefined;
    return encodeWide(hasMark ? `\ufeff${text}` : text, wide[1] === "32", wide[2] === "BE");
  }
  if (/^(ISO-?8859-1|LATIN-?1)$/.test(plain)) {
    return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, "latin1") : null;
  }
  const label = encodingLabel(name);
  return label === null || label.startsWith("iso-2022") ? null : encodeByTable(text, tableOf(label));
}

function encodeWide(text: string, isUtf32: boolean, isBigEndian: boolean): Buffer {
  if (!isUtf32) {
    const bytes = Buffer.from(text, "utf16le");
    return isBigEndian ? bytes.swap16() : bytes;
  }
  const codes = [...text].map((char) => char.codePointAt(0) ?? 0);
  const bytes = Buffer.alloc(codes.length * 4);
  for (const [index, code] of codes.entries()) {
    if (isBigEndian) bytes.writeUInt32BE(code, index * 4);
    else bytes.writeUInt32LE(code, index * 4);
  }
  return bytes;
}

function encodeByTable(text: string, table: ReadonlyMap<string, number>): Buffer | null {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char < "\x80" ? char.charCodeAt(0) : table.get(char);
    if (code === undefined) return null;
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}

const tables = new Map<string, ReadonlyMap<string, number>>();
const wideLabels = ["gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"];

/** Which one or two bytes stand for a character, found by reading all there are. */
function tableOf(label: string): ReadonlyMap<string, number> {
  const kept = tables.get(label);
  if (kept !== undefined) return kept;
  const table = new Map<string, number>();
  const add = (code: number, bytes: number[]) => {
    const char = decodeLabel(Uint8Array.from(bytes), label, true);
    if (char !== null && [...char].length === 1 && char !== "\ufffd" && !table.has(char))
      table.set(char, code);
  };
  for (let byte = 0x80; byte <= 0xff; byte += 1) add(byte, [byte]);
  for (let lead = 0x81; wideLabels.includes(label) && lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) add(lead * 256 + trail, [lead, trail]);
  }
  tables.set(label, table);
  return table;
}
