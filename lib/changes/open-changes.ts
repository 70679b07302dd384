import "server-only";
import type { Commit } from "@/contract/content";
import type { ChangeOptions } from "./change-options";
import type { ChangedRepo, ChangedRepos } from "./changed-repos";
import type { LookName } from "./looks";
import { type Changes, readChanges } from "./read-changes";
import { rootAttributes } from "./root-attributes";
import { usualPatience } from "./show-change";
import { type ShownFile, showChanges } from "./show-changes";

interface Asked {
  /** Null where there is nothing before. */
  before: Commit | null;
  after: Commit;
  options: ChangeOptions;
  /** One file alone, by a look that it has, or the files from one on. */
  part: { file: string | null; look?: LookName | null; from: number };
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
  return showPart(repos, await readChanges(repos, before?.treeHash ?? null, after.treeHash), {
    after,
    options,
    part,
  });
}

/** What a merge itself changed: what differs from all of its parents. Throws `ArtifactsError`. */
export async function openMerge(
  repo: ChangedRepo,
  parents: readonly Commit[],
  asked: Omit<Asked, "before">,
): Promise<OpenedChanges> {
  const repos = { before: repo, after: repo };
  const trees = parents.slice(0, comparedParentsMax).map(({ treeHash }) => treeHash);
  const [first, ...others] = await Promise.all(
    trees.map((tree) => readChanges(repos, tree, asked.after.treeHash)),
  );
  const changes = first ?? (await readChanges(repos, null, asked.after.treeHash));
  const sides = others.map(({ files }) => new Map(files.map((file) => [file.path, file.before])));
  const files = changes.files.flatMap((file) =>
    sides.every((side) => side.has(file.path))
      ? [{ ...file, others: sides.map((side) => side.get(file.path) ?? null) }]
      : [],
  );
  return showPart(repos, { ...changes, files }, asked);
}

/** An octopus has more only where somebody wants to see what happens. */
export const comparedParentsMax = 16;

async function showPart(
  repos: ChangedRepos,
  changes: Changes,
  { after, options, part }: Omit<Asked, "before">,
): Promise<OpenedChanges> {
  const attributes = await rootAttributes(repos.after, after.treeHash);
  const alone = part.file === null ? -1 : changes.files.findIndex(({ path }) => path === part.file);
  const from = alone >= 0 ? alone : part.from < changes.files.length ? part.from : 0;
  const listed = changes.files.slice(from, alone >= 0 ? alone + 1 : from + filesPerPage);
  const context = {
    repos,
    attributes,
    options,
    isAskedFor: alone >= 0,
    coloursUntil: usualPatience(),
    look: alone >= 0 ? (part.look ?? null) : null,
  };
  return { changes, files: await showChanges(listed, context), from };
}
