import type { Commit } from "@/contract/content";
import { parseCommit } from "@/gitformat/parse-commit";
import { type CommitFacts, parseCommitFacts } from "@/gitformat/parse-commit-facts";

/** A commit, and of it what the API does not tell, where Git itself sent it. */
export interface HistoryCommit extends Commit {
  /** Null where the API alone was asked. */
  facts: CommitFacts | null;
}

/** Null when the content is not that of a commit. */
export function readHistoryCommit(hash: string, content: Buffer): HistoryCommit | null {
  const commit = parseCommit(hash, content);
  return commit === null ? null : { ...commit, facts: parseCommitFacts(content) };
}

export const commitWithoutFacts = (commit: Commit): HistoryCommit => ({ ...commit, facts: null });
