import { rm } from "node:fs/promises";
import { join } from "node:path";
import { failPoint } from "@/server/fail-point";
import { GitError } from "@/server/git/git-error";
import type { ReaderPool } from "@/server/git/reader-pool";
import type { GitRunner } from "@/server/git/run-git";
import { peel } from "./advertised-refs";
import { refusalsByObjects } from "./check-objects";
import { refusalOf } from "./check-updates";
import { syncFolder, writeFileDurably } from "./durable";
import { moveRefs } from "./move-refs";
import type { Quarantine } from "./quarantine";
import type { RefSnapshots } from "./ref-snapshots";
import {
  type PublishOptions,
  type PublishRows,
  type RefOutcome,
  type RefUpdate,
  StorageError,
} from "./repo-storage";
import { asStorageError } from "./storage-failure";
import type { WriteRefsOptions } from "./write-refs";

export interface PublishParts {
  runner: GitRunner;
  pool: ReaderPool;
  refs: RefSnapshots;
  rows: PublishRows | null;
  /** Called before the first object is moved. */
  noteChange: () => void;
  log: (event: string, fields: object) => void;
}

interface Move {
  changes: RefUpdate[];
  /** Takes in what fails. */
  reasons: Map<RefUpdate, string>;
  isAtomic: boolean;
  how: WriteRefsOptions;
}

/**
 * Checks and makes the updates of one publication, each with what became of it. Nothing else may change the repo meanwhile.
 * Throws `StorageError`, and whatever else goes wrong beneath.
 */
export async function publishUpdates(
  parts: PublishParts,
  { id, gitDir }: { id: string; gitDir: string },
  updates: RefUpdate[],
  options: Omit<PublishOptions, "staged"> & { staged: Quarantine | null },
): Promise<RefOutcome[]> {
  const { runner, pool } = parts;
  const { staged, signal } = options;
  const refs = await parts.refs.read(id, gitDir);
  const repoObjectDir = join(gitDir, "objects");
  const reasons = await refusalsByObjects(
    { runner, pool, gitDir, repoObjectDir, refs, signal },
    updates,
    staged,
  );

  // Each update on top of those before it, as they will be made.
  const planned = refs.copy();
  const seen = new Set<string>();
  for (const update of updates) {
    if (reasons.has(update)) continue;
    const refusal = seen.has(update.ref) ? "multiple updates for ref" : refusalOf(update, planned);
    seen.add(update.ref);
    if (refusal !== null) reasons.set(update, refusal);
    else planned.set(update.ref, update.newHash);
  }
  if (options.atomic && reasons.size > 0) return outcomesOf(updates, reasons, "atomic push failure");

  const changes = updates.filter((update) => !reasons.has(update) && update.oldHash !== update.newHash);
  if (changes.length === 0) return outcomesOf(updates, reasons);
  // The last moment at which the client's leaving changes anything.
  if (signal.aborted) throw new StorageError("aborted", "the request was aborted");
  const unexpected = await refusalByRows(parts.rows, id, options);
  if (unexpected !== null) return outcomesOf(updates, new Map(updates.map((each) => [each, unexpected])));
  failPoint("push:connected");
  parts.noteChange();
  await staged?.moveInto(repoObjectDir);
  if (staged !== null && staged.boundary.length > 0) await writeBoundary(gitDir, staged.boundary);
  const how: WriteRefsOptions = {
    ready: once(() => (staged === null ? Promise.resolve() : syncFolder(join(repoObjectDir, "pack")))),
    peel: (hash) => peel(pool, gitDir, hash),
  };
  try {
    await move(parts, gitDir, { changes, reasons, isAtomic: options.atomic ?? false, how });
  } finally {
    parts.refs.forget(id);
  }
  // When nothing failed that was planned, what was planned is what is there now.
  if (!changes.some((change) => reasons.has(change))) parts.refs.keep(id, planned);
  failPoint("push:refs-moved");
  if (changes.some((change) => !reasons.has(change))) await notePush(parts, id, options);
  return outcomesOf(updates, reasons, options.atomic ? "atomic push failure" : undefined);
}

/** Before the refs that lead there: without it their history would seem broken. */
async function writeBoundary(gitDir: string, boundary: readonly string[]): Promise<void> {
  const file = join(gitDir, "shallow");
  await rm(file, { force: true });
  await writeFileDurably(file, boundary.map((hash) => `${hash}\n`).join(""));
  await syncFolder(gitDir);
}

/**
 * Asked last, when nothing but the move itself is left to do: checks take their time, and what opened the door to this
 * change may have ended meanwhile.
 */
async function refusalByRows(
  rows: PublishRows | null,
  id: string,
  { expect, pushedAtMs }: Pick<PublishOptions, "expect" | "pushedAtMs">,
): Promise<string | null> {
  if (expect === undefined && pushedAtMs === undefined) return null;
  if (rows === null) throw new StorageError("internal", "the storage has no rows to ask");
  return expect === undefined ? null : rows.refusalOf(id, expect);
}

/** The push has been taken in and will stay: rows that cannot note it (a full disk) are no reason to deny that. */
async function notePush(
  { rows, log }: PublishParts,
  id: string,
  { pushedAtMs }: Pick<PublishOptions, "pushedAtMs">,
): Promise<void> {
  if (pushedAtMs === undefined) return;
  try {
    await rows?.notePush(id, pushedAtMs);
  } catch (error) {
    log("push-not-noted", { repoId: id, error: String(error) });
  }
}

/** One transaction; when it fails and the push is not atomic, one each, so that a ref fails alone. */
async function move(
  parts: PublishParts,
  gitDir: string,
  { changes, reasons, isAtomic, how }: Move,
): Promise<void> {
  try {
    await moveRefs(parts.runner, gitDir, changes, how);
    return;
  } catch (error) {
    const reason = refReason(parts, error);
    if (changes.length === 1 || isAtomic) {
      for (const change of changes) reasons.set(change, reason);
      return;
    }
  }
  for (const change of changes) {
    try {
      await moveRefs(parts.runner, gitDir, [change], how);
    } catch (error) {
      reasons.set(change, refReason(parts, error));
    }
  }
}

/** What a ref's failure is called to the client. Anything but git's refusal of the change is thrown on. */
function refReason({ log }: PublishParts, error: unknown): string {
  const failure = asStorageError(error);
  if (!(error instanceof GitError) || error.kind !== "failed" || failure.kind === "disk-full") throw failure;
  log("ref-update-failed", { stderr: error.stderr });
  if (/trying to write non-commit object/.test(error.stderr)) return "a branch must point at a commit";
  return "failed to update ref";
}

/** The same run of the work for all callers. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

/** `otherReason` is what those get that nothing was wrong with, when one failed. */
function outcomesOf(
  updates: RefUpdate[],
  reasons: ReadonlyMap<RefUpdate, string>,
  otherReason?: string,
): RefOutcome[] {
  return updates.map((update) => {
    const reason = reasons.get(update) ?? (reasons.size > 0 ? otherReason : undefined);
    return reason === undefined ? { ref: update.ref, ok: true } : { ref: update.ref, ok: false, reason };
  });
}
