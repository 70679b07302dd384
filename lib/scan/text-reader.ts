import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { perProcess } from "@/lib/process/per-process";
import { createWorkerJobs } from "@/lib/workers/worker-jobs";
import type { TextFindings } from "./read-text";

export interface TextReader {
  /** What the bytes hold, or null when that takes too long. The bytes are handed over: they cannot be used afterwards. */
  read(bytes: Uint8Array): Promise<TextFindings | null>;
  close(): Promise<void>;
}

const message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), findings: z.custom<TextFindings>((value) => typeof value === "object") }),
]);

/** Five megabytes take half a second; what takes this long was made to. */
const defaultTimeoutMs = 20_000;

function openBundledWorker(): Worker {
  // Turbopack finds and bundles the worker by this very expression.
  return new Worker(new URL("./worker.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
}

/**
 * Reads texts for tokens in a worker thread, one after the other: a large file would keep every other request waiting, and only a thread
 * can be stopped. Tests open the worker in another way: outside of a bundle Node does not read TypeScript.
 */
export function createTextReader({
  timeoutMs = defaultTimeoutMs,
  openWorker = openBundledWorker,
}: {
  timeoutMs?: number;
  openWorker?: () => Worker;
} = {}): TextReader {
  const jobs = createWorkerJobs<Uint8Array, TextFindings | null>({
    stallMs: timeoutMs,
    startRetry: 3,
    atOnce: 1,
    deathsMax: 1,
    openWorker,
    send: (worker, id, bytes) =>
      worker.postMessage({ id, bytes }, bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []),
    read(data) {
      const said = message.parse(data);
      return "ready" in said ? "ready" : { id: said.id, answer: said.findings };
    },
    giveUp: () => null,
  });
  return { read: (bytes) => jobs.run(bytes), close: jobs.close };
}

export const textReader = perProcess("text-reader", () => createTextReader());
