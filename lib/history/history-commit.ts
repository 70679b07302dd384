import type { Commit } from "@/contract/content";
import { decodeText } from "@/gitformat/decode-text";
import { parseCommit } from "@/gitformat/parse-commit";
import { readRawHeaders } from "@/gitformat/raw-headers";

/** A commit, and of it what the API does not tell, where Git itself sent it. */
export interface HistoryCommit extends Commit {
  /** As it is stored; null where the API alone was asked. All that follows is empty then. */
  raw: Buffer | null;
  /** As they are written, such as `+0200`. Null where there is none. */
  authorZone: string | null;
  committerZone: string | null;
  /** The encoding that the commit says its text is in. */
  encoding: string | null;
  /** All headers but tree, parents, author, committer and encoding: `gpgsig`, `mergetag`, what other programs left. */
  moreHeaders: { name: string; value: string }[];
}

const told = new Set(["tree", "parent", "author", "committer", "encoding"]);

/** Null when the content is not that of a commit. */
export function readHistoryCommit(hash: string, content: Buffer): HistoryCommit | null {
  const commit = parseCommit(hash, content);
  if (commit === null) return null;
  const headers = readRawHeaders(content);
  const first = (name: string) => headers.find((header) => header.name === name)?.value.toString("latin1");
  const encoding = first("encoding")?.trim() ?? null;
  return {
    ...commit,
    raw: content,
    authorZone: zoneIn(first("author")),
    committerZone: zoneIn(first("committer")),
    encoding,
    moreHeaders: headers
      .filter(({ name }) => !told.has(name))
      .map(({ name, value }) => ({ name, value: decodeText(value, encoding) })),
  };
}

export function commitWithoutRaw(commit: Commit): HistoryCommit {
  return { ...commit, raw: null, authorZone: null, committerZone: null, encoding: null, moreHeaders: [] };
}

/** Behind the seconds, at the end. */
function zoneIn(person: string | undefined): string | null {
  return /-?\d+\s+([+-]\d+)\s*$/.exec(person ?? "")?.[1] ?? null;
}
