import { parsePerson } from "./parse-person";
import { readHeaders } from "./read-headers";

/** What a commit says of its place in the history, read as `parseCommit` reads it. */
export interface CommitLinks {
  treeHash: string;
  parents: string[];
  /** Unix seconds; 0 where no date can be read. */
  committedAt: number;
}

const asLatin = (bytes: Buffer) => bytes.toString("latin1");

/** Null when the content is not that of a commit. */
export function readCommitLinks(content: Buffer): CommitLinks | null {
  let treeHash: string | null = null;
  let committer: Buffer | null = null;
  const parents: string[] = [];
  readHeaders(content, (name, value) => {
    if (name === "committer") committer ??= value;
    if (name !== "tree" && name !== "parent") return;
    const hash = asLatin(value);
    if (!/^[0-9a-f]{40}$/.test(hash)) return;
    if (name === "parent") parents.push(hash);
    else treeHash ??= hash;
  });
  if (treeHash === null) return null;
  const committedAt = committer === null ? 0 : (parsePerson(committer, asLatin).atSeconds ?? 0);
  return { treeHash, parents, committedAt };
}
