import "server-only";
import type { Commit } from "@/contract/content";
import type { CommitFacts } from "@/gitformat/parse-commit-facts";
import type { OpenRepo } from "@/lib/reading/open-repo";
import { settleWithin } from "@/lib/reading/settle-within";
import { linkMessage } from "@/lib/text/link-message";
import { issuesUrl } from "./issues-url";
import { type CommitMessage, readMessage } from "./read-message";
import { readRawCommit } from "./read-raw-commit";
import { resolveHashes } from "./resolve-hashes";

/** Where what stands in a message leads. */
export interface MessageLinks {
  /** Hashes, whole or in part, to those of the commits that they mean. */
  commits: ReadonlyMap<string, string>;
  /** Where issues are, by number; null where nobody knows. */
  issuesUrl: string | null;
}

export interface AboutCommit {
  message: CommitMessage;
  links: MessageLinks;
  /** Null where they could not be had in a moment, or at all. */
  facts: CommitFacts | null;
  /** Whether another try would find nothing more. */
  isWhole: boolean;
}

/**
 * What a commit says beside its changes, as far as it is known in a moment, or by the time the page has what it waits for anyway. What
 * cannot be had fails nothing.
 */
export async function aboutCommit(
  { repo, refs, content }: OpenRepo,
  commit: Commit,
  beside: Promise<unknown>,
): Promise<AboutCommit> {
  const message = readMessage(commit.message);
  const commits = new Map<string, string>();
  const texts = [message.subject, message.body, ...message.trailers.map(({ value }) => value)];
  const words = texts.flatMap((text) =>
    linkMessage(text).flatMap((part) => (part.kind === "hash" ? [part.text] : [])),
  );
  const [facts, areResolved] = await Promise.all([
    settleWithin(readRawCommit(content, repo.remote, commit.hash), beside),
    settleWithin(
      resolveHashes({ content, refs, commit }, words, commits).then(() => true),
      beside,
    ),
  ]);
  return {
    message,
    // What is found later is not of this page.
    links: { commits: new Map(commits), issuesUrl: issuesUrl(repo.source) },
    facts,
    isWhole: facts !== null && areResolved !== null,
  };
}
