import "server-only";
import type { Commit } from "@/contract/content";
import type { CommitFacts } from "@/gitformat/parse-commit-facts";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getTree } from "@/lib/artifacts/content";
import type { HistoryCommit } from "@/lib/history/history-commit";
import { type ChangedRepo, type ChangedRepos, changedRepo } from "./changed-repos";
import { commitOrNull } from "./commit-or-null";
import { compareTrees } from "./compare-trees";
import { type FileChange, fileChangeOf } from "./file-change";
import { type ComparedSide, openComparison } from "./open-comparison";
import { readChanges } from "./read-changes";
import { writeDiff, writeMail } from "./write-diff";

export type PatchKind = "diff" | "patch";

/** A patch of more files is not written. */
const filesMax = 500_000;
/** Commits that a series of mails holds. */
const mailsMax = 10_000;

/**
 * What a commit changed against its first parent, as `git diff` or `git format-patch` writes it. What fails at once is thrown, what fails on the
 * way breaks the text off. Throws `ArtifactsError`.
 */
export async function commitPatch(
  repo: ChangedRepo,
  commit: Commit & { facts?: CommitFacts | null },
  kind: PatchKind,
  signal: AbortSignal,
): Promise<AsyncGenerator<Buffer>> {
  const repos = { before: repo, after: repo };
  const diff = writeDiff(
    repos,
    await filesOf(repos, await parentTree(repo, commit), commit.treeHash),
    signal,
  );
  return kind === "diff"
    ? diff
    : // Where the zone is not known, the moment is the same in UTC.
      writeMail(commit, commit.facts?.author?.zone ?? "+0000", diff);
}

/**
 * What a comparison shows as one diff; as mails the commits that the head is ahead, the oldest first and without merges, which are no mail.
 * Throws `ArtifactsError`.
 */
export async function comparisonPatch(
  sides: { base: ComparedSide; head: ComparedSide },
  dots: "..." | "..",
  kind: PatchKind,
  signal: AbortSignal,
): Promise<AsyncGenerator<Buffer>> {
  const { base, head } = sides;
  const { mergeBase, ahead, divergence } = await openComparison(base, head, {
    dots,
    listedMax: kind === "diff" ? 0 : mailsMax,
    signal,
  });
  if (kind === "patch") {
    if (divergence.ahead === null || divergence.ahead > mailsMax) {
      throw new ArtifactsError("upstream", "There are more commits than a series of mails may hold.");
    }
    return mailsOf(changedRepo(head.namespace, head.opened.repo), ahead.toReversed(), signal);
  }
  const repos = {
    before: changedRepo(base.namespace, base.opened.repo),
    after: changedRepo(head.namespace, head.opened.repo),
  };
  const before = mergeBase ?? base.commit;
  return writeDiff(repos, await filesOf(repos, before.treeHash, head.commit.treeHash), signal);
}

async function* mailsOf(
  repo: ChangedRepo,
  commits: readonly HistoryCommit[],
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (const commit of commits) {
    if (commit.parents.length <= 1) yield* await commitPatch(repo, commit, "patch", signal);
  }
}

/** Without a parent, or with one that the repo does not have, all is new. */
async function parentTree(repo: ContentRepo, { parents: [parent] }: Commit): Promise<string | null> {
  return parent === undefined ? null : ((await commitOrNull(repo, parent))?.treeHash ?? null);
}

async function filesOf(
  repos: ChangedRepos,
  before: string | null,
  after: string,
): Promise<readonly FileChange[]> {
  const { files, isCut } = await readChanges(repos, before, after);
  if (!isCut) return files;
  const all = await compareTrees((tree, side) => getTree(repos[side], tree), before, after, {
    changesMax: filesMax,
  });
  if (all.isCut) throw new ArtifactsError("upstream", "More files differ than a patch may hold.");
  return all.changes.map(fileChangeOf);
}
