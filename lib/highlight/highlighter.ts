import "server-only";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { createHighlightWorker, type Order, type WorkerLimits } from "./highlight-worker";
import { languageId } from "./languages";
import type { Line, Token } from "./roles";
import { encodeTokens } from "./token-codes";

/** Why code has no colour. `busy`: others were before it. `failed`: the grammar or the worker broke on it. */
type PlainReason = "too-large" | "unknown-language" | "too-slow" | "busy" | "failed";

export interface HighlightedCode {
  /** Shiki's id, or null when the language is not known. */
  language: string | null;
  lines: readonly Line[];
  plainReason: PlainReason | null;
}

/** Some lines of a file. */
export interface CodeChunk {
  /** Counted from 1. */
  firstLine: number;
  lineCount: number;
  text: string;
  /** Their tokens (`token-codes.ts`), as soon as they are known; null when the chunk stays plain. */
  codes: Promise<string | null>;
}

export interface ChunkedCode {
  language: string | null;
  lineCount: number;
  chunks: readonly CodeChunk[];
  /** Known before anything is tokenised; `outcome` gives the other reasons when all chunks are done. */
  plainReason: "too-large" | "unknown-language" | null;
  outcome: Promise<PlainReason | null>;
}

export interface HighlighterLimits extends WorkerLimits {
  /** Lines tokenised before the worker looks at other files. */
  chunkLines: number;
  /** The same bound in UTF-16 units, for files with long lines. */
  chunkChars: number;
  /** Longer code (in UTF-16 units) comes back plain. */
  maxChars: number;
  /** Code of more lines comes back plain. */
  maxLines: number;
  /** What the cache may hold. */
  cacheBytes: number;
}

interface HighlightInput {
  code: string;
  language: string | null;
  /** The repo that it is from: repos take turns. */
  owner: string;
  /** Names the content where it has a name already (a blob's hash): the code need not be hashed again. */
  contentKey?: string;
  signal?: AbortSignal;
}

export interface Highlighter {
  highlight(input: HighlightInput): Promise<HighlightedCode>;
  /** The same piece by piece, the first lines as soon as they are there. */
  highlightChunks(input: Omit<HighlightInput, "signal">): ChunkedCode;
  close(): Promise<void>;
}

/** Code of more lines than this stays plain. */
export const highlightMaxLines = 20_000;

/** So many that the page's own thread keeps a core where there are several. */
const slowWorkers = Math.min(4, Math.max(1, availableParallelism() - 1));

const defaultLimits: HighlighterLimits = {
  maxChars: 4_194_304,
  maxLines: highlightMaxLines,
  cacheBytes: 32 * 1_048_576,
  chunkLines: 200,
  chunkChars: 32_768,
  maxLineLength: 5_000,
  lineLimitMs: 3_000,
  // A machine that is busy takes ten times as long as an idle one.
  budgetMs: 30_000,
  stallMs: 5_000,
  // Some 8,000 lines, half a second of an idle machine.
  quickChars: 262_144,
  quickBudgetMs: 3_000,
  lanes: {
    quickMs: 2_500,
    quickAtOnce: 4,
    quickPerOwner: 2,
    slowWorkers,
    slowPerOwner: Math.ceil(slowWorkers / 2),
    waitMs: 20_000,
  },
};

/** Lines decoded before other work gets a turn. About a millisecond. */
const decodeLines = 1_000;

const retrySlowMs = 600_000;

/** The tokens of a file in the worker's form; fewer chunks than the code has where `plainReason` says why. */
interface Packed {
  chunks: Uint32Array[];
  plainReason: PlainReason | null;
}

interface Run {
  packed: Promise<Packed>;
  /** One a chunk; those that never come are null. */
  chunks: { promise: Promise<Uint32Array | null>; resolve(packed: Uint32Array | null): void }[];
  waiting: number;
  abort: AbortController;
}

