import { expect, test } from "vitest";
import { ArtifactsError } from "./artifacts-error";
import { type CallBounds, createRateLimiter } from "./rate-limiter";

/** A clock that moves only when something waits, to the end of the shortest wait. */
function fakeClock() {
  let now = 0;
  const waits = new Set<{ at: number; end: () => void }>();
  let isMoving = false;
  const move = () => {
    const [first] = [...waits].sort((one, other) => one.at - other.at);
    isMoving = first !== undefined;
    if (first === undefined) return;
    waits.delete(first);
    now = Math.max(now, first.at);
    first.end();
    setImmediate(move);
  };
  return {
    now: () => now,
    wait: (ms: number) =>
      new Promise<void>((end) => {
        waits.add({ at: now + ms, end });
        if (!isMoving) setImmediate(move);
        isMoving = true;
      }),
  };
}

const limit = { calls: 10, windowMs: 1_000, isCertain: true };
const bounds: CallBounds = {
  attempts: 3,
  waitMaxMs: 5_000,
  atOnce: Number.POSITIVE_INFINITY,
  perSecond: null,
};
const limited = (retryAfterSeconds?: number) =>
  new ArtifactsError("rate-limited", "Slow down.", { retryAfterSeconds });

function setUp(options: Partial<typeof limit> = {}) {
  const clock = fakeClock();
  const limiter = createRateLimiter({ ...limit, ...options }, clock);
  const begunIn = (own: Partial<CallBounds> = {}) => {
    const queue = limiter.openQueue({ ...bounds, ...own });
    return (count: number) =>
      Promise.all(Array.from({ length: count }, () => limiter.run(async () => clock.now(), { queue })));
  };
  return { clock, limiter, begunIn };
}

/** The most calls that began within a window, wherever it begins. */
function mostWithin(begun: number[], windowMs: number): number {
  return Math.max(...begun.map((from) => begun.filter((at) => at >= from && at < from + windowMs).length));
}

