import "server-only";
import { type ContentRepo, getBlob, isNoObject } from "@/lib/artifacts/content";
import { findRenames } from "@/lib/diff/find-renames";
import type { ListedFile } from "@/lib/diff/listed-file";
import { bringBlobs } from "./bring-blobs";
import type { ChangedRepos } from "./changed-repos";
import type { PathChange } from "./compare-trees";
import { type FileChange, fileChangeOf } from "./file-change";

/** A larger file is a rename only where it has not changed. */
const comparedMaxBytes = 4 * 1024 * 1024;
/** Copies are looked for where no more files than these were changed, and no more came: they are seldom, and each is read. */
const copyFilesMax = 60;
/** Brought at once, of files that came and went. */
const broughtMax = 250;
/** More than so many times so many files are not compared each with each. */
const renameFilesMax = 400;

type Read = (hash: string) => Promise<Uint8Array | null>;

/** Where a file came from, by where it is now. */
type Moves = Map<string, { from: string; status: "renamed" | "copied"; percent: number }>;

/**
 * The changes of two trees with what was renamed, one change instead of a file that went and one that came; and with what was copied of
 * files that changed and are still there. Throws `ArtifactsError`.
 */
export async function findMoves(
  repos: ChangedRepos,
  changes: readonly PathChange[],
): Promise<{ files: FileChange[]; isWhole: boolean }> {
  const hashesBefore = new Set(changes.flatMap(({ before }) => (before ? [before.hash] : [])));
  const read: Read = (hash) => readWhole(hashesBefore.has(hash) ? repos.before : repos.after, hash);
  const gone = changes.flatMap(({ path, before, after }) => (before && !after ? [{ path, ...before }] : []));
  const come = changes.flatMap(({ path, before, after }) => (after && !before ? [{ path, ...after }] : []));
  if (gone.length > 0 && come.length > 0) {
    await bringBlobs(
      repos,
      changes.filter(({ before, after }) => before === null || after === null).slice(0, broughtMax),
    );
  }
  const found = await findRenames(gone, come, { read, filesMax: renameFilesMax });
  const moves: Moves = new Map();
  for (const { from, to, kind, similarity } of found.renames) {
    moves.set(to.path, {
      from: from.path,
      status: kind === "rename" ? "renamed" : "copied",
      percent: similarity,
    });
  }
  await addCopies(moves, changes, come, read);

  const byPath = new Map(changes.map((change) => [change.path, change]));
  const renamed = new Set(
    [...moves.values()].filter(({ status }) => status === "renamed").map(({ from }) => from),
  );
  const files: FileChange[] = [];
  for (const change of changes) {
    if (change.after === null && renamed.has(change.path)) continue;
    const move = change.before === null ? moves.get(change.path) : undefined;
    if (move === undefined) files.push(fileChangeOf(change));
    else {
      const { from, status, percent } = move;
      const before = byPath.get(from)?.before ?? null;
      files.push({
        path: change.path,
        oldPath: from,
        status,
        before,
        after: change.after,
        others: [],
        percent,
      });
    }
  }
  return { files, isWhole: found.notCompared === 0 };
}

async function addCopies(
  moves: Moves,
  changes: readonly PathChange[],
  come: readonly ListedFile[],
  read: Read,
): Promise<void> {
  const left = come.filter(({ path }) => !moves.has(path));
  const copySources = changes.flatMap(({ path, before, after }) =>
    before && after ? [{ path, ...before }] : [],
  );
  if (left.length === 0 || copySources.length === 0) return;
  if (left.length > copyFilesMax || copySources.length > copyFilesMax) return;
  const { renames } = await findRenames([], left, { read, copySources });
  for (const { from, to, similarity } of renames) {
    moves.set(to.path, { from: from.path, status: "copied", percent: similarity });
  }
}

/** Null of what is missing, or too large to be compared. */
async function readWhole(repo: ContentRepo, hash: string): Promise<Uint8Array | null> {
  try {
    const { bytes, truncated } = await getBlob(repo, hash, { maxBytes: comparedMaxBytes, headBytes: 0 });
    return truncated ? null : bytes;
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
