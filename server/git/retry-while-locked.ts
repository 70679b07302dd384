import { setTimeout as pause } from "node:timers/promises";

const pauseMs = 500;

/** For background work: tries again, however often, while too many git processes run. */
export async function retryWhileLocked<T>(signal: AbortSignal, fn: () => Promise<T>): Promise<T> {
  while (true) {
    try {
      return await fn();
    } catch (error) {
      const isBusy = error instanceof Error && "kind" in error && error.kind === "busy";
      if (!isBusy) throw error;
      await pause(pauseMs, undefined, { signal });
    }
  }
}
