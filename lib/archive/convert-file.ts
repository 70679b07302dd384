import "server-only";
import { encodeText } from "@/lib/decoding/encode-text";
import type { Conversion } from "./conversion";
import { type CommitFacts, formatCommit } from "./format-commit";

/** The bytes that Git writes for a blob; `facts` is null where the tree is no commit's. */
export function convertFile(
  bytes: Uint8Array,
  blobHash: string,
  { hasIdent, crlf, encoding, isSubstituted }: Conversion,
  facts: CommitFacts | null,
): Uint8Array {
  // One character a byte.
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (hasIdent) text = expandIdent(text, blobHash);
  if (crlf !== null && needsCrlf(text, crlf)) text = text.replace(/(?<!\r)\n/g, "\r\n");
  if (encoding !== null) text = reencode(text, encoding);
  if (isSubstituted && facts !== null) text = substitute(text, facts);
  return Buffer.from(text, "latin1");
}

/** `$Id$` and `$Id: …$`; what another system has expanded, which has blanks within, stays. */
function expandIdent(text: string, blobHash: string): string {
  return text.replace(/\$Id(?:\$|:[^$\n]?[^$\n ]* ?\$)/g, `$$Id: ${blobHash} $$`);
}

function needsCrlf(text: string, crlf: "always" | "auto"): boolean {
  if (!/(?<!\r)\n/.test(text)) return false;
  return crlf === "always" || !(text.includes("\r") || isBinary(text));
}

/** As Git counts it, of a text without CR. */
function isBinary(text: string): boolean {
  if (text.includes("\0")) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const controls = text.replace(/\x1a$/, "").match(/[\x01-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]/g)?.length ?? 0;
  const lineEnds = text.match(/\n/g)?.length ?? 0;
  const printable = text.length - lineEnds - controls - (text.endsWith("\x1a") ? 1 : 0);
  return Math.floor(printable / 128) < controls;
}

/** What is no UTF-8, and an encoding that is not known or lacks a character, leave the file as it is, as in Git. */
function reencode(text: string, encoding: string): string {
  if (text === "") return text;
  try {
    const chars = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(text, "latin1"),
    );
    return encodeText(chars, encoding)?.toString("latin1") ?? text;
  } catch {
    return text;
  }
}

function substitute(text: string, facts: CommitFacts): string {
  return text.replace(/\$Format:([^$]*)\$/g, (_, format: string) =>
    Buffer.from(formatCommit(Buffer.from(format, "latin1").toString(), facts)).toString("latin1"),
  );
}
