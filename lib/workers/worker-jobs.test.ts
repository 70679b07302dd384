import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { createWorkerJobs, type WorkerJobs, type WorkerTrade } from "./worker-jobs";

/** Answers with the work it is sent, and with how many jobs it had before; some works are orders. */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
let before = 0;
const cancelled = [];
const late = [];
parentPort.on("message", ({ id, work, cancel }) => {
  if (cancel !== undefined) return cancelled.push(cancel);
  workerData[0] = id;
  if (work === "never ends") for (;;);
  if (work === "throws") throw new Error("thrown in the worker");
  if (work === "kills") process.exit(1);
  if (work === "eats memory") for (const all = []; ; ) all.push(new Array(100000).fill(work));
  if (work === "takes long") return late.push(id);
  if (work === "is slow and says so") {
    let signs = 0;
    const timer = setInterval(() => {
      parentPort.postMessage({ id, part: ++signs });
      if (signs < 30) return;
      clearInterval(timer);
      parentPort.postMessage({ id, said: "slow", before });
    }, 50);
    return;
  }
  const said = work === "what was cancelled" ? JSON.stringify(cancelled) : work;
  parentPort.postMessage({ id, said, before });
  before++;
  // Who has left, or has one already, takes no answer.
  parentPort.postMessage({ id, said: "a second answer", before });
  for (const id of late.splice(0)) parentPort.postMessage({ id, said: "late", before });
});
parentPort.postMessage({ ready: true });
`;

const message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), part: z.number() }),
  z.object({ id: z.number(), said: z.string(), before: z.number() }),
]);

interface Answer {
  said: string;
  /** Jobs that the same worker had answered before. */
  before: number;
}

const opened: WorkerJobs<unknown, Answer>[] = [];
afterEach(() => Promise.all(opened.splice(0).map((jobs) => jobs.close())));

/** `workers`: those begun so far. */
function open(overrides: Partial<WorkerTrade<unknown, Answer>> = {}, code = program) {
  const workers: Worker[] = [];
  const inHand = new Int32Array(new SharedArrayBuffer(4));
  const jobs = createWorkerJobs<unknown, Answer>({
    stallMs: 800,
    startRetry: 20,
    atOnce: 1,
    deathsMax: 1,
    openWorker() {
      inHand[0] = 0;
      const worker = new Worker(code, {
        eval: true,
        workerData: inHand,
        resourceLimits: { maxOldGenerationSizeMb: 32 },
      });
      workers.push(worker);
      return worker;
    },
    send: (worker, id, work) => worker.postMessage({ id, work }),
    read(data) {
      const said = message.parse(data);
      if ("ready" in said) return "ready";
      return "part" in said ? "working" : { id: said.id, answer: said };
    },
    giveUp: (_work, how) => ({ said: how, before: -1 }),
    inHand: () => inHand[0] ?? 0,
    ...overrides,
  });
  opened.push(jobs);
  const all = async (...works: string[]) =>
    (await Promise.all(works.map((work) => jobs.run(work)))).map(({ said }) => said);
  return { jobs, all, workers };
}

test("one worker does jobs in their order, each is answered once", async () => {
  for (const atOnce of [1, 3]) {
    const { jobs, workers } = open({ atOnce });
    const ended: string[] = [];
    const works = ["a", "b", "c", "d", "e"];
    const answers = await Promise.all(
      works.map(async (work) => {
        const answer = await jobs.run(work);
        ended.push(answer.said);
        return `${answer.said}${answer.before}`;
      }),
    );
    expect(answers).toEqual(["a0", "b1", "c2", "d3", "e4"]);
    expect(ended).toEqual(works);
    expect(workers).toHaveLength(1);
  }
});

test("a job that never ends is given up, and those behind it are done by the next worker", async () => {
  for (const atOnce of [1, 3]) {
    const { all, workers } = open({ atOnce });
    expect(await all("a", "never ends", "b", "c")).toEqual(["a", "stalled", "b", "c"]);
    expect(workers).toHaveLength(2);
    expect(await all("d")).toEqual(["d"]);
    expect(workers).toHaveLength(2);
  }
});

test("a job that throws, ends the worker or takes its memory is given up, and no other with it", async () => {
  for (const [atOnce, culprit] of [
    [1, "throws"],
    [3, "throws"],
    [1, "kills"],
    [3, "kills"],
    [1, "eats memory"],
  ] as const) {
    const { all, workers } = open({ atOnce, stallMs: 10_000 });
    expect(await all(culprit, "a", culprit, "b"), `${culprit}, ${atOnce} at once`).toEqual([
      "died",
      "a",
      "died",
      "b",
    ]);
    expect(workers).toHaveLength(3);
  }
});

test("a job has as many workers as it may, and one that stalls has no second", async () => {
  const { all, workers } = open({ deathsMax: 2 });
  expect(await all("kills", "a")).toEqual(["died", "a"]);
  expect(workers).toHaveLength(3);
  expect(await all("never ends")).toEqual(["stalled"]);
  expect(workers).toHaveLength(3);
});

test("where no worker can begin each job is given up, none waits for ever", async () => {
  const { all, workers } = open({ atOnce: 3, deathsMax: 2 }, "throw new Error('no start')");
  expect(await all("a", "b", "c", "d")).toEqual(["died", "died", "died", "died"]);
  expect(workers).toHaveLength(4);
  const silent = open({ stallMs: 20, startRetry: 2, inHand: undefined }, "for (;;);");
  expect(await silent.all("a", "b")).toEqual(["stalled", "stalled"]);
});

test("a worker that says it is still at work is left to it", async () => {
  const { all, workers } = open();
  expect(await all("is slow and says so", "a")).toEqual(["slow", "a"]);
  expect(workers).toHaveLength(1);
});

test("a job aborted before it begins is not begun", async () => {
  const { jobs, all, workers } = open();
  await expect(jobs.run("kills", AbortSignal.abort(new Error("left before")))).rejects.toThrow("left before");
  expect(workers).toHaveLength(0);
  const leaving = new AbortController();
  const first = jobs.run("a");
  const left = jobs.run("kills", leaving.signal);
  const last = jobs.run("b");
  leaving.abort(new Error("left while it waited"));
  await expect(left).rejects.toThrow("left while it waited");
  expect([await first, await last].map(({ said, before }) => `${said}${before}`)).toEqual(["a0", "b1"]);
  expect(await all("c")).toEqual(["c"]);
  expect(workers).toHaveLength(1);
});

test("a job aborted in hand ends its worker, and the others are done by the next", async () => {
  for (const atOnce of [1, 3]) {
    const { jobs, all, workers } = open({ atOnce, stallMs: 60_000 });
    await all("a");
    const leaving = new AbortController();
    const left = jobs.run("never ends", leaving.signal);
    const others = all("b", "c");
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    expect(await others).toEqual(["b", "c"]);
    expect(workers).toHaveLength(2);
  }
});

test("a worker that can be told of an abort goes on with the others, and what it says of the job is not heard", async () => {
  const { jobs, all, workers } = open({
    atOnce: 3,
    cancel: (worker, id) => worker.postMessage({ cancel: id }),
  });
  const leaving = new AbortController();
  const left = jobs.run("takes long", leaving.signal);
  const other = all("b");
  leaving.abort(new Error("left"));
  await expect(left).rejects.toThrow("left");
  expect(await other).toEqual(["b"]);
  expect(await all("what was cancelled")).toEqual(["[1]"]);
  expect(workers).toHaveLength(1);
});

test("an abort that comes after the answer changes nothing", async () => {
  const leaving = new AbortController();
  const { jobs, all, workers } = open();
  expect((await jobs.run("a", leaving.signal)).said).toBe("a");
  leaving.abort();
  expect(await all("b")).toEqual(["b"]);
  expect(workers).toHaveLength(1);
});

test("work that cannot be posted fails, and those behind it are done", async () => {
  const { jobs, all } = open();
  const uncloneable = jobs.run(() => "a function");
  const behind = all("a");
  await expect(uncloneable).rejects.toThrow("could not be cloned");
  expect(await behind).toEqual(["a"]);
});

test("closing gives up what is left, and a job afterwards has a worker again", async () => {
  const { jobs, all, workers } = open();
  const left = all("never ends", "a");
  await jobs.close();
  expect(await left).toEqual(["died", "died"]);
  expect(await all("b")).toEqual(["b"]);
  expect(workers).toHaveLength(2);
});

test("a worker with nothing to do does not keep the process alive, one at work does", async () => {
  const { all, workers } = open();
  const done = all("a");
  const [worker] = workers;
  if (worker === undefined) throw new Error("no worker was begun");
  const seen: string[] = [];
  worker.ref = () => seen.push("ref");
  worker.unref = () => seen.push("unref");
  await done;
  await all("b");
  expect(seen).toEqual(["unref", "ref", "unref"]);
});

test("a worker has its time to start, whoever waits for it", async () => {
  const hurry = { stallMs: 1_400, isWanted: () => true };
  const slowToStart = `for (const until = performance.now() + 3_000; performance.now() < until; );${program}`;
  const { jobs, workers } = open({ stallMs: 60_000, startRetry: 2, hurry }, slowToStart);
  expect((await jobs.run("done")).said).toBe("done");
  expect(workers).toHaveLength(1);
});