test("no window of any position holds more calls than allowed, and a burst goes at once", async () => {
  const begun = await setUp().begunIn()(35);
  expect(begun.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(mostWithin(begun, 1_000)).toBe(10);
});

test("two walks stay below the limit together, and neither waits for the end of the other", async () => {
  const { begunIn } = setUp();
  const [one, other] = await Promise.all([begunIn()(60), begunIn()(20)]);
  expect(mostWithin([...one, ...other], 1_000)).toBe(10);
  // The first took the first window before there was another.
  expect(other.filter((at) => at < 2_000)).toHaveLength(5);
  expect(one.filter((at) => at >= 1_000 && at < 2_000)).toHaveLength(5);
});

test("a call that a person waits for passes all that are queued, and they make room for it", async () => {
  const { clock, limiter, begunIn } = setUp();
  const walk = begunIn()(30);
  await clock.wait(500);
  const asked = await Promise.all(
    Array.from({ length: 4 }, () => limiter.run(async () => clock.now(), { queue: null })),
  );
  expect(asked).toEqual([500, 500, 500, 500]);
  const begun = await walk;
  expect(begun.filter((at) => at === 0)).toHaveLength(10);
  expect(begun.filter((at) => at === 1_000)).toHaveLength(6);
  expect(mostWithin([...asked, ...begun.slice(10)], 1_000)).toBe(10);
});

test("a queued call that a person comes to wait for goes at once", async () => {
  const { clock, limiter, begunIn } = setUp();
  const queue = limiter.openQueue(bounds);
  const walk = begunIn()(30);
  const hurry = new AbortController();
  const joined = limiter.run(async () => clock.now(), { queue, hurry: hurry.signal });
  hurry.abort();
  expect(await joined).toBe(0);
  await walk;
});

test("a walk keeps its own rate below the limit, and makes up for no lost time", async () => {
  const { begunIn, clock } = setUp({ calls: 1_000, windowMs: 10_000 });
  const calls = begunIn({ perSecond: 20 });
  const begun = await calls(30);
  expect(mostWithin(begun, 200)).toBe(4);
  expect(begun.at(-1)).toBe(1_400);
  await clock.wait(5_000);
  const later = await calls(8);
  expect(mostWithin(later, 200)).toBe(4);
});

test("a 429 is sat out by everyone for as long as it asks, and then tried again within a limit", async () => {
  const { clock, limiter, begunIn } = setUp({ calls: 18, windowMs: 100, isCertain: false });
  let calls = 0;
  const first = limiter.run(
    async () => {
      calls += 1;
      if (calls === 1) throw limited(3);
      return clock.now();
    },
    { queue: limiter.openQueue(bounds) },
  );
  await new Promise(setImmediate);
  const person = limiter.run(async () => clock.now(), { queue: null });
  expect(limiter.waitingSeconds()).toBe(3);
  expect(await Promise.all([first, person])).toEqual([3_000, 3_000]);
  expect(limiter.waitingSeconds()).toBeNull();
  const begun = await begunIn()(36);
  expect(begun.filter((time) => time === 3_000)).toHaveLength(16);
  expect(begun.at(-1)).toBe(3_200);
});

test("there is no limit before the first 429, and then it counts what went before", async () => {
  const { limiter, begunIn } = setUp({ isCertain: false });
  const calls = begunIn();
  expect(await calls(50)).toEqual(Array(50).fill(0));
  await limiter.run(() => Promise.reject(limited(0)), { queue: null }).catch(() => undefined);
  expect(await calls(1)).toEqual([1_000]);
});

test("a rest that is too long is not sat out: Artifacts is asked, and answers for itself", async () => {
  const { clock, limiter, begunIn } = setUp();
  await limiter.run(() => Promise.reject(limited(60)), { queue: null }).catch(() => undefined);
  expect(await limiter.run(async () => clock.now(), { queue: null })).toBe(0);
  expect(await begunIn()(1)).toEqual([0]);
  expect(await begunIn({ waitMaxMs: Number.POSITIVE_INFINITY })(1)).toEqual([60_000]);
});

test("who gives up during a rest is told their own reason", async () => {
  const limiter = createRateLimiter(limit);
  await limiter.run(() => Promise.reject(limited(3)), { queue: null }).catch(() => undefined);
  const gone = new AbortController();
  const asked = limiter.run(async () => "asked", { queue: null, signal: gone.signal });
  gone.abort(new Error("The reader left."));
  await expect(asked).rejects.toThrow("The reader left.");
});

test("a wait that is too long, a third refusal and any other failure are given up", async () => {
  const { limiter } = setUp();
  const queue = limiter.openQueue(bounds);
  let calls = 0;
  const refuse = (error: ArtifactsError, isWalk = true) =>
    limiter.run(
      async () => {
        calls += 1;
        throw error;
      },
      { queue: isWalk ? queue : null },
    );
  await expect(refuse(limited(60))).rejects.toMatchObject({ kind: "rate-limited" });
  await expect(refuse(new ArtifactsError("upstream", "No."))).rejects.toMatchObject({ kind: "upstream" });
  expect(calls).toBe(2);
  await expect(refuse(limited(1))).rejects.toMatchObject({ kind: "rate-limited" });
  expect(calls).toBe(5);
  // A call outside a walk fails at once.
  await expect(refuse(limited(1), false)).rejects.toMatchObject({ kind: "rate-limited" });
  expect(calls).toBe(6);
});

test("no more calls than allowed are under way at once, and whoever leaves the line holds nobody up", async () => {
  const limiter = createRateLimiter({ ...limit, isCertain: false });
  const queue = limiter.openQueue({ ...bounds, atOnce: 2 });
  const ends: (() => void)[] = [];
  const begin = (signal?: AbortSignal) =>
    limiter.run(() => new Promise<void>((end) => ends.push(end)), { queue, signal });
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

test("a call ends at once when it is called off while it waits", async () => {
  const limiter = createRateLimiter({ calls: 1, windowMs: 1_000_000, isCertain: true });
  const queue = limiter.openQueue(bounds);
  const stop = new AbortController();
  const options = { queue, signal: stop.signal };
  await limiter.run(async () => undefined, options);
  const waiting = limiter.run(async () => undefined, options);
  stop.abort();
  await expect(waiting).rejects.toThrow();
  await expect(limiter.run(async () => undefined, options)).rejects.toThrow();
});
