import type { Commit } from "@/contract/content";
import { decodeText } from "./decode-text";

/**
 * A commit object's content as the wire gives it, or null when it is not a commit. Lenient where people's tools have been: a missing
 * name, a missing date, an unknown encoding and headers of any kind are read as far as they go.
 */
export function parseCommit(hash: string, content: Buffer): Commit | null {
  let treeHash: string | null = null;
  let encoding: string | null = null;
  let author: Buffer | null = null;
  let committer: Buffer | null = null;
  const parents: string[] = [];

  let at = 0;
  while (at < content.length && content[at] !== lineFeed) {
    const end = content.indexOf(lineFeed, at);
    const line = content.subarray(at, end < 0 ? content.length : end);
    at = end < 0 ? content.length : end + 1;
    // A header's further lines (signatures, merged tags) begin with a space: none of them is a header.
    const space = line.indexOf(0x20);
    if (space <= 0) continue;
    const value = line.subarray(space + 1);
    switch (line.toString("latin1", 0, space)) {
      case "tree":
        treeHash ??= hashIn(value);
        break;
      case "parent": {
        const parent = hashIn(value);
        if (parent !== null) parents.push(parent);
        break;
      }
      case "author":
        author ??= value;
        break;
      case "committer":
        committer ??= value;
        break;
      case "encoding":
        encoding ??= value.toString("latin1").trim();
        break;
    }
  }
  if (treeHash === null) return null;

  let message = content.subarray(Math.min(at + 1, content.length));
  if (message.at(-1) === lineFeed) message = message.subarray(0, -1);
  const wroteBy = parseSignature(author, encoding);
  const committedBy = parseSignature(committer, encoding);
  return {
    hash,
    treeHash,
    message: decodeText(message, encoding),
    author: { name: wroteBy.name, email: wroteBy.email },
    committer: { name: committedBy.name, email: committedBy.email },
    parents,
    authoredAt: wroteBy.atSeconds,
    committedAt: committedBy.atSeconds,
  };
}

const lineFeed = 0x0a;

function hashIn(value: Buffer): string | null {
  const text = value.toString("latin1");
  return /^[0-9a-f]{40}$/.test(text) ? text : null;
}

/** `Name <email> seconds zone`, any part of which may be missing. The date stands after the last `>`, as Git reads it. */
function parseSignature(
  line: Buffer | null,
  encoding: string | null,
): { name: string; email: string; atSeconds: number } {
  if (line === null) return { name: "", email: "", atSeconds: 0 };
  const open = line.indexOf("<");
  const close = line.lastIndexOf(">");
  if (open < 0 || close < open) {
    const text = decodeText(line, encoding);
    const dated = /^(.*?)\s*(-?\d+)(?:\s+[+-]\d+)?\s*$/.exec(text);
    return { name: (dated?.[1] ?? text).trim(), email: "", atSeconds: secondsIn(dated?.[2]) };
  }
  const date = /^\s*(-?\d+)/.exec(line.toString("latin1", close + 1));
  return {
    name: decodeText(line.subarray(0, open), encoding).trim(),
    email: decodeText(line.subarray(open + 1, close), encoding).trim(),
    atSeconds: secondsIn(date?.[1]),
  };
}

function secondsIn(digits: string | undefined): number {
  const seconds = Number(digits ?? 0);
  return Number.isSafeInteger(seconds) ? seconds : 0;
}
