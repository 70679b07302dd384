import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { perProcess } from "@/lib/process/per-process";
import type { WorkerTrade } from "@/lib/workers/worker-jobs";
import { createWorkerLanes } from "@/lib/workers/worker-lanes";
import { type DiffOptions, diffLines, type LineDiff } from "./diff-lines";
import { lineTable } from "./line-table";
import { packedCount, unpackRuns } from "./packed-runs";

export interface DiffOrder extends DiffOptions {
  /** The repo that the texts are from: the repos take turns. */
  owner?: string;
}

export interface DiffWorker {
  /** What changed between two texts, or null where that takes too long, or is too much to show. */
  diff(
    before: Uint8Array,
    after: Uint8Array,
    order?: DiffOrder,
    signal?: AbortSignal,
  ): Promise<LineDiff | null>;
  close(): Promise<void>;
}

interface Work {
  before: Uint8Array;
  after: Uint8Array;
  options: DiffOptions;
}

const message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), packed: z.instanceof(Int32Array), isCoarse: z.boolean() }),
]);

/** What is compared here and now: that takes a few milliseconds, and a worker would take longer to answer. */
const inlineBytes = 64 * 1024;
const inlineLines = 1000;
/** A longer text is not compared. */
const bytesMax = 32 * 1024 * 1024;
/** More runs are not read by anybody, and their objects alone would keep other requests waiting. */
const runsMax = 100_000;

function openBundledWorker(): Worker {
  // Turbopack finds and bundles the worker by this very expression.
  return new Worker(new URL("./worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
}

/**
 * Compares small texts at once and others in worker threads: one for what is light, another for what is heavy. Tests open the workers in
 * another way: outside of a bundle Node does not read TypeScript.
 */
export function createDiffWorker({
  timeoutMs = 10_000,
  openWorker = openBundledWorker,
}: {
  timeoutMs?: number;
  openWorker?: () => Worker;
} = {}): DiffWorker {
  const lanes = createWorkerLanes<Work, LineDiff | null>(
    () => openTrade(timeoutMs, openWorker),
    {
      quickWeight: 2 * 1024 * 1024,
      quickMs: 500,
      quickAtOnce: 1,
      quickPerOwner: 1,
      slowWorkers: 1,
      slowPerOwner: 1,
      slowAtOnce: 1,
      waitMs: 30_000,
    },
    () => null,
  );
  return {
    async diff(before, after, { owner = "", ...options } = {}, signal) {
      if (isSmall(before) && isSmall(after)) return diffLines(lineTable(before), lineTable(after), options);
      if (before.length > bytesMax || after.length > bytesMax) return null;
      const weight = before.length + after.length;
      return lanes.run({ before, after, options }, { owner, weight, ...(signal ? { signal } : {}) });
    },
    close: lanes.close,
  };
}

function isSmall(bytes: Uint8Array): boolean {
  return bytes.length <= inlineBytes && lineTable(bytes).count < inlineLines;
}

function openTrade(timeoutMs: number, openWorker: () => Worker): WorkerTrade<Work, LineDiff | null> {
  return {
    stallMs: timeoutMs,
    startRetry: 3,
    atOnce: 1,
    deathsMax: 1,
    openWorker,
    send(worker, id, { before, after, options }) {
      // Copies, to be handed over: the bytes may be a cache's, and a part of much larger ones.
      const copies = { before: new Uint8Array(before), after: new Uint8Array(after) };
      worker.postMessage({ id, ...copies, options }, [copies.before.buffer, copies.after.buffer]);
    },
    read(data) {
      const said = message.parse(data);
      if ("ready" in said) return "ready";
      const { id, packed, isCoarse } = said;
      const isTooMuch = packedCount(packed) > runsMax;
      return { id, answer: isTooMuch ? null : { runs: unpackRuns(packed), isCoarse } };
    },
    giveUp: () => null,
  };
}

const diffWorker = perProcess("diff-worker", () => createDiffWorker());

/** What changed between two texts, without keeping others waiting; null where that was given up. */
export function diffTexts(
  before: Uint8Array,
  after: Uint8Array,
  order?: DiffOrder,
  signal?: AbortSignal,
): Promise<LineDiff | null> {
  return diffWorker().diff(before, after, order, signal);
}
