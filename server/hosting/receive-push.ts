import type { Readable } from "node:stream";
import { failPoint } from "@/server/fail-point";
import {
  type RefOutcome,
  type RefUpdate,
  type StagedObjects,
  StorageError,
} from "@/server/storage/repo-storage";
import type { Hosting } from "./hosting";

export interface Push {
  repoId: string;
  /** The token that opened the repo: a push that it began ends with it. */
  tokenId: string;
  updates: RefUpdate[];
  atomic: boolean;
  /** Null when the push only deletes. */
  pack: Readable | null;
  /** The commits at which the sender's clone ends. */
  shallow?: readonly string[];
  maxSizeBytes: number;
  signal: AbortSignal;
  onProgress?: (chunk: Buffer) => void;
}

export interface PushResult {
  /** `ok`, or why the pack was not taken. */
  unpack: string;
  /** One for each update, in their order. */
  refs: RefOutcome[];
}

/**
 * Takes a push in. What is refused is a result; thrown is what the client should try again or cannot help (`StorageError`
 * "busy", "aborted", "missing-repo", "damaged", "internal").
 */
export async function receivePush(
  hosting: Pick<Hosting, "storage" | "maintenance" | "now">,
  push: Push,
): Promise<PushResult> {
  const { repoId, updates, signal } = push;
  let staged: StagedObjects | null = null;
  try {
    if (push.pack !== null) {
      staged = await hosting.storage.stage(repoId, push.pack, {
        signal,
        maxSizeBytes: push.maxSizeBytes,
        ...(push.shallow ? { shallow: push.shallow } : {}),
        ...(push.onProgress ? { onProgress: push.onProgress } : {}),
      });
    }
    failPoint("push:staged");
    const refs = await hosting.storage.publish(repoId, updates, {
      ...(staged ? { staged } : {}),
      atomic: push.atomic,
      signal,
      expect: { status: "ready", isWritable: true, tokenId: push.tokenId },
      pushedAtMs: hosting.now(),
    });
    const movesRef = refs.some((outcome, index) => {
      const update = updates[index];
      return outcome.ok && update !== undefined && update.oldHash !== update.newHash;
    });
    if (movesRef) hosting.maintenance.notePush(repoId);
    failPoint("push:noted");
    return { unpack: "ok", refs };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return {
      unpack: error.message,
      refs: updates.map(({ ref }) => ({ ref, ok: false, reason: "unpacker error" })),
    };
  } finally {
    await staged?.discard();
  }
}

function isRefusal(error: unknown): error is StorageError {
  return (
    error instanceof StorageError &&
    (error.kind === "refused" || error.kind === "too-large" || error.kind === "disk-full")
  );
}
