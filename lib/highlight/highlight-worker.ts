import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { WorkerTrade } from "@/lib/workers/worker-jobs";
import { createWorkerLanes, type LaneLimits, type LaneOrder } from "@/lib/workers/worker-lanes";
import { codeTheme } from "./theme";

export interface WorkerLimits {
  /** A longer line stays plain: minified code takes seconds and is not read. */
  maxLineLength: number;
  /** A line that takes longer is coloured as far as it got. Less than `stallMs`. */
  lineLimitMs: number;
  /** Tokenising time of one file after which the rest of it is not worth the wait. */
  budgetMs: number;
  /** A worker that says nothing for so long while it has work is stuck in one pattern, and is ended. */
  stallMs: number;
  /** Longer code (in UTF-16 units) begins in the slow lane. */
  quickChars: number;
  /** Tokenising time after which a file leaves the quick lane for the slow one. */
  quickBudgetMs: number;
  lanes: Omit<LaneLimits, "quickWeight" | "slowAtOnce">;
}

/** `plainReason`: why the chunks end before the code does. */
interface Answer {
  chunks: Uint32Array[];
  plainReason: "unknown-language" | "too-slow" | "busy" | "failed" | null;
}

export interface Order {
  code: string;
  language: string;
  /** The code is tokenised in chunks, between which the worker looks at other jobs: the line after each. */
  ends: Uint32Array;
  /** Called with each chunk as it is done; after the death of a worker with the same ones again. */
  onChunk(index: number, packed: Uint32Array): void;
}

interface Work extends Order {
  chunks: Uint32Array[];
}

const message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("loaded"), id: z.number() }),
  z.object({
    kind: z.literal("chunk"),
    id: z.number(),
    packed: z.instanceof(Uint32Array),
    isLast: z.boolean(),
  }),
  z.object({ kind: z.literal("too-slow"), id: z.number() }),
  z.object({ kind: z.literal("unknown-language"), id: z.number() }),
  z.object({ kind: z.literal("failed"), id: z.number() }),
]);

/**
 * Tokenises in worker threads, each of which takes turns between its files: one for what is light, others for what is heavy or
 * turns out to be. A file that its worker dies of twice, or that stalls it, comes back without colour.
 */
export function createHighlightWorker(limits: WorkerLimits) {
  const lanes = createWorkerLanes<Work, Answer>(
    (lane) => openTrade(limits, lane === "quick" ? limits.quickBudgetMs : limits.budgetMs),
    { ...limits.lanes, quickWeight: 1, slowAtOnce: 1 },
    ({ chunks }) => ({ chunks, plainReason: "busy" }),
    ({ plainReason }) => plainReason === "too-slow",
  );
  return {
    run: (order: Order, { owner, signal }: Pick<LaneOrder, "owner" | "signal">): Promise<Answer> =>
      lanes.run(
        { ...order, chunks: [] },
        { owner, weight: order.code.length / limits.quickChars, ...(signal ? { signal } : {}) },
      ),
    close: lanes.close,
  };
}

function openTrade(limits: WorkerLimits, budgetMs: number): WorkerTrade<Work, Answer> {
  // Shared memory, anew for each worker: which job it has in hand can be read while it is stuck.
  let current = new Int32Array(new SharedArrayBuffer(4));
  return {
    stallMs: limits.stallMs,
    startRetry: 4,
    atOnce: Number.POSITIVE_INFINITY,
    deathsMax: 2,
    openWorker() {
      current = new Int32Array(new SharedArrayBuffer(4));
      // Turbopack finds and bundles the worker by this very expression.
      return new Worker(new URL("./worker.mjs", import.meta.url), {
        workerData: {
          theme: codeTheme,
          current,
          maxLineLength: limits.maxLineLength,
          lineLimitMs: limits.lineLimitMs,
          budgetMs,
        },
        // Bounds what a hostile file can make the tokenizer allocate.
        resourceLimits: { maxOldGenerationSizeMb: 512 },
      });
    },
    send(worker, id, work) {
      work.chunks = [];
      const { code, language, ends } = work;
      worker.postMessage({ kind: "run", id, code, language, ends });
    },
    read(data, workOf) {
      const sign = message.parse(data);
      if (sign.kind === "ready") return "ready";
      const { id } = sign;
      const work = workOf(id);
      if (!work || sign.kind === "loaded") return "working";
      if (sign.kind !== "chunk") return { id, answer: { chunks: work.chunks, plainReason: sign.kind } };
      work.chunks.push(sign.packed);
      work.onChunk(work.chunks.length - 1, sign.packed);
      return sign.isLast ? { id, answer: { chunks: work.chunks, plainReason: null } } : "working";
    },
    giveUp: ({ chunks }, how) => ({ chunks, plainReason: how === "stalled" ? "too-slow" : "failed" }),
    inHand: () => current[0] ?? 0,
    cancel: (worker, id) => worker.postMessage({ kind: "cancel", id }),
  };
}
