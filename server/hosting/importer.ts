import { z } from "zod";
import { errorTable } from "@/contract/errors";
import type { ImportPhase, ImportProgress } from "@/contract/imports";
import type { AllowedHosts } from "@/egress/allowed-hosts";
import type { ClaimedJob } from "@/server/db/jobs";
import { failPoint } from "@/server/fail-point";
import { Limiter, NoSlotError } from "@/server/git/limiter";
import { retryWhileLocked } from "@/server/git/retry-while-locked";
import { type ConnectProxy, openConnectProxy } from "@/server/import/connect-proxy";
import { finishDeletion } from "./finish-deletion";
import type { Hosting, Imports } from "./hosting";
import { type ImportFailureReason, importFailure, importFailureOf } from "./import-failure";
import { progressReader } from "./import-progress";
import type { ImportSettings } from "./import-settings";

/** Enough for a remote of a million refs that cannot filter them. */
const probeMaxBytes = 128 * 1024 ** 2;
const probesMax = 8;
const probeWaitMs = 10_000;
/** How often an import may be begun. More crashes than that are likely its own doing. */
const attemptsMax = 3;
const failureKeptMs = 24 * 3_600_000;

const payload = z.object({ url: z.string(), branch: z.string(), depth: z.number().nullable() });
export type ImportPayload = z.infer<typeof payload>;

type ImporterParts = Pick<Hosting, "storage" | "store" | "maintenance" | "now" | "log">;

/** Why a running import was ended from outside. */
type Ending = "cancelled" | "stopped" | "lost" | "too-slow";

interface Running {
  abort: AbortController;
  ending: Ending | null;
  phase: ImportPhase;
  percent: number | null;
  proxy: ConnectProxy | null;
  done: Promise<void>;
}

