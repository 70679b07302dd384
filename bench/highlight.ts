/**
 * Highlighting in the worker against bare Shiki on the main thread, the same code in turns.
 *
 *   node --conditions=react-server --import tsx bench/highlight.ts [--rounds=5] [lines …]
 */
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createHighlighterCore } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { bundledLanguages } from "shiki/langs";
import { createHighlighter } from "@/lib/highlight/highlighter";
import { codeTheme } from "@/lib/highlight/theme";

const args = process.argv.slice(2);
const rounds = Number(args.find((arg) => arg.startsWith("--rounds="))?.slice("--rounds=".length) ?? 5);
const given = args.filter((arg) => !arg.startsWith("--")).map(Number);
const sizes = given.length > 0 ? given : [100, 1_000, 10_000];
if (![rounds, ...sizes].every((n) => Number.isInteger(n) && n > 0)) {
  console.error("usage: bench/highlight.ts [--rounds=5] [lines …]");
  process.exit(1);
}

const sample = readFileSync(new URL(import.meta.url), "utf8").split("\n");

/** Real code of so many lines; `salt` makes it new to every cache. */
function codeOf(lines: number, salt: string): string {
  const body = Array.from({ length: lines - 1 }, (_, index) => sample[index % sample.length] ?? "");
  return [`// ${salt}`, ...body].join("\n");
}

/** Milliseconds a task took, and the longest time during which this thread did nothing else. */
async function timed(task: () => unknown): Promise<{ ms: number; blockMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  // It measures between two of its own timers: one must have fired before the task begins.
  await new Promise((resolve) => setTimeout(resolve, 10));
  const startedAt = performance.now();
  await task();
  const ms = performance.now() - startedAt;
  // The monitor notices a block when its own timer comes late, after the block.
  await new Promise((resolve) => setTimeout(resolve, 10));
  delay.disable();
  return { ms, blockMs: delay.max / 1e6 };
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const bare = await createHighlighterCore({
  themes: [codeTheme],
  langs: [bundledLanguages.typescript],
  engine: createOnigurumaEngine(import("shiki/wasm")),
});
const ours = createHighlighter({ maxLines: 1_000_000, maxChars: 100_000_000, budgetMs: 600_000 });

const rows = [];
for (const lines of sizes) {
  const results = {
    bare: [] as { ms: number; blockMs: number }[],
    ours: [] as { ms: number; blockMs: number }[],
  };
  let cachedMs = Number.NaN;
  const firstMs: number[] = [];
  const chunksMs: number[] = [];
  // The first round warms both up and does not count.
  for (let round = -1; round < rounds; round++) {
    const code = codeOf(lines, `${lines}/${round}`);
    const bareResult = await timed(() =>
      bare.codeToTokens(code, { lang: "typescript", theme: codeTheme.name }),
    );
    const oursResult = await timed(() => ours.highlight({ code, language: "typescript", owner: "bench" }));
    if (round < 0) continue;
    results.bare.push(bareResult);
    results.ours.push(oursResult);
    // As a page does it: in chunks, named by the blob's hash.
    const language = "typescript";
    const again = `${code}\n// in chunks`;
    const chunked = ours.highlightChunks({
      code: again,
      language,
      owner: "bench",
      contentKey: `${lines}/${round}`,
    });
    firstMs.push((await timed(() => chunked.chunks[0]?.codes)).ms);
    await chunked.outcome;
    const cached = await timed(async () => {
      const { chunks } = ours.highlightChunks({
        code: again,
        language,
        owner: "bench",
        contentKey: `${lines}/${round}`,
      });
      await Promise.all(chunks.map(({ codes }) => codes));
    });
    chunksMs.push(cached.ms);
    cachedMs = (await timed(() => ours.highlight({ code, language: "typescript", owner: "bench" }))).ms;
  }
  const bareMs = median(results.bare.map(({ ms }) => ms));
  const oursMs = median(results.ours.map(({ ms }) => ms));
  rows.push({
    lines,
    "bare ms": bareMs.toFixed(1),
    "ours ms": oursMs.toFixed(1),
    "ours / bare": (oursMs / bareMs).toFixed(2),
    "ours cached ms": cachedMs.toFixed(1),
    "first chunk ms": median(firstMs).toFixed(1),
    "chunks cached ms": median(chunksMs).toFixed(1),
    "bare longest block ms": Math.max(...results.bare.map(({ blockMs }) => blockMs)).toFixed(1),
    "ours longest block ms": Math.max(...results.ours.map(({ blockMs }) => blockMs)).toFixed(1),
  });
}
console.table(rows);
bare.dispose();
await ours.close();
