import { z } from "zod";
import type { ClaimedJob } from "@/server/db/jobs";
import { failPoint } from "@/server/fail-point";
import { retryWhileLocked } from "@/server/git/retry-while-locked";
import type { Hosting } from "./hosting";
import { type ImportFailureReason, importFailure, importFailureOf } from "./import-failure";
import { progressReader } from "./import-progress";
import { accessThrough, openImportProxy } from "./import-proxy";
import type { ImportSettings } from "./import-settings";
import type { RunningImport } from "./running-import";

/** How often an import may be begun. More crashes than that are likely its own doing. */
const attemptsMax = 3;

const payload = z.object({ url: z.string(), branch: z.string(), depth: z.number().nullable() });
export type ImportPayload = z.infer<typeof payload>;

export type ImporterParts = Pick<Hosting, "storage" | "store" | "maintenance" | "now" | "clock" | "log">;

/**
 * Imports from the start, whatever an earlier attempt has left. Null when there is nothing left to report: it is done, or was
 * ended from outside.
 */
export async function attemptImport(
  { storage, store, maintenance, now, log }: ImporterParts,
  settings: ImportSettings,
  job: ClaimedJob,
  running: RunningImport,
): Promise<ImportFailureReason | null> {
  const { repoId, lease } = job;
  const { maxBytes, maxSeconds } = settings;
  const { signal } = running.abort;
  if (job.attempts > attemptsMax) {
    return importFailure("INTERNAL_ERROR", "The import was interrupted too often");
  }
  try {
    const { url, branch, depth } = payload.parse(JSON.parse(job.payload));
    await storage.removeRepo(repoId);
    await storage.createRepo(repoId, branch);
    failPoint("import:folder-made");
    running.proxy = await openImportProxy(settings, maxBytes);
    const { staged, updates } = await storage.stageRemote(
      repoId,
      accessThrough(running.proxy, settings, url),
      {
        branch,
        depth,
        maxSizeBytes: maxBytes,
        signal,
        onProgress: progressReader((phase, percent) => {
          running.phase = phase;
          running.percent = percent;
        }),
      },
    );
    failPoint("import:staged");
    try {
      running.phase = "checking";
      running.percent = null;
      // A process that has lost the job, or whose repo was deleted, must not get to the refs.
      const expect = { status: "importing", isWritable: false, lease } as const;
      const outcomes = await retryWhileLocked(signal, () =>
        storage.publish(repoId, updates, { staged, signal, expect }),
      );
      for (const outcome of outcomes) {
        if (outcome.ok) continue;
        log("import-ref-left", { repoId, ref: outcome.ref, reason: outcome.reason });
        if (outcome.ref === `refs/heads/${branch}`) {
          return importFailure("INVALID_URL", `The remote's history was refused: ${outcome.reason}`, "/url");
        }
      }
    } finally {
      await staged.discard();
    }
    failPoint("import:published");
    if (await store.imports.finish(repoId, lease, now())) {
      maintenance.notePush(repoId);
      log("import-finished", { repoId, bytes: running.proxy.receivedBytes });
    }
    failPoint("import:finished");
    return null;
  } catch (error) {
    if (running.ending === "too-slow") {
      return importFailure("UPSTREAM_UNAVAILABLE", `The import took longer than ${maxSeconds} seconds`);
    }
    if (running.ending !== null) return null;
    const failure = importFailureOf(error, running.proxy?.refusal ?? null);
    log("import-failed", { repoId, reason: failure.message, error: wordsOf(error) });
    return failure;
  }
}

/** An error with what caused it, and no secret: git's own words stay out, they may name the proxy. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
