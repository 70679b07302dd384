import { failureOf } from "@/lib/wire/describe-failure";

export interface RetryOptions {
  /** Ends the waiting; a call under way is left to end by itself. */
  signal: AbortSignal;
  /** A call that fails in a passing way is made this often in all. */
  attempts?: number;
  /** Called when a wait that Artifacts asked for begins. */
  onRest?: () => void;
  /** For tests: waits without waiting. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const passing = new Set(["unreachable", "upstream", "internal"]);
const retryDelayMs = 500;
/** Being asked to wait is no failure, but it must end. */
const restsMax = 20;
const restDefaultSeconds = 1;

/**
 * Repeats calls: after a 429 all calls of the same `createRateLimitRetry` wait as long as Artifacts asked; a call that fails in a
 * passing way is tried again. Throws what the last try threw, or the signal's reason when nothing was tried.
 */
export function createRateLimitRetry({ signal, attempts = 4, onRest, pause = pauseFor }: RetryOptions) {
  let restUntil = 0;
  const restMs = () => Math.max(0, restUntil - Date.now());

  async function call<T>(work: () => Promise<T>): Promise<T> {
    let last: { error: unknown } | null = null;
    let failures = 0;
    let rests = 0;
    for (;;) {
      while (restMs() > 0 && !signal.aborted) await pause(restMs(), signal);
      if (signal.aborted) throw last === null ? signal.reason : last.error;
      try {
        return await work();
      } catch (error) {
        last = { error };
        const { kind, retryAfterSeconds = restDefaultSeconds } = failureOf(error);
        if (kind === "rate-limited") {
          rests += 1;
          if (rests > restsMax) throw error;
          restUntil = Math.max(restUntil, Date.now() + retryAfterSeconds * 1000);
          onRest?.();
        } else {
          failures += 1;
          if (!passing.has(kind) || failures >= attempts || signal.aborted) throw error;
          await pause(retryDelayMs * failures, signal);
        }
      }
    }
  }

  return {
    call,
    /** Whole seconds of the wait that Artifacts asked for; null while there is none. */
    restSeconds: () => Math.ceil(restMs() / 1000) || null,
  };
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
