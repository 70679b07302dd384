import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { createWorkerLanes, type LaneLimits, type WorkerLanes } from "./worker-lanes";

/** Answers with the work it is sent, after it has said that it has it in hand. */
const program = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", ({ id, work }) => {
  parentPort.postMessage({ begun: work });
  if (work.startsWith("never ends")) for (;;);
  if (work === "takes a while") for (const until = performance.now() + 100; performance.now() < until; );
  parentPort.postMessage({ id, said: work });
});
parentPort.postMessage({ ready: true });
`;

const message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ begun: z.string() }),
  z.object({ id: z.number(), said: z.string() }),
]);

const opened: WorkerLanes<string, string>[] = [];
afterEach(() => Promise.all(opened.splice(0).map((lanes) => lanes.close())));

function open(overrides: Partial<LaneLimits> = {}) {
  const workers: Worker[] = [];
  /** What each worker has begun that never ends. */
  const held = new Map<Worker, string>();
  let news = () => {};
  const lanes = createWorkerLanes<string, string>(
    () => ({
      stallMs: 600_000,
      startRetry: 20,
      atOnce: 1,
      deathsMax: 1,
      openWorker() {
        const worker = new Worker(program, { eval: true });
        workers.push(worker);
        worker.on("message", (data) => {
          const said = message.parse(data);
          if ("begun" in said && said.begun.startsWith("never ends")) held.set(worker, said.begun);
          news();
        });
        worker.on("exit", () => held.delete(worker));
        return worker;
      },
      send: (worker, id, work) => worker.postMessage({ id, work }),
      read(data) {
        const said = message.parse(data);
        if ("ready" in said) return "ready";
        return "begun" in said ? "working" : { id: said.id, answer: said.said };
      },
      giveUp: (_work, how) => how,
    }),
    {
      quickWeight: 1,
      quickMs: 600_000,
      quickAtOnce: 1,
      quickPerOwner: 1,
      slowWorkers: 2,
      slowPerOwner: 1,
      slowAtOnce: 1,
      waitMs: 600_000,
      ...overrides,
    },
    () => "busy",
  );
  opened.push(lanes);
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        news = resolve;
      });
    }
  };
  return { lanes, workers, held, until };
}

test("while the slow lane is full of work that never ends, light work is answered", async () => {
  const { lanes, held, until } = open();
  for (let index = 0; index < 12; index++) {
    void lanes.run(`never ends ${index}`, { owner: `repo ${index}`, weight: 9 });
  }
  await until(() => held.size === 2);
  for (let index = 0; index < 5; index++) {
    expect(await lanes.run("light", { owner: "repo", weight: 0.1 })).toBe("light");
  }
  expect(held.size).toBe(2);
});

test("light work that turns out to be slow leaves the quick lane once another waits, whose worker is there already", async () => {
  const { lanes, workers, held, until } = open({ quickMs: 300 });
  expect(await lanes.run("first", { owner: "a", weight: 0 })).toBe("first");
  const [quick] = workers;
  if (quick === undefined) throw new Error("no worker was begun");
  void lanes.run("never ends", { owner: "a", weight: 0 });
  await until(() => held.size === 1);
  expect(workers).toHaveLength(1);
  const ended = once(quick, "exit");
  const waiting = lanes.run("next", { owner: "b", weight: 0 });
  await ended;
  expect(await waiting).toBe("next");
  await until(() => held.size === 1);
  expect(workers).toHaveLength(3);
});

test("light work has its whole time while nobody waits for it", async () => {
  const { lanes, workers } = open({ quickMs: 1 });
  expect(await lanes.run("first", { owner: "a", weight: 0 })).toBe("first");
  expect(await lanes.run("takes a while", { owner: "a", weight: 0 })).toBe("takes a while");
  expect(workers).toHaveLength(1);
});

test("one owner never has all workers of the slow lane, and another's heavy work is done beside it", async () => {
  const { lanes, workers, held, until } = open();
  for (let index = 0; index < 12; index++) {
    void lanes.run(`never ends ${index}`, { owner: "greedy", weight: 9 });
  }
  await until(() => held.size === 1);
  for (let index = 0; index < 3; index++) {
    expect(await lanes.run("heavy", { owner: "other", weight: 9 })).toBe("heavy");
  }
  expect([...held.values()]).toEqual(["never ends 0"]);
  expect(workers).toHaveLength(2);
});

test("work that waits too long for the slow lane is not begun, and says so", async () => {
  const { lanes, workers, held, until } = open({ waitMs: 200 });
  void lanes.run("never ends", { owner: "a", weight: 9 });
  await until(() => held.size === 1);
  expect(await lanes.run("behind it", { owner: "a", weight: 9 })).toBe("busy");
  expect(workers).toHaveLength(1);
  const leaving = AbortSignal.abort(new Error("left"));
  await expect(lanes.run("behind it", { owner: "a", weight: 9, signal: leaving })).rejects.toThrow("left");
});
