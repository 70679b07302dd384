import "server-only";
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { failureOf } from "@/lib/wire/describe-failure";

/** What Artifacts takes, in no window more; the rest is left to the calls that wait for no turn. */
export interface RateLimit {
  calls: number;
  windowMs: number;
  /** False: there may be none; it is kept from the first 429 on. */
  isCertain: boolean;
}

/** How far calls of one kind go. */
export interface CallBounds {
  /** How often one call is tried. */
  attempts: number;
  /** A longer rest than this is not sat out: the call is made all the same, and Artifacts answers for itself. */
  waitMaxMs: number;
  /** Calls under way at once. */
  atOnce: number;
  /** Below the account's limit, in each fifth of a second: calls that came late are not made up for. Null: the account's alone. */
  perSecond: number | null;
}

/** The calls of one walk: first come, first served among themselves, and in turn with those of other walks. */
export interface CallQueue {
  bounds: CallBounds;
  waiting: Set<Waiting>;
  underWay: number;
  spread: SlidingWindow | null;
}

interface Waiting {
  begin(): void;
}

interface CallOptions {
  /** Null: a person waits for the call, and it waits for no other. */
  queue: CallQueue | null;
  /** Aborts when a person has come to wait for it too: it leaves the queue and goes at once. */
  hurry?: AbortSignal;
  /** Ends the waiting, not the call itself. */
  signal?: AbortSignal;
}

export interface RateLimiter {
  openQueue(bounds: CallBounds): CallQueue;
  /** Makes one call when its turn comes, and again after a 429. Throws what `work` throws, or the signal's reason. */
  run<T>(work: () => Promise<T>, options: CallOptions): Promise<T>;
  /** Seconds that Artifacts asked to wait and that are still to pass; null when none are. */
  waitingSeconds(): number | null;
}

