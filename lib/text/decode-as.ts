import { decodeLabel } from "@/gitformat/decode-label";
import type { Encoding } from "./encodings";

/** Bytes as text in an encoding, without a byte order mark; what is no text in it stands as U+FFFD. */
export function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  const text = encoding.startsWith("UTF-32")
    ? decodeUtf32(bytes, encoding === "UTF-32LE")
    : decodeLabel(bytes, labelOf(encoding));
  return (text ?? "").replace(/^\ufeff/, "");
}

/** The label under which the platform reads an encoding, but for UTF-32, which it does not. */
export function labelOf(encoding: Encoding): string {
  const label = encoding.toLowerCase();
  return label === "iso-8859-1" ? "windows-1252" : label;
}

function decodeUtf32(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chars: string[] = [];
  for (let at = 0; at < bytes.byteLength; at += 4) {
    const code = at + 4 > bytes.byteLength ? -1 : view.getUint32(at, isLittleEndian);
    const isChar = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    chars.push(isChar ? String.fromCodePoint(code) : "\ufffd");
  }
  return chars.join("");
}
