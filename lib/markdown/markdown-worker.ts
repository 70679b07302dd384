import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { WorkerTrade } from "@/lib/workers/worker-jobs";
import { createWorkerLanes, type LaneLimits, type LaneOrder } from "@/lib/workers/worker-lanes";
import { markdownSchema, mathSchema, mathStyle } from "./schema";

export interface MarkdownLimits {
  /** Elements and texts of one file. */
  maxNodes: number;
  maxDepth: number;
  /** Formulas drawn in one file, and how long each may be (in UTF-16 units); the others stay as they are written. */
  maxFormulas: number;
  maxFormulaChars: number;
  /** Elements and texts of all formulas drawn. */
  maxFormulaNodes: number;
  /** A file that is not parsed by then is given up, and its worker ended. */
  timeoutMs: number;
  lanes: Pick<LaneLimits, "quickMs" | "slowWorkers" | "slowPerOwner" | "waitMs">;
}

/** A hast tree as JSON, or why there is none: it is more than a page can hold, took too long, or others were before it. */
export type ParsedMarkdown = { tree: string } | { tree: null; reason: "too-complex" | "too-slow" | "busy" };

const message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), tree: z.string().nullable() }),
]);

/**
 * Parses and sanitises Markdown in worker threads: a few kilobytes can take minutes (a table of a thousand columns and
 * rows), and only a thread can be stopped. One thread is kept for what is light.
 */
export function createMarkdownWorker(limits: MarkdownLimits) {
  const openTrade = (): WorkerTrade<string, ParsedMarkdown> => ({
    stallMs: limits.timeoutMs,
    startRetry: 10,
    atOnce: 1,
    deathsMax: 1,
    // Turbopack finds and bundles the worker by this very expression.
    openWorker: () =>
      new Worker(new URL("./worker.mjs", import.meta.url), {
        workerData: {
          schema: markdownSchema,
          math: {
            schema: mathSchema,
            style: mathStyle,
            maxNodes: limits.maxFormulaNodes,
            maxFormulas: limits.maxFormulas,
            maxFormulaChars: limits.maxFormulaChars,
          },
          maxNodes: limits.maxNodes,
          maxDepth: limits.maxDepth,
        },
        resourceLimits: { maxOldGenerationSizeMb: 256 },
      }),
    send: (worker, id, source) => worker.postMessage({ id, source }),
    read(data) {
      const said = message.parse(data);
      if ("ready" in said) return "ready";
      const { id, tree } = said;
      return { id, answer: tree === null ? { tree, reason: "too-complex" } : { tree } };
    },
    giveUp: (_source, how) => ({ tree: null, reason: how === "stalled" ? "too-slow" : "too-complex" }),
  });
  const lanes = createWorkerLanes(
    openTrade,
    { ...limits.lanes, quickWeight: 1, quickAtOnce: 1, quickPerOwner: 1, slowAtOnce: 1 },
    () => ({ tree: null, reason: "busy" as const }),
  );
  return {
    /** `order.weight`: what `weighSource` says. */
    parse: (source: string, order: LaneOrder): Promise<ParsedMarkdown> => lanes.run(source, order),
    close: lanes.close,
  };
}
