import { resolve } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Row } from "@/bench/table";
import { median } from "@/bench/table";
import { createDiffWorker } from "@/lib/diff/diff-worker";

const rounds = 3;
const maxMs = 500;
const maxBlockedMs = 50;

/** A number below `below`, another each time, the same ones at every run. */
function createRandom() {
  let state = 1;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What is hard for a diff: in a worker thread, with the time that other requests wait. */
export async function timeRows(): Promise<Row[]> {
  const random = createRandom();
  const lines = (count: number, line: (at: number) => string | number) =>
    Array.from({ length: count }, (_, at) => `${line(at)}\n`);
  const shuffled = (all: string[]) => {
    const copy = [...all];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = random(at + 1);
      [copy[at], copy[other]] = [copy[other] ?? "", copy[at] ?? ""];
    }
    return copy;
  };
  const pairs: [string, string[], string[]][] = [
    [
      "10,000 lines, every other one changed",
      lines(10_000, (at) => at),
      lines(10_000, (at) => (at % 2 ? at : `new ${at}`)),
    ],
    ["20,000 lines, nothing in common", lines(20_000, (at) => at), lines(20_000, (at) => `new ${at}`)],
    ["30,000 lines, shuffled", lines(30_000, (at) => at), shuffled(lines(30_000, (at) => at))],
    ["100,000 lines, shuffled", lines(100_000, (at) => at), shuffled(lines(100_000, (at) => at))],
    ["100,000 lines of two words", lines(100_000, () => random(2)), lines(100_000, () => random(2))],
    ["100,000 lines of ten words", lines(100_000, () => random(10)), lines(100_000, () => random(10))],
  ];
  const worker = createDiffWorker({ openWorker });
  try {
    await worker.diff(Buffer.from("a\n".repeat(2000)), Buffer.from("b\n"));
    const rows: Row[] = [];
    for (const [what, before, after] of pairs)
      rows.push(await timeRow(worker, what, Buffer.from(before.join("")), Buffer.from(after.join(""))));
    return rows;
  } finally {
    await worker.close();
  }
}

async function timeRow(
  worker: ReturnType<typeof createDiffWorker>,
  what: string,
  before: Buffer,
  after: Buffer,
): Promise<Row> {
  const times: number[] = [];
  const waits: number[] = [];
  let found = "given up";
  for (let round = 0; round < rounds; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const startedAt = performance.now();
    const diff = await worker.diff(before, after);
    times.push(performance.now() - startedAt);
    delay.disable();
    waits.push(delay.max / 1e6);
    if (diff) found = `${diff.runs.length} runs${diff.isCoarse ? ", coarse" : ""}`;
  }
  const blockedMs = median(waits);
  const isKept = (median(times) < maxMs || found.endsWith("coarse")) && blockedMs < maxBlockedMs;
  return {
    what,
    unit: "ms",
    ours: median(times),
    bar: { text: `< ${maxMs} ms or coarse, others wait < ${maxBlockedMs} ms`, isKept },
    note: `${found}; others waited ${blockedMs.toFixed(0)} ms`,
  };
}

/** Outside of a bundle Node does not read TypeScript by itself. */
function openWorker(): Worker {
  const worker = JSON.stringify(pathToFileURL(resolve("lib/diff/worker.ts")).href);
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${worker}); })`;
  return new Worker(code, { eval: true });
}
