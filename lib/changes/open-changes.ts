import "server-only";
import type { Commit } from "@/contract/content";
import { type ContentRepo, getCommit, isNoObject } from "@/lib/artifacts/content";
import type { ChangeOptions } from "./change-options";
import { type Changes, readChanges } from "./read-changes";
import { rootAttributes } from "./root-attributes";
import { type ShownFile, showChanges } from "./show-changes";

interface Asked {
  commit: Commit;
  /** Which of its parents it is compared with, counted from 1. */
  parent: number;
  options: ChangeOptions;
  /** One file alone, or the files from one on. */
  part: { file: string | null; from: number };
}

export interface OpenedChanges {
  /** What it is compared with; null where it has no parent, or none that is there. */
  base: string | null;
  /** A parent that the repo names and does not have: its history is cut off there. */
  missingParent: string | null;
  changes: Changes;
  files: ShownFile[];
  /** How many files stand before these. */
  from: number;
}

/** Files that a page lists; the next ones are another page. */
const filesPerPage = 3_000;

/** What a commit changed against one of its parents. Throws `ArtifactsError`. */
export async function openChanges(
  repo: ContentRepo,
  { commit, parent, options, part }: Asked,
): Promise<OpenedChanges> {
  const repos = { before: repo, after: repo };
  const parentHash = commit.parents[parent - 1] ?? null;
  const base = parentHash === null ? null : await commitOrNull(repo, parentHash);
  const missingParent = base === null ? parentHash : null;
  const [changes, attributes] = await Promise.all([
    readChanges(repos, base?.treeHash ?? null, commit.treeHash),
    rootAttributes(repo, commit.treeHash),
  ]);
  const alone = part.file === null ? -1 : changes.files.findIndex(({ path }) => path === part.file);
  const from = alone >= 0 ? alone : part.from < changes.files.length ? part.from : 0;
  const listed = changes.files.slice(from, alone >= 0 ? alone + 1 : from + filesPerPage);
  const context = { repos, attributes, options, isAskedFor: alone >= 0 };
  return {
    base: base?.hash ?? null,
    missingParent,
    changes,
    files: await showChanges(listed, context),
    from,
  };
}

async function commitOrNull(repo: ContentRepo, hash: string): Promise<Commit | null> {
  try {
    return await getCommit(repo, hash);
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
