import "server-only";
import type { Commit } from "@/contract/content";
import type { ChangeOptions } from "./change-options";
import type { ChangedRepos } from "./changed-repos";
import { type Changes, readChanges } from "./read-changes";
import { rootAttributes } from "./root-attributes";
import { type ShownFile, showChanges } from "./show-changes";

interface Asked {
  /** Null where there is nothing before. */
  before: Commit | null;
  after: Commit;
  options: ChangeOptions;
  /** One file alone, or the files from one on. */
  part: { file: string | null; from: number };
}

export interface OpenedChanges {
  changes: Changes;
  files: ShownFile[];
  /** How many files stand before these. */
  from: number;
}

/** Files that a page lists; the next ones are another page. */
const filesPerPage = 3_000;

/** What differs between the trees of two commits, as a page shows it. Throws `ArtifactsError`. */
export async function openChanges(
  repos: ChangedRepos,
  { before, after, options, part }: Asked,
): Promise<OpenedChanges> {
  const [changes, attributes] = await Promise.all([
    readChanges(repos, before?.treeHash ?? null, after.treeHash),
    rootAttributes(repos.after, after.treeHash),
  ]);
  const alone = part.file === null ? -1 : changes.files.findIndex(({ path }) => path === part.file);
  const from = alone >= 0 ? alone : part.from < changes.files.length ? part.from : 0;
  const listed = changes.files.slice(from, alone >= 0 ? alone + 1 : from + filesPerPage);
  const context = { repos, attributes, options, isAskedFor: alone >= 0 };
  return { changes, files: await showChanges(listed, context), from };
}
