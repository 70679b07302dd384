import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { lookLimits, readLastChanged } from "@/lib/history/last-changed";
import { type Level, readLevels } from "@/lib/paths/read-levels";
import { setProvisional } from "@/lib/process/page-request";
import type { LastChanged } from "@/lib/wire/answers";
import type { EntryDetail, TreeRow } from "@/lib/wire/tree-row";
import { readEntryDetails } from "./entry-details";
import { type Readme, readReadme } from "./find-readme";
import type { OpenPath } from "./open-path";
import { type LatestChange, readLatestChange } from "./read-latest-change";
import type { SubmoduleRepo } from "./read-submodules";
import { readingOrder } from "./reading-order";

export interface Directory {
  /** In reading order. */
  rows: TreeRow[];
  readme: Readme | null;
  /** As far as it was known at once. Null when it could not be read, or without a commit: the rest can be. */
  history: LastChanged | null;
  /** Of the directory itself. */
  latestChange: LatestChange | null;
  lookLimits: { commitsAtFirst: number; commitsMax: number };
}

/** The entries of the directory at `path` below the tree, in reading order. */
export async function readRows(repo: SubmoduleRepo, treeHash: string, path: string): Promise<TreeRow[]> {
  const levels = await readLevels(repo.content, treeHash, path);
  const level = levels.at(-1);
  if (level?.path !== path) throw new ArtifactsError("not-found", "Directory not found");
  return rowsOf(level, await readEntryDetails(repo, levels));
}

function rowsOf({ entries }: Level, details: ReadonlyMap<string, EntryDetail>): TreeRow[] {
  const rows: TreeRow[] = [];
  for (const index of readingOrder(entries)) {
    const entry = entries[index];
    if (entry === undefined) continue;
    const detail = details.get(entry.name);
    rows.push(
      detail === undefined ? [entry.name, entry.type, index] : [entry.name, entry.type, index, detail],
    );
  }
  return rows;
}

/** What the page of a directory shows, all by hash. */
export async function readDirectory({ repo, content, commit, treeHash, path }: OpenPath): Promise<Directory> {
  const levels = await readLevels(content, treeHash, path);
  const level = levels.at(-1);
  if (level === undefined) throw new ArtifactsError("not-found", "Directory not found");
  const limits = { commits: lookLimits.commitsAtFirst, timeMs: lookLimits.pageMs };
  const [details, readme, latestChange, history] = await Promise.all([
    readEntryDetails({ content, remote: repo.remote }, levels),
    readReadme(content, treeHash, level),
    readLatestChange({ content, commit, path }),
    commit &&
      readLastChanged(content, commit.hash, path, limits).catch((error: unknown) => {
        // The browser asks again, and shows why it failed.
        if (error instanceof ArtifactsError) return null;
        throw error;
      }),
  ]);
  if (history?.state === "looking" || (history === null && commit !== null)) setProvisional();
  return { rows: rowsOf(level, details), readme, history, latestChange, lookLimits };
}
