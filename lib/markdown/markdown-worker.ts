import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { createWorkerJobs } from "@/lib/workers/worker-jobs";
import { markdownSchema, mathSchema } from "./schema";

export interface MarkdownLimits {
  /** Elements and texts of one file. */
  maxNodes: number;
  maxDepth: number;
  /** Formulas drawn in one file, and how long each may be (in UTF-16 units); the others stay as they are written. */
  maxFormulas: number;
  maxFormulaChars: number;
  /** A file that is not parsed by then is given up, and its worker ended. */
  timeoutMs: number;
}

const message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), tree: z.string().nullable() }),
]);

/**
 * Parses and sanitises Markdown in a worker thread, one file after the other: a few kilobytes can take minutes (a table of
 * a thousand columns and rows), and only a thread can be stopped. The answer is a hast tree as JSON, null when there is none
 * within the limits.
 */
export function createMarkdownWorker(limits: MarkdownLimits) {
  const jobs = createWorkerJobs<string, string | null>({
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
      return "ready" in said ? "ready" : { id: said.id, answer: said.tree };
    },
    giveUp: () => null,
  });
  return { parse: (source: string): Promise<string | null> => jobs.run(source) };
}
