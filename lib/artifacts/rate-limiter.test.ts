import { expect, test } from "vitest";
import { ArtifactsError } from "./artifacts-error";
import { createRateLimiter } from "./rate-limiter";

/** A clock that moves only when somebody waits. */
function fakeClock() {
  let now = 0;
  return {
    now: () => now,
    wait: async (ms: number) => {
      now += ms;
    },
  };
}

const never = new AbortController().signal;
const bulk = { perSecond: 10, windowMs: 1_000, attempts: 3, waitMaxMs: 5_000 };
const limited = (retryAfterSeconds?: number) =>
  new ArtifactsError("rate-limited", "Slow down.", { retryAfterSeconds });

test("no window of any position holds more calls than allowed, and a burst goes at once", async () => {
  const clock = fakeClock();
  const limiter = createRateLimiter(bulk, clock);
  const begun = await Promise.all(
    Array.from({ length: 35 }, () => limiter.run(async () => clock.now(), never)),
  );
  expect(begun.slice(0, 10)).toEqual(Array(10).fill(0));
  for (const [at, time] of begun.entries()) {
    const earlier = begun[at - 10];
    if (earlier !== undefined) expect(time - earlier).toBeGreaterThanOrEqual(1_000);
  }
});

test("a 429 is sat out by everyone for as long as it asks, and then tried again within a limit", async () => {
  const clock = fakeClock();
  const limiter = createRateLimiter({ ...bulk, perSecond: null, windowMs: 100 }, clock);
  let calls = 0;
  const first = limiter.run(async () => {
    calls += 1;
    if (calls === 1) throw limited(3);
    return clock.now();
  }, never);
  expect(await first).toBe(3_000);
  // 180 a second from now on.
  const begun = await Promise.all(
    Array.from({ length: 36 }, () => limiter.run(async () => clock.now(), never)),
  );
  expect(begun.filter((time) => time === 3_000)).toHaveLength(17);
  expect(begun.at(-1)).toBe(3_200);
});

test("a wait that is too long, a third refusal and any other failure are given up", async () => {
  const limiter = createRateLimiter(bulk, fakeClock());
  let calls = 0;
  const refuse = (error: ArtifactsError) =>
    limiter.run(async () => {
      calls += 1;
      throw error;
    }, never);
  await expect(refuse(limited(60))).rejects.toMatchObject({ kind: "rate-limited" });
  await expect(refuse(new ArtifactsError("upstream", "No."))).rejects.toMatchObject({ kind: "upstream" });
  expect(calls).toBe(2);
  await expect(refuse(limited(1))).rejects.toMatchObject({ kind: "rate-limited" });
  expect(calls).toBe(5);
});

test("no more calls than allowed are under way at once, and whoever leaves the line holds nobody up", async () => {
  const limiter = createRateLimiter({ perSecond: null, atOnce: 2 });
  const ends: (() => void)[] = [];
  const begin = (signal = never) => limiter.run(() => new Promise<void>((end) => ends.push(end)), signal);
  const leaver = new AbortController();
  const [first, second, third, fourth] = [begin(), begin(), begin(leaver.signal), begin()];
  await expect.poll(() => ends.length).toBe(2);
  leaver.abort();
  await expect(third).rejects.toThrow();
  expect(ends).toHaveLength(2);
  ends[0]?.();
  await first;
  await expect.poll(() => ends.length).toBe(3);
  for (const end of ends) end();
  await Promise.all([second, fourth]);
});