/** Runs the imports that are in line in the store, some at once, until it is stopped. */
export class Importer implements Imports {
  readonly #hosting: ImporterParts;
  readonly #settings: ImportSettings;
  readonly #running = new Map<string, Running>();
  readonly #probes = new Limiter(probesMax, probeWaitMs);
  readonly #poll: NodeJS.Timeout;
  #claiming: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(hosting: ImporterParts, settings: ImportSettings) {
    this.#hosting = hosting;
    this.#settings = settings;
    // Finds what another process held that is no more.
    this.#poll = setInterval(() => this.wake(), settings.leaseMs);
    this.#poll.unref();
  }

  get allowed(): AllowedHosts {
    return this.#settings.allowed;
  }

  get runningCount(): number {
    return this.#running.size;
  }

  async resume(): Promise<void> {
    const count = await this.#hosting.store.jobs.releaseAllOf(this.#settings.owner);
    if (count > 0) this.#hosting.log("imports-resumed", { count });
    this.wake();
  }

  wake(): void {
    this.#claiming = this.#claiming
      .then(() => this.#claim())
      .catch((error: unknown) => this.#hosting.log("import-not-claimed", { error: String(error) }));
  }

  progressOf(repoId: string): ImportProgress {
    const running = this.#running.get(repoId);
    if (running === undefined) return { phase: "waiting", percent: null, bytes: 0 };
    const { phase, percent, proxy } = running;
    return { phase, percent, bytes: proxy?.receivedBytes ?? 0 };
  }

  async cancel(repoId: string): Promise<void> {
    // One that is being claimed is among the running ones afterwards.
    await this.#claiming;
    const running = this.#running.get(repoId);
    if (running === undefined) return;
    this.#end(running, "cancelled");
    await running.done;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#poll);
    await this.#claiming;
    const running = [...this.#running.values()];
    for (const each of running) this.#end(each, "stopped");
    await Promise.all(running.map((each) => each.done));
  }

  async probe(url: string, branch: string | null): Promise<{ branch: string } | ImportFailureReason> {
    let giveBack: () => void;
    try {
      giveBack = await this.#probes.take();
    } catch (error) {
      if (!(error instanceof NoSlotError)) throw error;
      return importFailure("UPSTREAM_UNAVAILABLE", "Too many imports are being started, try again shortly");
    }
    const { storage } = this.#hosting;
    const signal = AbortSignal.timeout(this.#settings.probeTimeoutMs);
    const proxy = await this.#openProxy(probeMaxBytes);
    try {
      const found = await storage.probeRemote(this.#access(url, proxy), { branch, signal });
      if (branch !== null) {
        if (found.hasBranch) return { branch };
        return importFailure("INVALID_INPUT", "The remote has no such branch", "/branch");
      }
      if (found.defaultBranch !== null) return { branch: found.defaultBranch };
      return importFailure("INVALID_INPUT", "The remote has no default branch, name one", "/branch");
    } catch (error) {
      const failure =
        signal.aborted && proxy.refusal === null
          ? importFailure("UPSTREAM_UNAVAILABLE", "The remote did not answer in time", "/url")
          : importFailureOf(error, proxy.refusal);
      if (failure.isUnexpected) throw error;
      return failure;
    } finally {
      giveBack();
      await proxy.close();
    }
  }

  async #claim(): Promise<void> {
    const { store, now } = this.#hosting;
    const { concurrency, owner, leaseMs } = this.#settings;
    while (!this.#isStopped && this.#running.size < concurrency) {
      const nowMs = now();
      const job = await store.jobs.claim({ kind: "import", owner, nowMs, leaseUntilMs: nowMs + leaseMs });
      if (job === null) return;
      const running: Running = {
        abort: new AbortController(),
        ending: null,
        phase: "connecting",
        percent: null,
        proxy: null,
        done: Promise.resolve(),
      };
      this.#running.set(job.repoId, running);
      running.done = this.#run(job, running)
        .catch((error: unknown) =>
          // The job stays in the store, and is taken up again when its lease has run out.
          this.#hosting.log("import-left", { repoId: job.repoId, error: String(error) }),
        )
        .finally(() => {
          if (this.#running.get(job.repoId) === running) this.#running.delete(job.repoId);
          if (!this.#isStopped) this.wake();
        });
    }
  }

  async #run(job: ClaimedJob, running: Running): Promise<void> {
    const { store, now, log } = this.#hosting;
    const { leaseMs, maxSeconds } = this.#settings;
    const heartbeat = setInterval(() => {
      store.jobs
        .renew(job.lease, now() + leaseMs)
        .then((isOurs) => isOurs || this.#end(running, "lost"))
        .catch((error: unknown) => log("lease-not-renewed", { repoId: job.repoId, error: String(error) }));
    }, leaseMs / 3);
    const limit = setTimeout(() => this.#end(running, "too-slow"), maxSeconds * 1000);
    try {
      const failure = await this.#attempt(job, running);
      if (failure !== null) await this.#fail(job, failure);
    } finally {
      clearInterval(heartbeat);
      clearTimeout(limit);
      await running.proxy?.close();
    }
    if (running.ending === "stopped") await store.jobs.release(job.lease);
    // Deleted while it ran: what was made meanwhile belongs to no repo.
    else if (!(await store.repos.hasId(job.repoId))) await finishDeletion(this.#hosting, job.repoId);
  }

  /** Imports from the start, whatever an earlier attempt has left. Null when there is nothing left to tell. */
  async #attempt(job: ClaimedJob, running: Running): Promise<ImportFailureReason | null> {
    const { storage, store, maintenance, now, log } = this.#hosting;
    const { repoId, lease } = job;
    const { maxBytes, maxSeconds, leaseMs } = this.#settings;
    const { signal } = running.abort;
    if (job.attempts > attemptsMax) {
      return importFailure("INTERNAL_ERROR", "The import was interrupted too often");
    }
    try {
      const { url, branch, depth } = payload.parse(JSON.parse(job.payload));
      await storage.removeRepo(repoId);
      await storage.createRepo(repoId, branch);
      failPoint("import:folder-made");
      running.proxy = await this.#openProxy(maxBytes);
      const { staged, updates } = await storage.stageRemote(repoId, this.#access(url, running.proxy), {
        branch,
        depth,
        maxSizeBytes: maxBytes,
        signal,
        onProgress: progressReader((phase, percent) => {
          running.phase = phase;
          running.percent = percent;
        }),
      });
      failPoint("import:staged");
      try {
        running.phase = "checking";
        running.percent = null;
        // Refs know nothing of leases: whoever has lost the job must not get to them.
        if (!(await store.jobs.renew(lease, now() + leaseMs))) return null;
        const outcomes = await retryWhileLocked(signal, () =>
          storage.publish(repoId, updates, { staged, signal }),
        );
        for (const outcome of outcomes) {
          if (outcome.ok) continue;
          log("import-ref-left", { repoId, ref: outcome.ref, reason: outcome.reason });
          if (outcome.ref === `refs/heads/${branch}`) {
            return importFailure(
              "INVALID_URL",
              `The remote's history was refused: ${outcome.reason}`,
              "/url",
            );
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

  async #fail(job: ClaimedJob, { kind, message }: ImportFailureReason): Promise<void> {
    const { store, now } = this.#hosting;
    const atMs = now();
    await store.imports.fail(job.repoId, job.lease, {
      code: errorTable[kind].code,
      message,
      atMs,
      untilMs: atMs + failureKeptMs,
    });
    failPoint("import:failed");
  }

  #end(running: Running, ending: Ending): void {
    running.ending ??= ending;
    running.abort.abort();
  }

  #openProxy(maxBytes: number): Promise<ConnectProxy> {
    const { allowed, resolve } = this.#settings;
    return openConnectProxy({ allowed, maxBytes, ...(resolve === null ? {} : { resolve }) });
  }

  #access(url: string, proxy: ConnectProxy) {
    return { url, proxyUrl: proxy.url, caBundle: this.#settings.caBundle };
  }
}

/** An error with what caused it, and no secret: git's own words stay out, they may name the proxy. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
