import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { isLoopbackHost } from "@/egress/loopback-host";
import { perProcess } from "@/lib/process/per-process";
import { connectedTo } from "./connection";
import { type CallBounds, type CallQueue, createRateLimiter } from "./rate-limiter";

/** Runs one piece of work; the calls in it take their turns. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** What the calls of a walk run in. */
interface BulkWork {
  queue: CallQueue;
  /** Aborts when a person waits for this work too. */
  hurry?: AbortSignal;
}

/** The hosted service takes 2,000 calls in 10 s from an account. Walks stop below, for a page makes its calls in one burst. */
const walksMax = { calls: 1_800, windowMs: 10_000 };
const usual: CallBounds = {
  attempts: 3,
  waitMaxMs: 15_000,
  atOnce: Number.POSITIVE_INFINITY,
  perSecond: null,
};

/** One for the process: the limit is the account's. */
const calls = perProcess("artifacts-calls", () => ({
  limiter: createRateLimiter({
    ...walksMax,
    // A service on this machine has no such limit until it says that it has one.
    isCertain: !isLoopbackHost(new URL(connectedTo().apiBase).hostname),
  }),
  bulk: new AsyncLocalStorage<BulkWork>(),
}));

/**
 * The mark of one walk: calls to Artifacts made inside of it wait for their turn among all walks, behind every call that a person
 * waits for, and outlast a 429. What comes from memory takes no turn.
 */
export function bulkCalls(bounds: Partial<CallBounds> = {}): InTurn {
  let queue: CallQueue | null = null;
  return (work) => {
    const { limiter, bulk } = calls();
    queue ??= limiter.openQueue({ ...usual, ...bounds });
    return bulk.run({ queue }, work);
  };
}

/** Makes one call to Artifacts: at once, or in turn inside of `bulkCalls`. `signal` ends the waiting. */
export function takeTurn<T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const { limiter, bulk } = calls();
  const { queue = null, hurry } = bulk.getStore() ?? {};
  return limiter.run(call, { queue, hurry, signal });
}

/**
 * Makes calls whose answer several may wait for. `join` is for each that comes later: where a person does, the calls leave the queue
 * of the walk that began them.
 */
export function shareCalls<T>(work: () => Promise<T>): { answer: Promise<T>; join(): void } {
  const { bulk } = calls();
  const own = bulk.getStore();
  if (own === undefined) return { answer: work(), join: () => undefined };
  const hurry = new AbortController();
  return {
    answer: bulk.run({ ...own, hurry: hurry.signal }, work),
    join() {
      if (bulk.getStore() === undefined) hurry.abort();
    },
  };
}

/** Seconds that Artifacts asked to wait and that are still to pass; null when none are. */
export function waitingSeconds(): number | null {
  return calls().limiter.waitingSeconds();
}
