// @ts-check
// Plain JavaScript: Node starts this file as it stands in tests and the bench; Turbopack bundles it for the dashboard.
import { parentPort, workerData } from "node:worker_threads";
import "./response-bytes.mjs";
import { createHighlighterCore } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { bundledLanguages } from "shiki/langs";

/**
 * @typedef {{ id: number, code: string, language: string, ends: Uint32Array }} Job
 * @typedef {{ kind: "run" } & Job | { kind: "cancel", id: number }} Order
 * @typedef {{ theme: import("shiki/core").ThemeRegistrationRaw, current: Int32Array,
 *   maxLineLength: number, lineLimitMs: number, budgetMs: number }} Setup
 */

/** @type {Setup} */
const setup = workerData;
const port = parentPort;
if (port === null) throw new Error("worker.mjs runs as a worker thread only");

const highlighter = createHighlighterCore({
  themes: [setup.theme],
  langs: [],
  engine: createOnigurumaEngine(import("shiki/wasm")),
});

/** @type {Set<number>} */
const running = new Set();

/**
 * Splits as Shiki does, so that a chunk's line numbers match.
 * @param {string} code
 */
const linesOf = (code) => code.split(/\r?\n/);

/** @param {string} language */
async function load(language) {
  const shiki = await highlighter;
  if (shiki.getLoadedLanguages().includes(language)) return shiki;
  const grammar = Object.entries(bundledLanguages).find(([id]) => id === language)?.[1];
  if (grammar === undefined) return null;
  await shiki.loadLanguage(grammar);
  return shiki;
}

/**
 * One line as numbers: how many tokens, then `length * 32 + role` for each. White space takes the role of what stands
 * before it and neighbours of one role are one token, so a page has the fewest elements.
 * @param {import("shiki/core").ThemedToken[]} tokens
 * @param {number[]} out
 */
function packLine(tokens, out) {
  const countAt = out.push(0) - 1;
  let count = 0;
  let length = 0;
  let role = -1;
  for (const token of tokens) {
    const own = token.color ? Number.parseInt(token.color.slice(1), 16) : 0;
    const next = role >= 0 && own === 0 && token.content.trim() === "" ? role : own;
    if (next !== role) {
      if (role >= 0) {
        out.push(length * 32 + role);
        count++;
      }
      role = next;
      length = 0;
    }
    length += token.content.length;
  }
  if (role >= 0) {
    out.push(length * 32 + role);
    count++;
  }
  out[countAt] = count;
}

/** @param {Job} job `ends`: the line after each chunk. */
async function run({ id, code, language, ends }) {
  setup.current[0] = id;
  const shiki = await load(language);
  if (shiki === null) return port?.postMessage({ kind: "unknown-language", id });
  // A large grammar is no fault of the file's.
  port?.postMessage({ kind: "loaded", id });

  const lines = linesOf(code);
  let spentMs = 0;
  /** @type {import("shiki/core").GrammarState | undefined} */
  let grammarState;
  let from = 0;
  for (const to of ends) {
    setup.current[0] = id;
    const startedAt = performance.now();
    const tokens = shiki.codeToTokensBase(lines.slice(from, to).join("\n"), {
      lang: language,
      theme: setup.theme.name ?? "",
      tokenizeMaxLineLength: setup.maxLineLength,
      // Shiki would give up a line after half a second, which the first line of a cold grammar may take.
      tokenizeTimeLimit: setup.lineLimitMs,
      ...(grammarState ? { grammarState } : {}),
    });
    grammarState = shiki.getLastGrammarState(tokens);
    /** @type {number[]} */
    const out = [];
    for (const line of tokens) packLine(line, out);
    const packed = Uint32Array.from(out);
    port?.postMessage({ kind: "chunk", id, packed, isLast: to === ends.at(-1) }, [packed.buffer]);
    spentMs += performance.now() - startedAt;
    if (to !== ends.at(-1) && spentMs > setup.budgetMs) return port?.postMessage({ kind: "too-slow", id });
    from = to;
    // Lets other files take their turn, so a small one never waits for a large one, and a cancellation be seen.
    await new Promise((resolve) => setImmediate(resolve));
    if (!running.has(id)) return;
  }
}

port.on("message", (/** @type {Order} */ order) => {
  if (order.kind === "cancel") {
    running.delete(order.id);
    return;
  }
  running.add(order.id);
  run(order)
    .catch(() => port.postMessage({ kind: "failed", id: order.id }))
    .finally(() => running.delete(order.id));
});
highlighter.then(() => port.postMessage({ kind: "ready" }));