/** Worker threads and a cache. The dashboard has one (`highlight.ts`); tests make their own with other limits. */
export function createHighlighter(overrides: Partial<HighlighterLimits> = {}): Highlighter {
  const limits = { ...defaultLimits, ...overrides };
  const worker = createHighlightWorker(limits);
  // Token lengths and roles only: four bytes a token. The text is the caller's own.
  const cache = new LRUCache<string, { packed: Packed }>({
    maxSize: limits.cacheBytes,
    sizeCalculation: ({ packed }) =>
      packed.chunks.reduce((total, { byteLength }) => total + byteLength + 64, 256),
  });
  const running = new Map<string, Run>();

  const keyOf = (code: string, language: string, contentKey: string | undefined) =>
    `${language}:${contentKey ?? createHash("sha256").update(code).digest("base64")}`;

  /** The run under way for the key, or a new one; the caller must `leave` it. */
  function join(key: string, owner: string, order: Omit<Order, "onChunk">): Run {
    const shared = running.get(key);
    if (shared) {
      shared.waiting++;
      return shared;
    }
    const abort = new AbortController();
    const chunks = Array.from(order.ends, () => withResolve<Uint32Array | null>());
    const onChunk = (index: number, packed: Uint32Array) => chunks[index]?.resolve(packed);
    const packed = worker.run({ ...order, onChunk }, { owner, signal: abort.signal }).then((answer) => {
      if (answer.plainReason === null) cache.set(key, { packed: answer });
      // A busy machine may be the reason: tried again after a while. A failure is not kept at all.
      else if (answer.plainReason === "too-slow") cache.set(key, { packed: answer }, { ttl: retrySlowMs });
      return answer;
    });
    const started: Run = { packed, chunks, waiting: 1, abort };
    running.set(key, started);
    const end = () => {
      if (running.get(key) === started) running.delete(key);
      for (const chunk of chunks) chunk.resolve(null);
    };
    packed.then(end, end);
    return started;
  }

  /** All callers with the same code share the work; it ends early only when the last of them has left. */
  function leave(key: string, run: Run) {
    run.waiting--;
    if (run.waiting > 0) return;
    if (running.get(key) === run) running.delete(key);
    run.abort.abort();
  }

  /** Why code is plain before it is looked at; `id` is null for a language that we do not know. */
  function plainAtOnce(code: string, lineCount: number, id: string | null) {
    if (id === null) return "unknown-language";
    if (id === "text") return null;
    return code.length > limits.maxChars || lineCount > limits.maxLines ? "too-large" : null;
  }

  return {
    async highlight({ code, language, owner, contentKey, signal }) {
      signal?.throwIfAborted();
      const lines = splitCode(code);
      const id = language === null ? null : languageId(language);
      const plainReason = plainAtOnce(code, lines.length, id);
      // No line, no chunk: its worker would never answer.
      if (plainReason !== null || id === null || id === "text" || lines.length === 0) {
        return { language: id, lines: plainLines(lines), plainReason };
      }
      const key = keyOf(code, id, contentKey);
      const packed =
        cache.get(key)?.packed ??
        (await runWhole(key, owner, { code, language: id, ends: cutLines(lines, limits) }, signal));
      if (packed.plainReason !== null) {
        return { language: id, lines: plainLines(lines), plainReason: packed.plainReason };
      }
      return { language: id, lines: await unpack(lines, packed.chunks), plainReason: null };
    },

    highlightChunks({ code, language, owner, contentKey }) {
      const lines = splitCode(code);
      const id = language === null ? null : languageId(language);
      const plainReason = plainAtOnce(code, lines.length, id);
      const ends = cutLines(lines, limits);
      const isPlain = plainReason !== null || id === null || id === "text" || lines.length === 0;
      const key = isPlain ? "" : keyOf(code, id, contentKey);
      const kept: Packed | undefined = isPlain ? { chunks: [], plainReason } : cache.get(key)?.packed;
      if (kept) {
        const codes = inTurns(
          Array.from(ends, (_, index) => () => {
            const packed = kept.chunks[index];
            return packed ? encodeTokens(packed) : null;
          }),
        );
        return {
          language: id,
          lineCount: lines.length,
          chunks: chunksOf(lines, ends, (index) => codes[index] ?? Promise.resolve(null)),
          plainReason,
          outcome: Promise.resolve(kept.plainReason),
        };
      }
      const run = join(key, owner, { code, language: id ?? "text", ends });
      const done = () => leave(key, run);
      run.packed.then(done, done);
      return {
        language: id,
        lineCount: lines.length,
        chunks: chunksOf(lines, ends, async (index) => {
          const packed = (await run.chunks[index]?.promise) ?? null;
          return packed && encodeTokens(packed);
        }),
        plainReason,
        outcome: run.packed.then(
          (packed) => packed.plainReason,
          () => "failed" as const,
        ),
      };
    },

    close: () => worker.close(),
  };

  async function runWhole(
    key: string,
    owner: string,
    order: Omit<Order, "onChunk">,
    signal: AbortSignal | undefined,
  ) {
    const run = join(key, owner, order);
    try {
      return await untilAborted(run.packed, signal);
    } finally {
      leave(key, run);
    }
  }
}

function withResolve<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** The line after each chunk. */
function cutLines(
  lines: string[],
  { chunkLines, chunkChars }: Pick<HighlighterLimits, "chunkLines" | "chunkChars">,
): Uint32Array {
  const ends: number[] = [];
  let from = 0;
  let chars = 0;
  for (const [index, line] of lines.entries()) {
    chars += line.length;
    if (index + 1 - from < chunkLines && chars < chunkChars) continue;
    ends.push(index + 1);
    from = index + 1;
    chars = 0;
  }
  if (from < lines.length) ends.push(lines.length);
  return Uint32Array.from(ends);
}

function chunksOf(
  lines: string[],
  ends: Uint32Array,
  codesOf: (index: number) => Promise<string | null>,
): CodeChunk[] {
  return Array.from(ends, (end, index) => {
    const from = ends[index - 1] ?? 0;
    return {
      firstLine: from + 1,
      lineCount: end - from,
      text: lines.slice(from, end).join("\n"),
      codes: codesOf(index),
    };
  });
}

/** The answers one after the other, with other work in between: what is in the cache is not drawn in one go either. */
function inTurns<T>(works: (() => T)[]): Promise<T>[] {
  let before: Promise<unknown> = Promise.resolve();
  return works.map((work, index) => {
    const own = before.then(async () => {
      if (index > 0) await sleep(1);
      return work();
    });
    before = own;
    return own;
  });
}

/** The lines of a file: a line feed ends a line, it does not begin an empty one. */
function splitCode(code: string): string[] {
  const lines = code.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

const plainLines = (lines: string[]): Line[] => lines.map((line) => (line === "" ? [] : [[line, 0]]));

async function unpack(lines: string[], chunks: Uint32Array[]): Promise<Line[]> {
  const result: Line[] = [];
  let [packed = new Uint32Array(), ...rest] = chunks;
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if (at === packed.length) {
      [packed = new Uint32Array(), ...rest] = rest;
      at = 0;
    }
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
