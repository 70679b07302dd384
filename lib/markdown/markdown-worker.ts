import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { markdownSchema } from "./schema";

export interface MarkdownLimits {
  /** Elements and texts of one file. */
  maxNodes: number;
  maxDepth: number;
  /** A file that is not parsed by then is given up, and its worker ended. */
  timeoutMs: number;
}

interface Job {
  id: number;
  source: string;
  finish(tree: string | null): void;
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
  const waiting: Job[] = [];
  let lastId = 0;
  let worker: Worker | null = null;
  let isReady = false;
  let current: Job | null = null;
  let timer: NodeJS.Timeout | undefined;

  function start(): Worker {
    isReady = false;
    // Turbopack finds and bundles the worker by this very expression.
    const started = new Worker(new URL("./worker.mjs", import.meta.url), {
      workerData: { schema: markdownSchema, maxNodes: limits.maxNodes, maxDepth: limits.maxDepth },
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    started.on("message", (data) => {
      if (worker !== started) return;
      const parsed = message.parse(data);
      if ("ready" in parsed) {
        isReady = true;
        // Loading the parsers is not the file's fault.
        if (current) watch();
      } else if (parsed.id === current?.id) {
        settle(parsed.tree);
      }
    });
    const lost = () => {
      if (worker === started) giveUp();
    };
    started.on("error", lost);
    started.on("exit", lost);
    return started;
  }

  function watch() {
    clearTimeout(timer);
    // A worker that does not even start gets longer.
    timer = setTimeout(giveUp, isReady ? limits.timeoutMs : 10 * limits.timeoutMs);
  }

  function giveUp() {
    const lost = worker;
    worker = null;
    void lost?.terminate();
    settle(null);
  }

  function settle(tree: string | null) {
    clearTimeout(timer);
    const job = current;
    current = null;
    job?.finish(tree);
    next();
  }

  function next() {
    if (current) return;
    const job = waiting.shift();
    if (!job) {
      // An idle worker must not keep the process alive.
      worker?.unref();
      return;
    }
    current = job;
    worker ??= start();
    worker.ref();
    worker.postMessage({ id: job.id, source: job.source });
    watch();
  }

  return {
    parse(source: string): Promise<string | null> {
      return new Promise((resolve) => {
        waiting.push({ id: ++lastId, source, finish: resolve });
        next();
      });
    },
  };
}
