import "server-only";
import type { Worker } from "node:worker_threads";

export interface WorkerTrade<Work, Answer> {
  openWorker(): Worker;
  /** Posts a job; the same one again to the next worker, where one ended while it had more than one. */
  send(worker: Worker, id: number, work: Work): void;
  /** What a message says: that the worker is ready for jobs, that it is still at one, or how one ended. */
  read(
    data: unknown,
    workOf: (id: number) => Work | undefined,
  ): "ready" | "working" | { id: number; answer: Answer };
  /** What a job gets that its worker died of, or that kept it silent for too long. */
  giveUp(work: Work, how: "died" | "stalled"): Answer;
  /** A worker that says nothing for so long while it has work is stuck, and is ended. */
  stallMs: number;
  /** While others wait for the worker it may be silent for no more than this. */
  hurry?: { stallMs: number; isWanted(): boolean };
  /** How many times as long it may take to start: loading its code is no job's fault. */
  startRetry: number;
  /** Jobs that the worker has at once; the others wait their turn. */
  atOnce: number;
  /** Workers that may die of one job. */
  deathsMax: number;
  /** The next worker begins as soon as one has stalled, not with the next job. */
  isReplacedAtOnce?: boolean;
  /** Id of the job that the last worker has in hand, readable while it is stuck; the oldest where this is left out. */
  inHand?(): number;
  /** Tells the worker that a job is no longer wanted. Without it a worker with such a job in hand is ended. */
  cancel?(worker: Worker, id: number): void;
}

export interface WorkerJobs<Work, Answer> {
  /** Rejects with the reason of the signal, and where the work cannot be posted. */
  run(work: Work, signal?: AbortSignal): Promise<Answer>;
  /** Ends the worker; the jobs it leaves are given up. */
  close(): Promise<void>;
}

interface Job<Work, Answer> {
  id: number;
  work: Work;
  /** Workers that died of it. */
  deaths: number;
  finish(answer: Answer): void;
  fail(error: unknown): void;
}

interface Running {
  worker: Worker;
  isReady: boolean;
}

/**
 * Has jobs done in one worker thread, started with the first of them and again whenever it ends: only a thread can be
 * stopped. A job that its worker dies of, or that stalls it, is given up; the others begin again in the next worker.
 */
export function createWorkerJobs<Work, Answer>(trade: WorkerTrade<Work, Answer>): WorkerJobs<Work, Answer> {
  const waiting: Job<Work, Answer>[] = [];
  /** What the worker has, oldest first. */
  const sent = new Map<number, Job<Work, Answer>>();
  let lastId = 0;
  let current: Running | null = null;
  let stall: NodeJS.Timeout | undefined;
  let lastSignAt = 0;

  function start(): Running {
    const started: Running = { worker: trade.openWorker(), isReady: false };
    current = started;
    started.worker.on("message", (data) => {
      if (current === started) receive(started, data);
    });
    started.worker.on("error", () => lose(started, "died"));
    started.worker.on("exit", () => lose(started, "died"));
    return started;
  }

  function receive(from: Running, data: unknown) {
    lastSignAt = performance.now();
    const sign = trade.read(data, (id) => sent.get(id)?.work);
    if (sign === "working") return;
    if (sign === "ready") {
      from.isReady = true;
      if (sent.size > 0) watch();
      return;
    }
    const job = sent.get(sign.id);
    if (!job) return;
    sent.delete(sign.id);
    job.finish(sign.answer);
    next();
  }

  function next() {
    while (sent.size < trade.atOnce) {
      const job = waiting.shift();
      if (!job) break;
      try {
        const { worker } = current ?? start();
        worker.ref();
        trade.send(worker, job.id, job.work);
      } catch (error) {
        job.fail(error);
        continue;
      }
      sent.set(job.id, job);
      if (sent.size === 1) watch();
    }
    if (sent.size === 0) rest();
  }

  function rest() {
    clearTimeout(stall);
    stall = undefined;
    // An idle worker must not keep the process alive.
    current?.worker.unref();
  }

  /** Its code is loaded as slowly as the machine is busy: haste would end it again and again. */
  function patienceMs(): number {
    if (!current?.isReady) return trade.stallMs * trade.startRetry;
    return trade.hurry?.isWanted() ? trade.hurry.stallMs : trade.stallMs;
  }

  /** Looks again then at the latest: others may have come in the meantime. */
  const lookAgain = (leftMs: number) => setTimeout(check, Math.min(leftMs, (trade.hurry ?? trade).stallMs));

  function watch() {
    lastSignAt = performance.now();
    clearTimeout(stall);
    stall = lookAgain(patienceMs());
  }

  function check() {
    stall = undefined;
    // Messages that arrived while this thread was itself busy are handled first: they are signs of life.
    setImmediate(() => {
      if (sent.size === 0 || stall !== undefined || current === null) return;
      const leftMs = lastSignAt + patienceMs() - performance.now();
      if (leftMs > 0) stall = lookAgain(leftMs);
      else {
        const stalled = current;
        lose(stalled, "stalled");
        replace(stalled);
      }
    });
  }

  function lose(lost: Running, how: "died" | "stalled") {
    if (current !== lost) return;
    const inHand = trade.inHand ? sent.get(trade.inHand()) : sent.values().next().value;
    void end();
    // It may die before it takes a job in hand: each of them has had its chance after the last time.
    const suspects = inHand ? [inHand] : how === "died" ? [...sent.values()] : [];
    for (const job of suspects) {
      job.deaths++;
      if (how === "died" && job.deaths < trade.deathsMax) continue;
      sent.delete(job.id);
      job.finish(trade.giveUp(job.work, how));
    }
    sendAgain();
  }

  /** Whoever comes next need not wait for a worker to load its code. One that never became ready is not tried without need. */
  function replace(lost: Running) {
    if (trade.isReplacedAtOnce && lost.isReady && current === null) start().worker.unref();
  }

  async function end() {
    const last = current;
    current = null;
    await last?.worker.terminate();
  }

  function sendAgain() {
    waiting.unshift(...sent.values());
    sent.clear();
    next();
  }

  /** Takes back a job whose caller no longer waits. */
  function withdraw(job: Job<Work, Answer>, reason: unknown) {
    job.fail(reason);
    if (!sent.delete(job.id)) {
      waiting.splice(waiting.indexOf(job), 1);
    } else if (current && trade.cancel) {
      trade.cancel(current.worker, job.id);
      next();
    } else {
      void end();
      sendAgain();
    }
  }

  return {
    run(work, signal) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const abort = () => withdraw(job, signal?.reason);
        const job: Job<Work, Answer> = {
          id: ++lastId,
          work,
          deaths: 0,
          finish(answer) {
            signal?.removeEventListener("abort", abort);
            resolve(answer);
          },
          fail(error) {
            signal?.removeEventListener("abort", abort);
            reject(error);
          },
        };
        signal?.addEventListener("abort", abort, { once: true });
        waiting.push(job);
        next();
      });
    },

    async close() {
      const left = [...sent.values(), ...waiting.splice(0)];
      sent.clear();
      rest();
      for (const job of left) job.finish(trade.giveUp(job.work, "died"));
      await end();
    },
  };
}
