import type { Commit } from "@/contract/content";
import { commitText } from "@/gitformat/commit-text";
import { gitHash } from "./git-hash";

/** Every offset from UTC that is or was in use since 1970, the usual ones first. */
const zones = [
  "+0000 +0100 +0200 -0400 -0500 -0700 -0800 -0600 +0530 +0800 +0900 +0300 +1000 +1100 -0300",
  "+0400 +0500 +0600 +0700 +1200 +1300 -0100 -0200 -0900 -1000 -1100 -1200 +0330 +0430 +0545",
  "+0630 +0845 +0930 +1030 +1130 +1245 +1345 +1400 -0330 -0230 -0430 -0930",
].flatMap((row) => row.split(" "));

/**
 * Whether the commit's fields, with one line per parent and nothing else in its head, make the hash it goes by. The API leaves the
 * time zones out, so they are tried: only the true pair can make the hash. False says nothing: a signed commit, one in another
 * encoding or with a name that lost bytes cannot be put together again.
 */
export async function canRemakeCommit(commit: Commit): Promise<boolean> {
  const both = zones.map((zone) => [zone, zone] as const);
  const mixed = zones.flatMap((author) => zones.map((committer) => [author, committer] as const));
  for (const [author, committer] of [...both, ...mixed]) {
    // The API takes one line feed off the end; few messages have none.
    for (const end of ["\n", ""]) {
      if ((await gitHash("commit", commitBytes(commit, author, committer, end))) === commit.hash) return true;
    }
  }
  return false;
}

function commitBytes(commit: Commit, authorZone: string, committerZone: string, end: string): Uint8Array {
  const { author, committer } = commit;
  return new TextEncoder().encode(
    commitText({
      treeHash: commit.treeHash,
      parents: commit.parents,
      author: `${author.name} <${author.email}> ${commit.authoredAt} ${authorZone}`,
      committer: `${committer.name} <${committer.email}> ${commit.committedAt} ${committerZone}`,
      message: `${commit.message}${end}`,
    }),
  );
}
