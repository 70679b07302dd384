import { expect, test } from "vitest";
import { ApiFailure } from "./api-failure";
import { type BulkProgress, mergeReports, runBulk } from "./run-bulk";

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
      if (item === "repo-9") cancel.abort();
      await Promise.resolve();
      done.push(item);
    },
    options(cancel.signal),
  );
  expect(report.succeeded).toEqual(done);
  expect(report.failed).toEqual([]);
  expect(report.left.toSorted()).toEqual(items.filter((item) => !done.includes(item)).toSorted());
  expect(done.length).toBeGreaterThanOrEqual(10);
  expect(done.length).toBeLessThan(20);
});

test("a cancel while waiting tries nothing more: what failed before is failed, what was not tried is left", async () => {
  const cancel = new AbortController();
  const calls: string[] = [];
  const report = await runBulk(
    ["failing", "limited", "next"],
    async (item) => {
      calls.push(item);
      if (item === "failing") throw new ApiFailure("upstream", "down");
      throw new ApiFailure("rate-limited", "slow down", { retryAfterSeconds: 3600 });
    },
    {
      ...options(cancel.signal),
      concurrency: 2,
      pause: async () => cancel.abort(),
    },
  );
  expect(calls).toEqual(["failing", "limited"]);
  expect(report.failed.map(({ item }) => item).toSorted()).toEqual(["failing", "limited"]);
  expect(report.left).toEqual(["next"]);
});

test("being asked to wait often is no failure", async () => {
  let calls = 0;
  const report = await runBulk(
    ["a"],
    async () => {
      calls += 1;
      if (calls < 12) throw new ApiFailure("rate-limited", "slow down", { retryAfterSeconds: 0 });
    },
    options(),
  );
  expect(report.succeeded).toEqual(["a"]);
});

test("two runs make one report in which every item stands once", () => {
  const first = { succeeded: ["a"], failed: [{ item: "b", reason: "x" }], left: ["c", "d"] };
  expect(mergeReports(first, { succeeded: ["c"], failed: [{ item: "d", reason: "y" }], left: [] })).toEqual({
    succeeded: ["a", "c"],
    failed: [
      { item: "b", reason: "x" },
      { item: "d", reason: "y" },
    ],
    left: [],
  });
  expect(mergeReports(first, { succeeded: ["b"], failed: [], left: [] })).toEqual({
    succeeded: ["a", "b"],
    failed: [],
    left: ["c", "d"],
  });
});
