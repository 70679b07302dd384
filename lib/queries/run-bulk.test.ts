import { expect, test } from "vitest";
import { ApiFailure } from "./api-failure";
import { type BulkProgress, runBulk } from "./run-bulk";

const items = Array.from({ length: 200 }, (_, index) => `repo-${index}`);
const atOnce = async () => {};

function options(signal = new AbortController().signal) {
  const seen: BulkProgress[] = [];
  return { seen, signal, onProgress: (progress: BulkProgress) => seen.push(progress), pause: atOnce };
}

test("does each item once, a few at a time, and counts to the end", async () => {
  const done: string[] = [];
  let running = 0;
  let most = 0;
  const { seen, ...rest } = options();
  const report = await runBulk(
    items,
    async (item) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      done.push(item);
      running -= 1;
    },
    rest,
  );
  expect(done.toSorted()).toEqual(items.toSorted());
  expect(most).toBeLessThanOrEqual(4);
  expect(report.succeeded).toHaveLength(200);
  expect(seen.at(-1)).toEqual({ done: 200, total: 200, waitingSeconds: null });
});

test("tries again what fails in a passing way, and reports with its reason what does not pass", async () => {
  const calls = new Map<string, number>();
  const report = await runBulk(
    items,
    async (item) => {
      const call = (calls.get(item) ?? 0) + 1;
      calls.set(item, call);
      if (item === "repo-7") throw new ApiFailure("upstream", "always down");
      if (item === "repo-9") throw new ApiFailure("conflict", "still importing");
      if (call === 1 && Number(item.slice(5)) % 20 === 0) throw new ApiFailure("unreachable", "reset");
      if (call === 1 && item === "repo-33")
        throw new ApiFailure("rate-limited", "slow", { retryAfterSeconds: 0 });
    },
    options(),
  );
  expect(report.failed.toSorted((a, b) => a.item.localeCompare(b.item))).toEqual([
    { item: "repo-7", reason: "always down" },
    { item: "repo-9", reason: "still importing" },
  ]);
  expect(report.succeeded).toHaveLength(198);
  expect(calls.get("repo-7")).toBe(4);
  expect(calls.get("repo-9")).toBe(1);
});

test("a cancel lets what is under way finish and leaves the rest untouched", async () => {
  const cancel = new AbortController();
  const done: string[] = [];
  const report = await runBulk(
    items,
    async (item) => {
      done.push(item);
      if (done.length === 10) cancel.abort();
    },
    options(cancel.signal),
  );
  expect(report.succeeded).toEqual(done);
  expect(report.left).toEqual(items.filter((item) => !done.includes(item)));
  expect(done.length).toBeLessThan(20);
});
