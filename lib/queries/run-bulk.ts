import { failureOf } from "./failure-words";

export interface BulkProgress {
  done: number;
  total: number;
  /** Seconds that Artifacts asked to wait before the next call; null while none are waited. */
  waitingSeconds: number | null;
}

export interface BulkReport<Item> {
  succeeded: Item[];
  failed: { item: Item; reason: string }[];
  /** Not tried: the run was cancelled before. */
  left: Item[];
}

export interface BulkOptions {
  signal: AbortSignal;
  onProgress: (progress: BulkProgress) => void;
  concurrency?: number;
  /** A call that fails in a passing way is made this often in all. */
  attempts?: number;
  /** For tests: waits without waiting. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const passing = new Set(["rate-limited", "unreachable", "upstream", "internal"]);
const retryDelayMs = 500;

/**
 * Does `work` for each item, a few at a time. After a 429 everyone waits as long as Artifacts asked; what fails in a passing
 * way is tried again; a cancel lets what is under way finish and leaves the rest. Nothing is tried that is not in `items`.
 */
export async function runBulk<Item>(
  items: readonly Item[],
  work: (item: Item, signal: AbortSignal) => Promise<unknown>,
  { signal, onProgress, concurrency = 4, attempts = 4, pause = pauseFor }: BulkOptions,
): Promise<BulkReport<Item>> {
  const waiting = [...items];
  const report: BulkReport<Item> = { succeeded: [], failed: [], left: [] };
  let restUntil = 0;

  const tell = (waitingSeconds: number | null = null) =>
    onProgress({
      done: report.succeeded.length + report.failed.length,
      total: items.length,
      waitingSeconds,
    });

  const attempt = async (item: Item) => {
    for (let tried = 1; ; tried += 1) {
      const restMs = restUntil - Date.now();
      if (restMs > 0) {
        tell(Math.ceil(restMs / 1000));
        await pause(restMs, signal);
      }
      try {
        await work(item, signal);
        report.succeeded.push(item);
        return;
      } catch (error) {
        const failure = failureOf(error);
        if (!passing.has(failure.kind) || tried >= attempts || signal.aborted) {
          report.failed.push({ item, reason: failure.message });
          return;
        }
        if (failure.kind === "rate-limited") restUntil = Date.now() + (failure.retryAfterSeconds ?? 1) * 1000;
        else await pause(retryDelayMs * tried, signal);
      }
    }
  };

  const runner = async () => {
    for (let item = waiting.shift(); item !== undefined && !signal.aborted; item = waiting.shift()) {
      await attempt(item);
      tell();
    }
  };
  tell();
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, runner));
  const tried = new Set([...report.succeeded, ...report.failed.map(({ item }) => item)]);
  report.left = items.filter((item) => !tried.has(item));
  return report;
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
