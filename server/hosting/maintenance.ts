import type { JobLease } from "@/server/db/job-lease";
import type { JobQueries } from "@/server/db/jobs";
import type { RepoStorage } from "@/server/storage/repo-storage";

const leaseMs = 60_000;
/** Timers cannot be set for longer than some 24 days; nothing is lost by looking once more. */
const sleepMaxMs = 6 * 3600_000;
/** After a failure: a full disk, say, may have been cleared by then. */
const retryAfterMs = 3600_000;

export interface MaintenanceOptions {
  storage: Pick<RepoStorage, "maintainRepo">;
  jobs: JobQueries;
  /** The holder of the jobs that this process runs. */
  owner: string;
  /** A repo rests so long after its last push before it is tidied. */
  restMs: number;
  now: () => number;
  /** The time by which processes agree on when a job is due. */
  clock: () => Promise<number>;
  log: (event: string, fields: object) => void;
}

/**
 * Tidies repos some time after pushes, one at a time. What is to be done is rows, so that a restart forgets nothing; the
 * first push after a rest writes one, the others only move the time.
 */
export class Maintenance {
  readonly #options: MaintenanceOptions;
  /** How long repos rest, and when their row, as it was written, may be claimed: by any process, which may end it. */
  readonly #resting = new Map<string, { untilMs: number; rowDueAtMs: number }>();
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #isStarted = false;
  #running: Promise<void> | null = null;
  #wakeAtMs = Number.POSITIVE_INFINITY;

  constructor(options: MaintenanceOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier process has left. */
  start(): void {
    this.#isStarted = true;
    this.#wake(this.#options.now());
  }

  /**
   * To be called after refs of the repo moved; of no effect before the start. Never fails, and is not waited for: a row
   * that was not written comes with the next push.
   */
  notePush(repoId: string): void {
    if (!this.#isStarted || this.#stopping.signal.aborted) return;
    const { jobs, now, clock, restMs, log } = this.#options;
    const nowMs = now();
    const atMs = nowMs + restMs;
    const rowDueAtMs = this.#resting.get(repoId)?.rowDueAtMs ?? 0;
    const hasRow = rowDueAtMs > nowMs;
    this.#resting.set(repoId, { untilMs: atMs, rowDueAtMs: hasRow ? rowDueAtMs : atMs });
    if (hasRow) return;
    const schedule = async () => {
      const writtenAtMs = await clock();
      await jobs.schedule({ kind: "maintain", repoId, atMs: writtenAtMs + restMs, nowMs: writtenAtMs });
    };
    schedule().then(
      () => this.#wake(now() + restMs),
      (error: unknown) => {
        this.#resting.delete(repoId);
        log("maintenance-not-scheduled", { repoId, error: String(error) });
      },
    );
  }

  /** Ends what runs and leaves it to the next start. */
  async close(): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  #wake(atMs: number): void {
    if (this.#stopping.signal.aborted || atMs >= this.#wakeAtMs) return;
    this.#wakeAtMs = atMs;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#wakeAtMs = Number.POSITIVE_INFINITY;
        const run = async () => {
          await this.#running;
          await this.#runDue();
        };
        this.#running = run().catch((error: unknown) => {
          this.#options.log("maintenance-failed", { error: String(error) });
          this.#wake(this.#options.now() + retryAfterMs);
        });
      },
      Math.min(Math.max(atMs - this.#options.now(), 0), sleepMaxMs),
    );
    this.#timer.unref();
  }

  async #runDue(): Promise<void> {
    const { jobs, owner, now, clock } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const nowMs = await clock();
      const job = await jobs.claim({
        kind: "maintain",
        owner,
        nowMs,
        leaseUntilMs: nowMs + leaseMs,
      });
      if (job === null) break;
      const rest = this.#resting.get(job.repoId);
      const restsForMs = (rest?.untilMs ?? 0) - now();
      if (rest !== undefined && restsForMs > 0) {
        this.#resting.set(job.repoId, { ...rest, rowDueAtMs: rest.untilMs });
        await jobs.finish(job.lease, nowMs + restsForMs);
        continue;
      }
      this.#resting.delete(job.repoId);
      // A push that comes meanwhile finds the row running, and leaves its wish with it.
      const againInMs = await this.#maintain(job.repoId, job.lease);
      await jobs.finish(job.lease, againInMs === null ? null : (await clock()) + againInMs);
    }
    this.#forgetDue();
    const nextMs = await jobs.nextDue("maintain");
    if (nextMs !== null) this.#wake(nextMs - (await clock()) + now());
  }

  /** Rows that another process has claimed. */
  #forgetDue(): void {
    const nowMs = this.#options.now();
    for (const [repoId, { rowDueAtMs }] of this.#resting) {
      if (rowDueAtMs <= nowMs) this.#resting.delete(repoId);
    }
  }

  /** Answers in what time the repo wants to be looked at again. */
  async #maintain(repoId: string, lease: JobLease): Promise<number | null> {
    const { storage, jobs, now, clock, log } = this.#options;
    const lost = new AbortController();
    const signal = AbortSignal.any([lost.signal, this.#stopping.signal]);
    const renewal = setInterval(() => {
      clock()
        .then((nowMs) => jobs.renew(lease, nowMs + leaseMs))
        .then(
          (isOurs) => {
            if (!isOurs) lost.abort();
          },
          () => {},
        );
    }, leaseMs / 3);
    renewal.unref();
    try {
      const { againAtMs } = await storage.maintainRepo(repoId, signal);
      return againAtMs === null ? null : againAtMs - now();
    } catch (error) {
      if (isGone(error)) return null;
      if (this.#stopping.signal.aborted) return 0;
      log("maintenance-failed", { repoId, error: String(error) });
      return retryAfterMs;
    } finally {
      clearInterval(renewal);
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && "kind" in error && error.kind === "missing-repo";
}
