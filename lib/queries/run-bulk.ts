import { failureOf } from "@/lib/wire/describe-failure";
import { createRateLimitRetry, type RetryOptions } from "./retry-rate-limited";

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

export interface BulkOptions extends Omit<RetryOptions, "onRest"> {
  onProgress: (progress: BulkProgress) => void;
  concurrency?: number;
}

/**
 * Does `work` for each item, a few at a time, with `createRateLimitRetry`. A cancel lets what is under way finish, so that
 * its outcome is known, and leaves the rest. Nothing is tried that is not in `items`.
 */
export async function runBulk<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
  { onProgress, concurrency = 4, ...options }: BulkOptions,
): Promise<BulkReport<Item>> {
  const { signal } = options;
  const report: BulkReport<Item> = { succeeded: [], failed: [], left: [] };
  const tell = () =>
    onProgress({
      done: report.succeeded.length + report.failed.length,
      total: items.length,
      waitingSeconds: retry.restSeconds(),
    });
  const retry = createRateLimitRetry({ ...options, onRest: tell });

  const waiting = items.values();
  const runner = async () => {
    for (const item of waiting) {
      try {
        if (signal.aborted) throw signal.reason;
        await retry.call(() => work(item));
        report.succeeded.push(item);
      } catch (error) {
        if (signal.aborted && error === signal.reason) report.left.push(item);
        else report.failed.push({ item, reason: failureOf(error).message });
      }
      if (!signal.aborted) tell();
    }
  };
  tell();
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, runner));
  return report;
}

/** One report of a run and of a second one over some of what the first did not do. */
export function mergeReports<Item>(first: BulkReport<Item>, second: BulkReport<Item>): BulkReport<Item> {
  const again = new Set([...second.succeeded, ...second.failed.map(({ item }) => item), ...second.left]);
  return {
    succeeded: [...first.succeeded, ...second.succeeded],
    failed: [...first.failed.filter(({ item }) => !again.has(item)), ...second.failed],
    left: [...first.left.filter((item) => !again.has(item)), ...second.left],
  };
}
