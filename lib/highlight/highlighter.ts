import "server-only";
import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { createHighlightWorker, type WorkerLimits } from "./highlight-worker";
import { languageId } from "./languages";
import type { Line, Token } from "./roles";

/** Why code has no colour. `failed`: the grammar or the worker broke on it. */
type PlainReason = "too-large" | "unknown-language" | "too-slow" | "failed";

export interface HighlightedCode {
  /** Shiki's id, or null when the language is not known. */
  language: string | null;
  lines: readonly Line[];
  plainReason: PlainReason | null;
}

export interface HighlighterLimits extends WorkerLimits {
  /** Longer code (in UTF-16 units) comes back plain. */
  maxChars: number;
  /** Code of more lines comes back plain. */
  maxLines: number;
  /** What the cache may hold. */
  cacheBytes: number;
}

export interface Highlighter {
  highlight(input: { code: string; language: string | null; signal?: AbortSignal }): Promise<HighlightedCode>;
  close(): Promise<void>;
}

const defaultLimits: HighlighterLimits = {
  maxChars: 1_048_576,
  maxLines: 25_000,
  cacheBytes: 32 * 1_048_576,
  chunkLines: 200,
  chunkChars: 32_768,
  maxLineLength: 5_000,
  budgetMs: 5_000,
  stallMs: 5_000,
};

/** Lines decoded before other work gets a turn. About a millisecond. */
const decodeLines = 1_000;

const retrySlowMs = 600_000;

type Packed = { packed: Uint32Array } | { plainReason: PlainReason };

/** A pool of one worker and a cache. The dashboard has one (`highlight.ts`); tests make their own with other limits. */
export function createHighlighter(overrides: Partial<HighlighterLimits> = {}): Highlighter {
  const limits = { ...defaultLimits, ...overrides };
  const worker = createHighlightWorker(limits);
  // Token lengths and roles only: four bytes a token. The text is the caller's own.
  const cache = new LRUCache<string, { answer: Packed }>({
    maxSize: limits.cacheBytes,
    sizeCalculation: ({ answer }) => ("packed" in answer ? answer.packed.byteLength : 0) + 256,
  });
  const running = new Map<string, { answer: Promise<Packed>; waiting: number; abort: AbortController }>();

  async function pack(code: string, language: string, signal: AbortSignal | undefined): Promise<Packed> {
    const key = `${language}:${createHash("sha256").update(code).digest("base64")}`;
    const cached = cache.get(key);
    if (cached) return cached.answer;

    let job = running.get(key);
    if (!job) {
      const abort = new AbortController();
      const answer = worker.run(code, language, abort.signal).then((packed) => {
        if ("packed" in packed) cache.set(key, { answer: packed });
        // A busy machine may be the reason: tried again after a while. A failure is not kept at all.
        else if (packed.plainReason === "too-slow") cache.set(key, { answer: packed }, { ttl: retrySlowMs });
        return packed;
      });
      const started = { answer, waiting: 0, abort };
      running.set(key, started);
      const forget = () => {
        if (running.get(key) === started) running.delete(key);
      };
      answer.then(forget, forget);
      job = started;
    }
    // The work is shared by all who asked for the same code; it ends early only when the last of them has left.
    const shared = job;
    shared.waiting++;
    try {
      return await untilAborted(shared.answer, signal);
    } finally {
      shared.waiting--;
      if (shared.waiting === 0) {
        if (running.get(key) === shared) running.delete(key);
        shared.abort.abort();
      }
    }
  }

  return {
    async highlight({ code, language, signal }) {
      signal?.throwIfAborted();
      const lines = splitCode(code);
      const id = language === null ? null : languageId(language);
      if (id === null) return { language: null, lines: plainLines(lines), plainReason: "unknown-language" };
      if (id === "text") return { language: id, lines: plainLines(lines), plainReason: null };
      if (code.length > limits.maxChars || lines.length > limits.maxLines) {
        return { language: id, lines: plainLines(lines), plainReason: "too-large" };
      }
      const answer = await pack(code, id, signal);
      if ("plainReason" in answer) {
        return { language: id, lines: plainLines(lines), plainReason: answer.plainReason };
      }
      return { language: id, lines: await unpack(lines, answer.packed), plainReason: null };
    },
    close: () => worker.close(),
  };
}

/** The lines of a file: a line feed ends a line, it does not begin an empty one. */
function splitCode(code: string): string[] {
  const lines = code.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

const plainLines = (lines: string[]): Line[] => lines.map((line) => (line === "" ? [] : [[line, 0]]));

async function unpack(lines: string[], packed: Uint32Array): Promise<Line[]> {
  const result: Line[] = [];
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if (index % decodeLines === decodeLines - 1) await nextTurn();
    const tokens: Token[] = [];
    let from = 0;
    for (let left = packed[at++] ?? 0; left > 0; left--) {
      const token = packed[at++] ?? 0;
      const to = from + Math.floor(token / 32);
      tokens.push([line.slice(from, to), token % 32]);
      from = to;
    }
    result.push(tokens);
  }
  return result;
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
