import type { Commit } from "@/contract/content";
import { decodeText } from "./decode-text";
import { type Person, parsePerson } from "./parse-person";
import { readHeaders } from "./read-headers";

const lineFeed = 0x0a;
const nobody: Person = { name: "", email: "", atSeconds: null, zone: null };

/**
 * A commit object's content as the wire gives it, or null when it is not a commit. Lenient where people's tools have been: a missing
 * name, a missing date, an unknown encoding and headers of any kind are read as far as they go.
 */
export function parseCommit(hash: string, content: Buffer): Commit | null {
  let treeHash: string | null = null;
  let encoding: string | null = null;
  let authorLine: Buffer | null = null;
  let committerLine: Buffer | null = null;
  const parents: string[] = [];

  let message = readHeaders(content, (name, value) => {
    switch (name) {
      case "tree":
        treeHash ??= hashIn(value);
        break;
      case "parent": {
        const parent = hashIn(value);
        if (parent !== null) parents.push(parent);
        break;
      }
      case "author":
        authorLine ??= value;
        break;
      case "committer":
        committerLine ??= value;
        break;
      case "encoding":
        encoding ??= value.toString("latin1").trim();
        break;
    }
  });
  if (treeHash === null) return null;

  if (message.at(-1) === lineFeed) message = message.subarray(0, -1);
  const decode = (bytes: Buffer) => decodeText(bytes, encoding);
  const author = authorLine === null ? nobody : parsePerson(authorLine, decode);
  const committer = committerLine === null ? nobody : parsePerson(committerLine, decode);
  return {
    hash,
    treeHash,
    message: decode(message),
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
    parents,
    authoredAt: author.atSeconds ?? 0,
    committedAt: committer.atSeconds ?? 0,
  };
}

function hashIn(value: Buffer): string | null {
  const text = value.toString("latin1");
  return /^[0-9a-f]{40}$/.test(text) ? text : null;
}