interface Clock {
  now(): number;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

const realClock: Clock = {
  // Of the monotonic clock: one that is set back would hold calls up.
  now: () => performance.now(),
  wait: (ms, signal) => sleep(Math.ceil(ms), undefined, { signal }),
};

/** A person who waits sees the browser's own countdown after a 429: the call is not repeated, and short rests alone are kept. */
const urgent: Pick<CallBounds, "attempts" | "waitMaxMs"> = { attempts: 1, waitMaxMs: 5_000 };
const spreadMs = 200;

/** One limit for all calls to Artifacts: every call counts, those that a person waits for go first. */
export function createRateLimiter(limit: RateLimit, clock: Clock = realClock): RateLimiter {
  const account = slidingWindow(limit.calls, limit.windowMs);
  let isLimited = limit.isCertain;
  let restUntil = Number.NEGATIVE_INFINITY;
  let wakeAt = Number.POSITIVE_INFINITY;
  /** Those with calls that wait; whose turn it is comes first. */
  const queues = new Set<CallQueue>();

  function restMs({ waitMaxMs }: Pick<CallBounds, "waitMaxMs">): number {
    const ms = restUntil - clock.now();
    return ms > waitMaxMs ? 0 : ms;
  }

  function waitMs({ bounds, underWay, spread }: CallQueue): number {
    if (underWay >= bounds.atOnce) return Number.POSITIVE_INFINITY;
    const now = clock.now();
    return Math.max(restMs(bounds), spread?.waitMs(now) ?? 0, isLimited ? account.waitMs(now) : 0);
  }

  /** Begins every call whose turn has come. */
  function beginDue(): void {
    let soonestMs = Number.POSITIVE_INFINITY;
    // A queue that has had its turn is put at the end, and comes again in this same loop.
    for (const queue of queues) {
      const ms = waitMs(queue);
      const [first] = queue.waiting;
      if (ms > 0 || first === undefined) {
        soonestMs = Math.min(soonestMs, ms);
        continue;
      }
      queues.delete(queue);
      leave(queue, first);
      queue.underWay += 1;
      queue.spread?.note(clock.now());
      account.note(clock.now());
      first.begin();
    }
    wakeIn(soonestMs);
  }

  function leave(queue: CallQueue, waiting: Waiting): void {
    queue.waiting.delete(waiting);
    if (queue.waiting.size > 0) queues.add(queue);
    else queues.delete(queue);
  }

  function wakeIn(ms: number): void {
    const at = clock.now() + ms;
    if (at >= wakeAt) return;
    wakeAt = at;
    void clock.wait(ms).then(() => {
      if (wakeAt === at) wakeAt = Number.POSITIVE_INFINITY;
      beginDue();
    });
  }

  async function goNow(signal?: AbortSignal): Promise<void> {
    const ms = restMs(urgent);
    // Who aborts is told their own reason, not the clock's.
    if (ms > 0) await clock.wait(ms, signal).catch(() => undefined);
    signal?.throwIfAborted();
    account.note(clock.now());
  }

  function turnIn(queue: CallQueue, { hurry, signal }: CallOptions): Promise<void> {
    const goPast = async () => {
      await goNow(signal);
      queue.underWay += 1;
    };
    if (hurry?.aborted || signal?.aborted) return goPast();
    // All the calls of a walk may wait under one signal; Node would warn of a leak.
    if (signal !== undefined) setMaxListeners(0, signal);
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        signal?.removeEventListener("abort", giveUp);
        hurry?.removeEventListener("abort", overtake);
        end();
      };
      const waiting = { begin: () => settle(resolve) };
      const giveUp = () => {
        leave(queue, waiting);
        settle(() => reject(signal?.reason));
      };
      const overtake = () => {
        leave(queue, waiting);
        settle(() => resolve(goPast()));
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      hurry?.addEventListener("abort", overtake, { once: true });
      queue.waiting.add(waiting);
      queues.add(queue);
      beginDue();
    });
  }

  return {
    openQueue: (bounds) => ({
      bounds,
      waiting: new Set(),
      underWay: 0,
      spread: bounds.perSecond === null ? null : spreadOver(bounds.perSecond),
    }),
    async run(work, options) {
      const { queue, signal } = options;
      const { attempts, waitMaxMs } = queue?.bounds ?? urgent;
      for (let tried = 1; ; tried += 1) {
        await (queue === null ? goNow(signal) : turnIn(queue, options));
        try {
          return await work();
        } catch (error) {
          // By its facts: a limiter may outlive the module it was made by, and the class of the error with it.
          const { kind, retryAfterSeconds = 1 } = failureOf(error);
          if (kind !== "rate-limited") throw error;
          isLimited = true;
          restUntil = Math.max(restUntil, clock.now() + retryAfterSeconds * 1000);
          if (tried >= attempts || retryAfterSeconds * 1000 > waitMaxMs) throw error;
        } finally {
          if (queue !== null) {
            queue.underWay -= 1;
            beginDue();
          }
        }
      }
    },
    waitingSeconds() {
      const ms = restUntil - clock.now();
      return ms > 0 ? Math.ceil(ms / 1000) : null;
    },
  };
}

interface SlidingWindow {
  note(now: number): void;
  /** Until one more call fits in. */
  waitMs(now: number): number;
}

function spreadOver(perSecond: number): SlidingWindow {
  const ms = Math.max(spreadMs, 1000 / perSecond);
  return slidingWindow(Math.max(1, Math.floor((perSecond * ms) / 1000)), ms);
}

function slidingWindow(calls: number, windowMs: number): SlidingWindow {
  /** When the last calls began, oldest first. */
  const begun: number[] = [];
  return {
    note(now) {
      begun.push(now);
      if (begun.length > calls) begun.splice(0, begun.length - calls);
    },
    waitMs(now) {
      const [first] = begun;
      return first === undefined || begun.length < calls ? 0 : first + windowMs - now;
    },
  };
}
