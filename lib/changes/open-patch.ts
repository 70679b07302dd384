import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { type ContentRepo, getCommit, getTree, isNoObject } from "@/lib/artifacts/content";
import { compareTrees } from "./compare-trees";
import { fileChangeOf } from "./file-change";
import { readChanges } from "./read-changes";
import { writeDiff, writeMail } from "./write-diff";

/** A patch of more files is not written. */
const filesMax = 500_000;

/**
 * What a commit changed against its first parent, as `git diff` or `git format-patch` writes it. What fails at once is thrown, what fails on the
 * way breaks the text off. Throws `ArtifactsError`.
 */
export async function openPatch(
  repo: ContentRepo,
  hash: string,
  kind: "diff" | "patch",
  signal: AbortSignal,
): Promise<AsyncGenerator<Buffer>> {
  const commit = await getCommit(repo, hash);
  const [parent] = commit.parents;
  const base = parent === undefined ? null : await treeOf(repo, parent);
  const repos = { before: repo, after: repo };
  const diff = writeDiff(repos, await filesOf(repo, base, commit.treeHash), signal);
  return kind === "diff" ? diff : writeMail(commit, "+0000", diff);
}

async function filesOf(repo: ContentRepo, before: string | null, after: string) {
  const { files, isCut } = await readChanges({ before: repo, after: repo }, before, after);
  if (!isCut) return files;
  const all = await compareTrees((tree) => getTree(repo, tree), before, after, { changesMax: filesMax });
  if (all.isCut) throw new ArtifactsError("upstream", "More files differ than a patch may hold.");
  return all.changes.map(fileChangeOf);
}

/** Null of a parent that the repo does not have: what is there then is all new. */
async function treeOf(repo: ContentRepo, hash: string): Promise<string | null> {
  try {
    return (await getCommit(repo, hash)).treeHash;
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
