import { GitError } from "./git-error";
import { Limiter, NoSlotError } from "./limiter";
import { type FoundObject, type ObjectQuestion, ObjectReader } from "./object-reader";
import type { GitRunner } from "./run-git";

const hashPattern = /^[0-9a-f]{40}$/;
/** More questions than this waiting for one process make a second one worth its start. */
const busyCount = 8;
const maxPerRepo = 2;

export interface ReaderPoolOptions {
  maxProcesses: number;
  idleMs: number;
  waitMs: number;
}

/** Live `cat-file` processes of the repos that are read now. The least recently used idle one makes room for a new one. */
export class ReaderPool {
  readonly #runner: GitRunner;
  readonly #limiter: Limiter;
  readonly #idleMs: number;
  readonly #readers = new Map<string, Set<ObjectReader>>();
  readonly #starting = new Map<string, Promise<ObjectReader>>();
  readonly #sweep: NodeJS.Timeout;
  #isClosed = false;

  constructor(runner: GitRunner, options: ReaderPoolOptions) {
    this.#runner = runner;
    this.#limiter = new Limiter(options.maxProcesses, options.waitMs);
    this.#idleMs = options.idleMs;
    this.#sweep = setInterval(
      () => this.#endIdle(Date.now() - this.#idleMs),
      Math.min(options.idleMs, 10_000),
    );
    this.#sweep.unref();
  }

  get processCount(): number {
    return this.#limiter.taken;
  }

  /** Type and size of an object, or null when the repo does not hold it. */
  info(gitDir: string, hash: string): Promise<FoundObject | null> {
    return this.#ask(gitDir, "info", hash, 0);
  }

  /**
   * The whole object, without content when it is larger than `maxBytes`. That costs the process: the caller asks for what
   * is likely to be small.
   */
  contents(gitDir: string, hash: string, maxBytes = Number.POSITIVE_INFINITY): Promise<FoundObject | null> {
    return this.#ask(gitDir, "contents", hash, maxBytes);
  }

  /** Ends the processes of one repo. */
  endRepo(gitDir: string): void {
    for (const reader of this.#readers.get(gitDir) ?? []) reader.kill();
    this.#readers.delete(gitDir);
  }

  /** Lets the processes of one repo go once they have answered: packs that were removed stay on disk while one has them open. */
  renewRepo(gitDir: string): void {
    for (const reader of [...(this.#readers.get(gitDir) ?? [])]) this.#end(gitDir, reader);
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#sweep);
    for (const gitDir of [...this.#readers.keys()]) this.endRepo(gitDir);
  }

  #ask(
    gitDir: string,
    command: ObjectQuestion["command"],
    hash: string,
    maxBytes: number,
  ): Promise<FoundObject | null> {
    // The line protocol would take other words as revisions, or as further commands.
    if (!hashPattern.test(hash)) return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#dispatch(gitDir, { command, hash, maxBytes, attempts: 0, resolve, reject });
    });
  }

  #dispatch(gitDir: string, question: ObjectQuestion): void {
    const reader = this.#pick(gitDir);
    if (reader instanceof ObjectReader) this.#hand(gitDir, reader, question);
    else reader.then((started) => this.#hand(gitDir, started, question), question.reject);
  }

  #hand(gitDir: string, reader: ObjectReader, question: ObjectQuestion): void {
    if (reader.isEnded) {
      this.#dispatch(gitDir, question);
      return;
    }
    reader.lastUsedAt = Date.now();
    reader.ask(question);
  }

  /** The least busy process of the repo; a new one when there is none, or all are busy and there is room. */
  #pick(gitDir: string): ObjectReader | Promise<ObjectReader> {
    const readers = this.#readers.get(gitDir);
    let best: ObjectReader | null = null;
    for (const reader of readers ?? []) {
      if (!reader.isEnded && (best === null || reader.pendingCount < best.pendingCount)) best = reader;
    }
    if (best === null) return this.#starting.get(gitDir) ?? this.#start(gitDir);
    const mayGrow = (readers?.size ?? 0) < maxPerRepo && !this.#limiter.isFull && !this.#starting.has(gitDir);
    // Started for later requests; this one does not wait for it.
    if (best.pendingCount >= busyCount && mayGrow) this.#start(gitDir).catch(() => {});
    return best;
  }

  #start(gitDir: string): Promise<ObjectReader> {
    const starting = this.#launch(gitDir).finally(() => this.#starting.delete(gitDir));
    this.#starting.set(gitDir, starting);
    return starting;
  }

  async #launch(gitDir: string): Promise<ObjectReader> {
    if (this.#isClosed) throw new GitError("aborted", "the service is stopping");
    if (this.#limiter.isFull) this.#endOneIdle();
    const release = await this.#limiter.take().catch((error: unknown) => {
      if (error instanceof NoSlotError) throw new GitError("busy", "too many repos are read at once");
      throw error;
    });
    const child = await this.#runner
      .start(["cat-file", "--batch-command"], { gitDir, slot: null })
      .catch((error: unknown) => {
        release();
        throw error;
      });
    const reader: ObjectReader = new ObjectReader(child, {
      onIdle: () => {
        if (this.#limiter.hasWaiters) this.#end(gitDir, reader);
      },
      onEnd: (left) => {
        release();
        this.#forget(gitDir, reader);
        this.#askAgain(gitDir, left, reader.answeredCount, child.stderrText());
      },
    });
    reader.lastUsedAt = Date.now();
    const readers = this.#readers.get(gitDir) ?? new Set();
    this.#readers.set(gitDir, readers.add(reader));
    return reader;
  }

  /**
   * Git answers in order, so only the first question left can be what ended it; but when nothing was answered, the
   * repo itself may be at fault, and every question counts the attempt.
   */
  #askAgain(gitDir: string, left: ObjectQuestion[], answeredCount: number, stderr: string): void {
    left.forEach((question, index) => {
      if (index === 0 || answeredCount === 0) question.attempts += 1;
      if (this.#isClosed) question.reject(new GitError("aborted", "the service is stopping"));
      else if (question.attempts > 1) {
        question.reject(new GitError("damaged", `object ${question.hash} cannot be read`, { stderr }));
      } else this.#dispatch(gitDir, question);
    });
  }

  #endIdle(before: number): void {
    for (const [gitDir, readers] of this.#readers) {
      for (const reader of readers) {
        if (reader.pendingCount === 0 && reader.lastUsedAt < before) this.#end(gitDir, reader);
      }
    }
  }

  #endOneIdle(): void {
    let oldest: { gitDir: string; reader: ObjectReader } | null = null;
    for (const [gitDir, readers] of this.#readers) {
      for (const reader of readers) {
        if (reader.pendingCount > 0) continue;
        if (oldest === null || reader.lastUsedAt < oldest.reader.lastUsedAt) oldest = { gitDir, reader };
      }
    }
    if (oldest) this.#end(oldest.gitDir, oldest.reader);
  }

  #end(gitDir: string, reader: ObjectReader): void {
    this.#forget(gitDir, reader);
    reader.close();
  }

  #forget(gitDir: string, reader: ObjectReader): void {
    const readers = this.#readers.get(gitDir);
    readers?.delete(reader);
    if (readers?.size === 0) this.#readers.delete(gitDir);
  }
}
