import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { failureOf } from "@/lib/wire/describe-failure";

/** Below the 2,000 requests in 10 s of the hosted service. */
export const politePerSecond = 180;

export interface RateLimiter {
  /** Runs one call when its turn comes, and again after a 429. Throws what `work` throws, or the signal's reason. */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Seconds that Artifacts asked to wait and that are still to pass; null when none are. */
  waitingSeconds(): number | null;
}

interface RateLimiterOptions {
  /** Never exceeded, in no window: calls that came late are not made up for. Null: no limit until the first 429 shows that there is one. */
  perSecond: number | null;
  /** Calls under way at once, of all who share the pace. */
  atOnce?: number;
  /** What the rate is counted over: as many calls as fit in go at once. */
  windowMs?: number;
  /** How often one call is tried. */
  attempts?: number;
  /** A longer wait than this is not sat out. */
  waitMaxMs?: number;
}

interface Clock {
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const realClock: Clock = {
  // Of the monotonic clock: one that is set back would hold calls up.
  now: () => performance.now(),
  wait: (ms, signal) => sleep(Math.ceil(ms), undefined, { signal }),
};

/** Calls in a row that other users of Artifacts do not notice. */
export function createRateLimiter(
  {
    perSecond,
    atOnce = Number.POSITIVE_INFINITY,
    windowMs = 200,
    attempts = 8,
    waitMaxMs = Number.POSITIVE_INFINITY,
  }: RateLimiterOptions,
  clock: Clock = realClock,
): RateLimiter {
  let limit = perSecond === null ? null : windowOf(perSecond, windowMs);
  let restUntil = Number.NEGATIVE_INFINITY;
  let underWay = 0;
  let tellEnd = () => {};
  /** When the last calls began, oldest first. */
  const begun: number[] = [];
  let line: Promise<unknown> = Promise.resolve();

  /** One after the other: who came first goes first. */
  function turn(signal: AbortSignal): Promise<void> {
    const mine = line.then(async () => {
      signal.throwIfAborted();
      while (underWay >= atOnce) await endOfOne(signal);
      for (let waitMs = wait(); waitMs > 0; waitMs = wait()) await clock.wait(waitMs, signal);
      signal.throwIfAborted();
      underWay += 1;
      if (limit === null) return;
      begun.push(clock.now());
      if (begun.length > limit.calls) begun.splice(0, begun.length - limit.calls);
    });
    line = mine.catch(() => undefined);
    return mine;
  }

  function endOfOne(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal.reason);
      signal.addEventListener("abort", giveUp, { once: true });
      tellEnd = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
    });
  }

  function wait(): number {
    const now = clock.now();
    const untilRest = restUntil - now;
    if (limit === null || begun.length < limit.calls) return untilRest;
    const first = begun.at(-limit.calls) ?? Number.NEGATIVE_INFINITY;
    return Math.max(untilRest, first + limit.ms - now);
  }

  return {
    async run(work, signal) {
      for (let tried = 1; ; tried += 1) {
        await turn(signal);
        try {
          return await work();
        } catch (error) {
          // By its facts: a pace may outlive the module it was made by, and the class of the error with it.
          const { kind, retryAfterSeconds = 1 } = failureOf(error);
          const restMs = retryAfterSeconds * 1000;
          if (kind !== "rate-limited" || tried >= attempts || restMs > waitMaxMs) throw error;
          limit ??= windowOf(politePerSecond, windowMs);
          restUntil = Math.max(restUntil, clock.now() + restMs);
        } finally {
          underWay -= 1;
          tellEnd();
        }
      }
    },
    waitingSeconds() {
      const restMs = restUntil - clock.now();
      return restMs > 0 ? Math.ceil(restMs / 1000) : null;
    },
  };
}

function windowOf(perSecond: number, windowMs: number): { calls: number; ms: number } {
  const ms = Math.max(windowMs, 1000 / perSecond);
  return { calls: Math.max(1, Math.floor((perSecond * ms) / 1000)), ms };
}
