import "server-only";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { perProcess } from "@/lib/process/per-process";
import { type HitLine, type SearchQuery, searchLimits } from "@/lib/wire/search-events";

export interface TextHits {
  lines: HitLine[];
  hits: number;
  shown: number;
}

export interface Matcher {
  problem?: undefined;
  /** Whether the expression also matches nothing at all. */
  matchesEmpty: boolean;
  /** Null: it took too long. */
  match(text: string): Promise<TextHits | null>;
  close(): void;
}

export interface MatchLimits {
  linesMax: number;
  contextLines: number;
  lineMaxChars: number;
  /** Of one file, looked at between its lines. */
  budgetMs: number;
  /** A worker that says nothing for so long is stuck in one line, and is ended. */
  stallMs: number;
  /** Searches at once; the next wait. */
  workersMax: number;
}

const defaultLimits: MatchLimits = {
  linesMax: searchLimits.hitsPerFile,
  contextLines: 1,
  lineMaxChars: 240,
  budgetMs: 1_000,
  stallMs: 4_000,
  workersMax: 4,
};

const message = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), matchesEmpty: z.boolean() }),
  z.object({ kind: z.literal("invalid"), message: z.string() }),
  z.object({ kind: z.literal("matched"), id: z.number(), found: z.custom<TextHits | null>() }),
]);

type Pattern = Pick<SearchQuery, "q" | "regex" | "case">;

/**
 * Matches texts in worker threads, one a search, so that no expression and no file can hold up the dashboard. Threads are kept
 * for the next search unless they had to be ended.
 */
export function createMatchWorkers(overrides: Partial<MatchLimits> = {}) {
  const limits = { ...defaultLimits, ...overrides };
  const idle: Worker[] = [];
  const waiting: (() => void)[] = [];
  let open = 0;

  function start(): Worker {
    // Turbopack finds and bundles the worker by this very expression.
    const worker = new Worker(new URL("./worker.mjs", import.meta.url), {
      workerData: limits,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    worker.unref();
    return worker;
  }

  function leave() {
    open -= 1;
    waiting.shift()?.();
  }

  async function enter(signal: AbortSignal): Promise<void> {
    if (open >= limits.workersMax) {
      await new Promise<void>((resolve, reject) => {
        const go = () => {
          signal.removeEventListener("abort", giveUp);
          resolve();
        };
        const giveUp = () => {
          waiting.splice(waiting.indexOf(go), 1);
          reject(signal.reason);
        };
        waiting.push(go);
        signal.addEventListener("abort", giveUp, { once: true });
      });
    }
    signal.throwIfAborted();
    open += 1;
  }

  return {
    /**
     * The caller must close the matcher. An invalid expression gives its problem as a value: these workers outlive the module
     * that made them, and with it the class of any error they would throw.
     */
    async open(pattern: Pattern, signal: AbortSignal): Promise<Matcher | { problem: string }> {
      await enter(signal);
      return openMatcher(pattern, limits, {
        take: () => idle.pop() ?? start(),
        giveBack(worker) {
          worker.removeAllListeners("message").removeAllListeners("error").removeAllListeners("exit");
          worker.once("error", () => {
            if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
          });
          worker.unref();
          idle.push(worker);
        },
        leave,
      });
    },
    async closeAll(): Promise<void> {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}

interface Threads {
  take(): Worker;
  giveBack(worker: Worker): void;
  leave(): void;
}

async function openMatcher(
  pattern: Pattern,
  limits: MatchLimits,
  threads: Threads,
): Promise<Matcher | { problem: string }> {
  /** In the order the worker takes them: the first is the one in hand. */
  const jobs = new Map<number, { text: string; finish: (found: TextHits | null) => void }>();
  let lastId = 0;
  let worker: Worker | null = null;
  let stall: NodeJS.Timeout | undefined;
  let isClosed = false;
  let ready: (facts: { matchesEmpty: boolean } | { invalid: string }) => void = () => {};

  const watch = (patience = 1) => {
    clearTimeout(stall);
    // Starting a thread and reading the expression is given longer: a busy machine is not the expression's fault.
    stall = setTimeout(lose, patience * limits.stallMs);
  };

  const begin = () => {
    const begun = threads.take();
    worker = begun;
    begun.ref();
    begun.on("message", (data) => {
      if (worker !== begun) return;
      const sign = message.parse(data);
      if (sign.kind === "ready") ready({ matchesEmpty: sign.matchesEmpty });
      else if (sign.kind === "invalid") ready({ invalid: sign.message });
      else {
        const job = jobs.get(sign.id);
        jobs.delete(sign.id);
        job?.finish(sign.found);
      }
      if (jobs.size > 0) watch();
      else clearTimeout(stall);
    });
    const died = () => {
      if (worker === begun) lose();
    };
    begun.once("error", died);
    begun.once("exit", died);
    begun.postMessage({
      kind: "pattern",
      text: pattern.q,
      isRegex: pattern.regex,
      isCaseSensitive: pattern.case,
    });
    for (const [id, { text }] of jobs) begun.postMessage({ kind: "text", id, text });
    watch(3);
  };

  const lose = () => {
    const lost = worker;
    worker = null;
    clearTimeout(stall);
    void lost?.terminate();
    const [culprit] = jobs;
    if (culprit === undefined) {
      // Died or stuck with nothing but the expression in hand.
      ready({ invalid: "this expression takes too long to read" });
      return;
    }
    const [id, job] = culprit;
    jobs.delete(id);
    job.finish(null);
    if (!isClosed) begin();
  };

  const close = () => {
    if (isClosed) return;
    isClosed = true;
    clearTimeout(stall);
    const last = worker;
    worker = null;
    if (last !== null && jobs.size === 0) threads.giveBack(last);
    else void last?.terminate();
    for (const { finish } of jobs.values()) finish(null);
    jobs.clear();
    threads.leave();
  };

  const facts = await new Promise<{ matchesEmpty: boolean } | { invalid: string }>((resolve) => {
    ready = resolve;
    begin();
  });
  if ("invalid" in facts) {
    close();
    return { problem: describeProblem(facts.invalid) };
  }
  return {
    matchesEmpty: facts.matchesEmpty,
    match(text) {
      if (isClosed) return Promise.resolve(null);
      return new Promise((finish) => {
        const id = ++lastId;
        jobs.set(id, { text, finish });
        if (worker === null) begin();
        else {
          worker.postMessage({ kind: "text", id, text });
          if (jobs.size === 1) watch();
        }
      });
    },
    close,
  };
}

/** RE2's own words, which name the part that is wrong. */
function describeProblem(text: string): string {
  const words = text
    .replace(/^error parsing regexp: /, "")
    // RE2's own spelling of the flag, which the user did not type.
    .replace("`(?i)", "`")
    .slice(0, 300);
  const problem = words.charAt(0).toUpperCase() + words.slice(1);
  if (/unsupported Perl syntax|named capture: `\(\?<[=!]|invalid escape sequence: `\\[1-9]/.test(problem)) {
    return `${problem}. Lookahead, lookbehind and backreferences are not supported.`;
  }
  return `${problem || "The expression cannot be read"}.`;
}

export const matchWorkers = perProcess("match-workers", () => createMatchWorkers());
