/**
 * The page of a file, from the dashboard as it is built, which runs in this process so that its event loop can be watched.
 *
 *   npm run build && npx tsx bench/file-page.ts [--rounds=5] [lines …]
 */

import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { chromium } from "@playwright/test";
import { longCode } from "@/e2e/file-samples";
import { findBrowser } from "@/scripts/browser";
import { git } from "./git-client";
import { startServiceProcess } from "./service-process";
import { importInto, makeSource } from "./sources";

const args = process.argv.slice(2);
const rounds = Number(args.find((arg) => arg.startsWith("--rounds="))?.slice("--rounds=".length) ?? 5);
const given = args.filter((arg) => !arg.startsWith("--")).map(Number);
const sizes = given.length > 0 ? given : [1_000, 10_000, 20_000];

const dir = await mkdtemp(join(tmpdir(), "vitrine-bench-"));
const service = await startServiceProcess(dir);
const repo = await service.createRepo("files");
const source = join(dir, "source.git");
const fileName = (lines: number, round: number) => `code-${lines}-${round}.ts`;
await makeSource(source, async () => {});
await importInto(source, async (write) => {
  await write("commit refs/heads/main\ncommitter B <b@example.com> 1600000000 +0000\ndata 1\nx\n");
  for (const lines of sizes) {
    for (let round = -1; round < rounds; round++) {
      const code = `// ${lines}/${round}\n${longCode(lines - 1)}`;
      await write(`M 100644 inline ${fileName(lines, round)}\ndata ${Buffer.byteLength(code)}\n${code}\n`);
    }
  }
});
await git(source, ["push", "--quiet", repo.urlWithToken, "main"]);

const { port: servicePort, headers } = service.rest("");
Object.assign(process.env, {
  NODE_ENV: "production",
  ARTIFACTS_API_URL: `http://127.0.0.1:${servicePort}/client/v4`,
  ARTIFACTS_ACCOUNT_ID: "bench",
  ARTIFACTS_API_TOKEN: headers?.Authorization?.slice("Bearer ".length),
});
const server = createServer();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const port = address !== null && typeof address === "object" ? address.port : 0;
process.env.PORT = String(port);
const { default: next } = await import("next");
const app = next({ dev: false, dir: process.cwd(), hostname: "127.0.0.1", port });
await app.prepare();
server.on("request", app.getRequestHandler());
const urlOf = (lines: number, round: number) =>
  `http://127.0.0.1:${port}/bench/files/blob/main/${fileName(lines, round)}`;

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** One answer: when its first byte, its first 50 lines and its end came, and how long this process did nothing else. */
async function load(url: string) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.reset();
  const startedAt = performance.now();
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  let firstByteMs = 0;
  let screenMs = 0;
  let html = "";
  for await (const chunk of answer.body ?? []) {
    firstByteMs ||= performance.now() - startedAt;
    if (screenMs > 0) continue;
    html += Buffer.from(chunk).toString("latin1");
    if (html.includes('id="L50"')) screenMs = performance.now() - startedAt;
  }
  const totalMs = performance.now() - startedAt;
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return { firstByteMs, screenMs: screenMs - firstByteMs, totalMs, blockMs: delay.max / 1e6 };
}

const rows = [];
for (const lines of sizes) {
  const cold: Awaited<ReturnType<typeof load>>[] = [];
  const cached: Awaited<ReturnType<typeof load>>[] = [];
  // The first round warms up and does not count.
  for (let round = -1; round < rounds; round++) {
    const first = await load(urlOf(lines, round));
    const second = await load(urlOf(lines, round));
    if (round < 0) continue;
    cold.push(first);
    cached.push(second);
  }
  for (const [state, results] of [
    ["cold", cold],
    ["cached", cached],
  ] as const) {
    const of = (name: keyof (typeof results)[number]) =>
      median(results.map((result) => result[name])).toFixed(1);
    rows.push({
      lines,
      state,
      "first byte ms": of("firstByteMs"),
      "50 lines after it ms": of("screenMs"),
      "whole ms": of("totalMs"),
      "longest block ms": of("blockMs"),
    });
  }
}
console.table(rows);

const executablePath = findBrowser()?.executable;
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const scrolls = [];
for (const lines of sizes) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(urlOf(lines, 0));
  await page.waitForFunction((count) => document.querySelectorAll(".line-block > b").length === count, lines);
  await page.waitForLoadState("networkidle");
  const longTasks = await page.evaluate(async () => {
    const durations: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) durations.push(Math.round(entry.duration));
    });
    observer.observe({ type: "longtask" });
    const height = document.documentElement.scrollHeight;
    for (let step = 0; step <= 60; step++) {
      window.scrollTo(0, (height * step) / 60);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 16)));
    }
    observer.disconnect();
    return durations;
  });
  const longest = Math.max(0, ...longTasks);
  scrolls.push({ lines, "long tasks while scrolling": longTasks.length, "longest ms": longest });
  await page.close();
}
console.table(scrolls);
await browser.close();
server.closeAllConnections();
server.close();
await service.stop();
await rm(dir, { recursive: true, force: true });
// Next and the workers keep the process alive.
process.exit(0);
