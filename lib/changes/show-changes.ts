import "server-only";
import { setTimeout } from "node:timers/promises";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { bringBlobs } from "./bring-blobs";
import { diffOptionsOf } from "./change-options";
import { diffFile } from "./diff-file";
import type { FileChange } from "./file-change";
import { type ShowContext, showChange } from "./show-change";
import { type LineCounts, lineCountsOf, type ShownChange } from "./shown-change";

export interface ShownFile {
  change: FileChange;
  /** Null while it is not read: the browser asks for it when it comes near. */
  shown: ShownChange | null;
  /** Of what is no text, none; null where they are not known. */
  counts: LineCounts | null;
}

/** Files and rows that a page is drawn with; the others follow. */
const filesAtFirst = 40;
const rowsAtFirst = 1_000;
/** Of more files beside those the totals would not be known anyway. */
const countedMax = 400;
/** A page waits no longer than this for counts. */
const countingMs = 500;
/** Brought together, before the first of them is drawn. */
const broughtAtFirst = 120;
const atOnce = 8;

const noLines: LineCounts = { added: 0, removed: 0 };

/** The files that a page is drawn with, from the first on, and what is known of the others. Throws `ArtifactsError`. */
export async function showChanges(files: readonly FileChange[], context: ShowContext): Promise<ShownFile[]> {
  const shown: ShownFile[] = [];
  let rows = 0;
  await bringBlobs(context.repos, files.slice(0, broughtAtFirst));
  for (let from = 0; from < Math.min(files.length, filesAtFirst) && rows < rowsAtFirst; from += atOnce) {
    const read = await Promise.all(
      files
        .slice(from, from + atOnce)
        .map(async (change) => ({ change, shown: await showChange(change, context) })),
    );
    for (const file of read) {
      const isShown = rows < rowsAtFirst;
      shown.push({
        change: file.change,
        shown: isShown ? file.shown : null,
        counts: lineCountsOf(file.shown) ?? noLines,
      });
      rows += rowsOf(file.shown);
    }
  }
  const rest = files.slice(shown.length);
  const counts = rest.length > countedMax ? [] : await countInTime(rest, context);
  return [...shown, ...rest.map((change, at) => ({ change, shown: null, counts: counts[at] ?? null }))];
}

const rowsOf = (shown: ShownChange) =>
  shown.kind === "text"
    ? shown.text.hunks.reduce((total, { oldCount, newCount }) => total + Math.max(oldCount, newCount), 3)
    : 6;

/** What fails shows when the file is asked for. */
async function countInTime(
  files: readonly FileChange[],
  { repos, options }: ShowContext,
): Promise<(LineCounts | null)[]> {
  const counts: (LineCounts | null)[] = [];
  const until = performance.now() + countingMs;
  // It goes on where it is late: the next page has them.
  await Promise.race([bringBlobs(repos, files), setTimeout(countingMs, undefined, { ref: false })]);
  for (let from = 0; from < files.length && performance.now() < until; from += atOnce) {
    const read = files.slice(from, from + atOnce).map(async (change) => {
      try {
        const diff = await diffFile(repos, change, { path: change.path }, diffOptionsOf(options));
        return diff.kind === "text" ? { added: diff.added, removed: diff.removed } : noLines;
      } catch (error) {
        if (error instanceof ArtifactsError) return null;
        throw error;
      }
    });
    counts.push(...(await Promise.all(read)));
  }
  return counts;
}
