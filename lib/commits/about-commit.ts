import "server-only";
import { setTimeout } from "node:timers/promises";
import type { Commit } from "@/contract/content";
import type { CommitFacts } from "@/gitformat/parse-commit-facts";
import type { OpenRepo } from "@/lib/reading/open-repo";
import { refUrlNames } from "@/lib/reading/ref-url-names";
import { settleWithin } from "@/lib/reading/settle-within";
import { blobUrl } from "@/lib/routes";
import { linkMessage } from "@/lib/text/link-message";
import { checkpointBranch, findCheckpoints } from "./find-checkpoints";
import { issuesUrl } from "./issues-url";
import { type CommitMessage, readMessage } from "./read-message";
import { type CommitNotes, readNotes } from "./read-notes";
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
  /** The checkpoints that trailers name and the repo has: by value, where they are read. Null where that is not known in a moment. */
  checkpoints: ReadonlyMap<string, string> | null;
  /** Null where they could not be had in a moment, or at all. */
  facts: CommitFacts | null;
  /** Null where they could not be had in a moment. */
  notes: CommitNotes | null;
  /** Whether another try would find nothing more. */
  isWhole: boolean;
}

interface Patience {
  /** What the page waits for anyway. */
  beside: Promise<unknown>;
  /** Whether all is waited for, however long it takes. */
  isEndless: boolean;
}

/** As long as a page may seem to take no longer for it. */
const patienceMs = 250;

/**
 * What a commit says beside its changes, as far as it is known in a moment, or by the time the page has what it waits for anyway. What
 * cannot be had fails nothing.
 */
export async function aboutCommit(
  { repo, refs, content }: OpenRepo,
  commit: Commit,
  { beside, isEndless }: Patience,
): Promise<AboutCommit> {
  const message = readMessage(commit.message);
  const commits = new Map<string, string>();
  const enough = isEndless
    ? new Promise(() => undefined)
    : Promise.allSettled([beside, setTimeout(patienceMs)]);
  const settle = <T>(work: Promise<T>) => settleWithin(work, enough);
  const [facts, areResolved, notes, checkpoints] = await Promise.all([
    settle(readRawCommit(content, repo.remote, commit.hash)),
    settle(resolveHashes({ content, refs, commit }, hashesIn(message), commits).then(() => true)),
    settle(readNotes(content, refs.others, commit.hash)),
    settle(findCheckpoints(content, refs, message.trailers)),
  ]);
  const branch = refUrlNames(refs).branch(checkpointBranch);
  return {
    message,
    // What is found later is not of this page.
    links: { commits: new Map(commits), issuesUrl: issuesUrl(repo.source) },
    checkpoints:
      checkpoints &&
      new Map(
        [...checkpoints].map(([value, path]) => [
          value,
          blobUrl(content.namespace, content.name, branch, path),
        ]),
      ),
    facts,
    notes,
    isWhole: facts !== null && areResolved !== null && checkpoints !== null && notes?.failedRefs.length === 0,
  };
}

function hashesIn({ subject, body, trailers }: CommitMessage): string[] {
  const texts = [subject, body, ...trailers.map(({ value }) => value)];
  return texts.flatMap((text) =>
    linkMessage(text).flatMap((part) => (part.kind === "hash" ? [part.text] : [])),
  );
}
