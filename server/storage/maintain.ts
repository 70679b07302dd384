import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { GitRunner } from "@/server/git/run-git";
import { packRefs, repackGeometric, writeCommitGraph } from "@/server/git/tidy-repo";

/** Every push leaves a pack; a read looks into each, so more than this many are rolled up. */
const packsMax = 20;
/** Loose refs are a file each; so many moved since the last time make packing them worth it. */
const movedRefsMax = 200;

export interface MaintainerOptions {
  runner: GitRunner;
  /** Rests so long after the last push to a repo. */
  afterMs: number;
  /** Runs `fn` while no ref of the repo is changed and no pack arrives in it. */
  inLine: (id: string, fn: () => Promise<void>) => Promise<void>;
  log: (event: string, fields: object) => void;
}

/**
 * Keeps repos fast to read, some time after pushes, one repo at a time. It drops no object: packs are rolled up whole,
 * reachable or not, so that no push or clone that is under way can miss one.
 */
export class Maintainer {
  readonly #options: MaintainerOptions;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #movedRefs = new Map<string, number>();
  readonly #stopping = new AbortController();
  #work: Promise<void> = Promise.resolve();

  constructor(options: MaintainerOptions) {
    this.#options = options;
  }

  /** To be called after refs moved. */
  notePush(id: string, gitDir: string, movedCount: number): void {
    if (this.#stopping.signal.aborted) return;
    this.#movedRefs.set(id, (this.#movedRefs.get(id) ?? 0) + movedCount);
    clearTimeout(this.#timers.get(id));
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      this.#work = this.#work.then(() => this.#maintain(id, gitDir));
    }, this.#options.afterMs);
    timer.unref();
    this.#timers.set(id, timer);
  }

  forget(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#movedRefs.delete(id);
  }

  /** Ends what runs; git cleans up behind itself. */
  async close(): Promise<void> {
    this.#stopping.abort();
    for (const id of [...this.#timers.keys()]) this.forget(id);
    await this.#work;
  }

  async #maintain(id: string, gitDir: string): Promise<void> {
    const { runner, inLine, log } = this.#options;
    const { signal } = this.#stopping;
    if (signal.aborted) return;
    try {
      await writeCommitGraph(runner, gitDir, signal);
      if ((await countPacks(gitDir)) > packsMax) {
        await inLine(id, () => repackGeometric(runner, gitDir, signal));
      }
      if ((this.#movedRefs.get(id) ?? 0) > movedRefsMax) {
        await inLine(id, () => packRefs(runner, gitDir, signal));
        this.#movedRefs.delete(id);
      }
    } catch (error) {
      // The repo may have been removed meanwhile, and slower reads are no failure: the next push tries again.
      if (!signal.aborted) log("maintenance-failed", { repo: id, error: String(error) });
    }
  }
}

async function countPacks(gitDir: string): Promise<number> {
  const names = await readdir(join(gitDir, "objects", "pack"));
  return names.filter((name) => name.endsWith(".pack")).length;
}
