import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { codeTheme } from "./theme";

export interface WorkerLimits {
  /** Lines tokenised before the worker looks at other jobs. */
  chunkLines: number;
  /** The same bound in UTF-16 units, for files with long lines. */
  chunkChars: number;
  /** A longer line stays plain: minified code takes seconds and nobody reads it. */
  maxLineLength: number;
  /** Tokenising time of one file after which the rest of it is not worth the wait. */
  budgetMs: number;
  /** A worker that says nothing for so long while it has work is stuck in one pattern, and is ended. */
  stallMs: number;
}

type Answer = { packed: Uint32Array } | { plainReason: "unknown-language" | "too-slow" | "failed" };

interface Job {
  id: number;
  code: string;
  language: string;
  chunks: Uint32Array[];
  /** Workers that died with this job in hand. */
  deaths: number;
  finish(answer: Answer): void;
}

interface Running {
  worker: Worker;
  /** Id of the job in hand, written by the worker. */
  job: Int32Array;
  isReady: boolean;
}

const message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({
    kind: z.literal("chunk"),
    id: z.number(),
    packed: z.instanceof(Uint32Array),
    isLast: z.boolean(),
  }),
  z.object({ kind: z.literal("too-slow"), id: z.number() }),
  z.object({ kind: z.literal("unknown-language"), id: z.number() }),
  z.object({ kind: z.literal("failed"), id: z.number() }),
]);

/**
 * Tokenises in one worker thread, started with the first job and again whenever it dies. A job that its worker dies of, or
 * that stalls it, comes back without colour; the others begin again in the next worker.
 */
export function createHighlightWorker(limits: WorkerLimits) {
  const jobs = new Map<number, Job>();
  let lastId = 0;
  let current: Running | null = null;
  let stall: NodeJS.Timeout | undefined;
  let lastSignAt = 0;

  function start() {
    // Shared memory: which job the worker has in hand can be read while it is stuck.
    const job = new Int32Array(new SharedArrayBuffer(4));
    // Turbopack finds and bundles the worker by this very expression.
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
      workerData: {
        theme: codeTheme,
        current: job,
        chunkLines: limits.chunkLines,
        chunkChars: limits.chunkChars,
        maxLineLength: limits.maxLineLength,
        budgetMs: limits.budgetMs,
      },
      // Bounds what a hostile file can make the tokenizer allocate.
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const started: Running = { worker, job, isReady: false };
    current = started;
    worker.on("message", (data) => {
      if (current !== started) return;
      lastSignAt = performance.now();
      const sign = message.parse(data);
      if (sign.kind === "ready") started.isReady = true;
      else receive(sign);
    });
    worker.on("error", () => lose(started, "died"));
    worker.on("exit", () => lose(started, "died"));
    return started;
  }

  function send(job: Job) {
    job.chunks = [];
    const { worker } = current ?? start();
    worker.ref();
    worker.postMessage({ kind: "run", id: job.id, code: job.code, language: job.language });
  }

  function receive(data: Exclude<z.infer<typeof message>, { kind: "ready" }>) {
    const job = jobs.get(data.id);
    if (!job) return;
    if (data.kind === "chunk") {
      job.chunks.push(data.packed);
      if (data.isLast) settle(job, { packed: concat(job.chunks) });
    } else {
      settle(job, { plainReason: data.kind });
    }
  }

  function settle(job: Job, answer: Answer) {
    jobs.delete(job.id);
    job.finish(answer);
    if (jobs.size === 0) rest();
  }

  function rest() {
    clearTimeout(stall);
    stall = undefined;
    // An idle worker must not keep the process alive.
    current?.worker.unref();
  }

  function watch() {
    lastSignAt = performance.now();
    stall ??= setTimeout(check, limits.stallMs);
  }

  function check() {
    stall = undefined;
    // Messages that arrived while this thread was itself busy are handled first: they are signs of life.
    setImmediate(() => {
      if (jobs.size === 0 || stall !== undefined) return;
      const silentMs = performance.now() - lastSignAt;
      // Loading the engine is no file's fault: a busy machine gets time for it.
      const patienceMs = current?.isReady ? limits.stallMs : 4 * limits.stallMs;
      if (current && silentMs >= patienceMs) lose(current, "stalled");
      if (jobs.size > 0) stall ??= setTimeout(check, Math.max(10, limits.stallMs - silentMs));
    });
  }

  function lose(lost: Running, how: "died" | "stalled") {
    if (current !== lost) return;
    current = null;
    void lost.worker.terminate();
    const culprit = jobs.get(lost.job[0] ?? 0);
    if (culprit) {
      culprit.deaths++;
      if (how === "stalled") settle(culprit, { plainReason: "too-slow" });
      else if (culprit.deaths > 1) settle(culprit, { plainReason: "failed" });
    } else if (how === "died") {
      // It died before it took a job in hand: each of them has had its chance after the second time.
      for (const job of [...jobs.values()]) {
        job.deaths++;
        if (job.deaths > 1) settle(job, { plainReason: "failed" });
      }
    }
    if (jobs.size === 0) return;
    watch();
    for (const job of jobs.values()) send(job);
  }

  return {
    run(code: string, language: string, signal: AbortSignal): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        const abort = () => {
          if (!jobs.delete(id)) return;
          current?.worker.postMessage({ kind: "cancel", id });
          if (jobs.size === 0) rest();
          reject(signal.reason);
        };
        signal.addEventListener("abort", abort, { once: true });
        const job: Job = {
          id,
          code,
          language,
          chunks: [],
          deaths: 0,
          finish(answer) {
            signal.removeEventListener("abort", abort);
            resolve(answer);
          },
        };
        if (jobs.size === 0) watch();
        jobs.set(id, job);
        send(job);
      });
    },

    async close(): Promise<void> {
      const last = current;
      current = null;
      clearTimeout(stall);
      for (const job of [...jobs.values()]) settle(job, { plainReason: "failed" });
      await last?.worker.terminate();
    },
  };
}

function concat(chunks: Uint32Array[]): Uint32Array {
  const all = new Uint32Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
