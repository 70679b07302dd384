import { errorTable } from "@/contract/errors";
import { importProgressMessage } from "@/contract/imports";
import type { AllowedHosts } from "@/egress/allowed-hosts";
import type { ClaimedJob } from "@/server/db/jobs";
import { failPoint } from "@/server/fail-point";
import { Limiter } from "@/server/git/limiter";
import { attemptImport, type ImporterParts } from "./attempt-import";
import { finishDeletion } from "./finish-deletion";
import type { Imports } from "./hosting";
import type { ImportFailureReason } from "./import-failure";
import type { ImportSettings } from "./import-settings";
import { probeRemote } from "./probe-remote";
import { endImport, newRunningImport, type RunningImport } from "./running-import";

const probesMax = 8;
const probeWaitMs = 10_000;
const failureKeptMs = 24 * 3_600_000;

/** Runs the imports that are in line in the store, some at once, until it is stopped. */
export class Importer implements Imports {
  readonly #hosting: ImporterParts;
  readonly #settings: ImportSettings;
  readonly #running = new Map<string, RunningImport>();
  readonly #probeTurns = new Limiter(probesMax, probeWaitMs);
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

  wake(): void {
    this.#claiming = this.#claiming
      .then(() => this.#claim())
      .catch((error: unknown) => this.#hosting.log("import-not-claimed", { error: String(error) }));
  }

  async progressOf(repoId: string): Promise<string> {
    const running = this.#running.get(repoId);
    if (running !== undefined) return progressMessage(running);
    const noted = await this.#hosting.store.jobs.findProgress("import", repoId);
    return noted ?? importProgressMessage({ phase: "waiting", percent: null, bytes: 0 });
  }

  async cancel(repoId: string): Promise<void> {
    // One that is being claimed is among the running ones afterwards.
    await this.#claiming;
    const running = this.#running.get(repoId);
    if (running === undefined) return;
    endImport(running, "cancelled");
    await running.done;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#poll);
    await this.#claiming;
    const running = [...this.#running.values()];
    for (const each of running) endImport(each, "stopped");
    await Promise.all(running.map((each) => each.done));
  }

  probe(url: string, branch: string | null): Promise<{ branch: string } | ImportFailureReason> {
    const { storage } = this.#hosting;
    return probeRemote({ storage, settings: this.#settings, turns: this.#probeTurns }, url, branch);
  }

  async #claim(): Promise<void> {
    const { store, clock } = this.#hosting;
    const { concurrency, leaseMs } = this.#settings;
    const { owner } = store;
    while (!this.#isStopped && this.#running.size < concurrency) {
      const nowMs = await clock();
      const job = await store.jobs.claim({ kind: "import", owner, nowMs, leaseUntilMs: nowMs + leaseMs });
      if (job === null) return;
      const running = newRunningImport();
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

  async #run(job: ClaimedJob, running: RunningImport): Promise<void> {
    const { store } = this.#hosting;
    const { maxSeconds } = this.#settings;
    const stopNoting = this.#keepNoted(job, running);
    const limit = setTimeout(() => endImport(running, "too-slow"), maxSeconds * 1000);
    try {
      const failure = await attemptImport(this.#hosting, this.#settings, job, running);
      if (failure !== null) await this.#fail(job, failure);
    } finally {
      stopNoting();
      clearTimeout(limit);
      await running.proxy?.close();
    }
    if (running.ending === "stopped") await store.jobs.release(job.lease);
    // Deleted while it ran: what was made meanwhile belongs to no repo.
    else if (!(await store.repos.hasId(job.repoId))) await finishDeletion(this.#hosting, job.repoId);
  }

  /** Renews the lease, and says how far the import is. One that is not ours any more, or whose repo is gone, ends. */
  #keepNoted({ lease, repoId }: ClaimedJob, running: RunningImport): () => void {
    const { store, clock, log } = this.#hosting;
    const { leaseMs, noteMs } = this.#settings;
    const note = (event: string, write: () => Promise<boolean>) => {
      write()
        .then((isOurs) => isOurs || endImport(running, "lost"))
        .catch((error: unknown) => log(event, { repoId, error: String(error) }));
    };
    const renewing = setInterval(() => {
      note("lease-not-renewed", async () => store.jobs.renew(lease, (await clock()) + leaseMs));
    }, leaseMs / 3);
    let last = "";
    const telling = setInterval(() => {
      const message = progressMessage(running);
      if (message === last) return;
      last = message;
      note("progress-not-noted", () => store.jobs.noteProgress(lease, message));
    }, noteMs);
    return () => {
      clearInterval(renewing);
      clearInterval(telling);
    };
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
}

function progressMessage({ phase, percent, proxy }: RunningImport): string {
  return importProgressMessage({ phase, percent, bytes: proxy?.receivedBytes ?? 0 });
}
