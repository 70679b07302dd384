import type { Store } from "@/server/db/open-store";
import type { RepoStorage } from "@/server/storage/repo-storage";

const hourMs = 3600_000;
const leaseMs = hourMs / 4;
/** No creation takes so long: what is still pending then was left by a process that is no more. */
const abandonedAfterMs = 24 * hourMs;

interface Parts {
  storage: Pick<RepoStorage, "removeRepo">;
  store: Pick<Store, "owner" | "repos" | "jobs">;
  clock(): Promise<number>;
  log(event: string, fields: object): void;
}

/**
 * Removes the folders of repos whose creation or deletion was cut short. Only folders whose deletion is noted go:
 * one that the store does not know at all (a restored older database, say) may hold a user's work, and is left alone. Nor
 * does a folder that another process is making at this moment.
 */
export class PendingDeletionSweep {
  readonly #parts: Parts;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Finishes what a process that is no more was at. */
  async takeOver(owner: string): Promise<void> {
    await this.#remove(await this.#parts.store.repos.takePendingDeletions({ owner }));
  }

  /** Looks for what is old at once, and again every hour. */
  async start(): Promise<void> {
    await this.#run();
    this.#timer = setInterval(() => {
      this.#running = this.#run().catch((error: unknown) =>
        this.#parts.log("sweep-failed", { error: String(error) }),
      );
    }, hourMs);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#running;
  }

  /** One process an hour. */
  async #run(): Promise<void> {
    const { store, clock } = this.#parts;
    const { jobs, owner } = store;
    const nowMs = await clock();
    if ((await jobs.count("sweep")) === 0) {
      await jobs.schedule({ kind: "sweep", repoId: "all", atMs: nowMs, nowMs });
    }
    const job = await jobs.claim({ kind: "sweep", owner, nowMs, leaseUntilMs: nowMs + leaseMs });
    if (job === null) return;
    await this.#remove(await store.repos.takePendingDeletions({ beforeMs: nowMs - abandonedAfterMs }));
    await jobs.finish(job.lease, nowMs + hourMs / 2);
  }

  async #remove(ids: readonly string[]): Promise<void> {
    const { storage, store, log } = this.#parts;
    for (const id of ids) {
      await storage.removeRepo(id);
      await store.repos.forgetPendingDeletion(id);
      log("doomed-repo-removed", { repoId: id });
    }
  }
}
