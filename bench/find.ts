/**
 * Go to file and search in files against our own service, as the dashboard's server does it: the list of 100,000 paths cold and warm,
 * a keystroke in it, searches in a real repo, and go to file in a browser.
 *
 *   node --conditions=react-server --import tsx bench/find.ts [--files=100000] [--per-directory=12] [--repo=express.bundle]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { listPaths } from "@/lib/find/list-paths";
import { matchWorkers } from "@/lib/find/match-worker";
import { addPaths, emptyPathIndex, rankInSteps } from "@/lib/find/rank-paths";
import { searchFiles } from "@/lib/find/search-files";
import { joinPath, pathLine } from "@/lib/wire/path-lines";
import type { SearchQuery } from "@/lib/wire/search-events";
import { git } from "./git-client";
import { findRows } from "./rows/find-rows";
import { namespace, startServiceProcess } from "./service-process";
import { makeSource } from "./sources";
import { quantile, type Row, renderTable } from "./table";

const option = (name: string, fallback: string) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const files = Number(option("files", "100000"));
const perDirectory = Number(option("per-directory", "12"));
const bundle = resolve(option("repo", "express.bundle"));
if (![files, perDirectory].every((n) => Number.isInteger(n) && n > 0)) {
  console.error("usage: bench/find.ts [--files=100000] [--per-directory=12] [--repo=express.bundle]");
  process.exit(1);
}

const words =
  "user order table view button dialog http parse format render index model client route test token".split(
    " ",
  );
const wordAt = (n: number) => words[n % words.length] ?? "";

const queries = ["t", "tab", "table", "tbvw", "user order 99", "src/none", "eeee", "route-model-4242"];

/** So many one-line files in folders three levels deep. */
function pathAt(n: number): string {
  const directory = Math.floor(n / perDirectory);
  const folders = [
    `${wordAt(directory)}-${directory % 40}`,
    `${wordAt(Math.floor(directory / 40))}-${Math.floor(directory / 40) % 50}`,
    `${wordAt(directory * 7)}${directory}`,
  ];
  return `${folders.join("/")}/${wordAt(n * 5)}-${wordAt(n * 11 + 3)}-${n}.ts`;
}

const dir = await mkdtemp(join(tmpdir(), "vitrine-bench-find-"));
const service = await startServiceProcess(dir);
const rows: Row[] = [];
try {
  process.env.ARTIFACTS_API_URL = `http://127.0.0.1:${service.port}`;
  process.env.ARTIFACTS_ACCOUNT_ID = "bench";
  process.env.ARTIFACTS_API_TOKEN = String(service.rest("").headers?.Authorization).replace("Bearer ", "");

  const many = join(dir, "many.git");
  await makeSource(many, async (write) => {
    let text = "commit refs/heads/main\ncommitter Ada <ada@example.test> 1767225600 +0000\ndata 5\nfiles\n";
    for (let n = 0; n < files; n += 1) {
      text += `M 100644 inline ${pathAt(n)}\ndata ${String(n).length}\n${n}\n`;
      if (text.length > 1_000_000) {
        await write(text);
        text = "";
      }
    }
    await write(text);
  });
  const big = await push(many, "many", "main");
  const project = join(dir, "project.git");
  await git(".", ["clone", "--quiet", "--bare", bundle, project]);
  const real = await push(project, "project", "HEAD");

  const cold = await timed(() => listAll(big));
  rows.push({
    what: `list ${cold.value.paths.length} paths, cold`,
    unit: "s",
    ours: cold.ms / 1_000,
    note: block(cold),
  });
  const warm = await timed(() => listAll(big));
  rows.push({ what: "the same, warm", unit: "ms", ours: warm.ms, note: block(warm) });

  for (const query of queries) {
    const times: number[] = [];
    const slices: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const from = performance.now();
      const steps = rankInSteps(warm.value, query, { limit: 100 });
      for (let isDone = false; !isDone; ) {
        const sliceFrom = performance.now();
        isDone = steps.next().done === true;
        slices.push(performance.now() - sliceFrom);
      }
      times.push(performance.now() - from);
    }
    const longest = quantile(slices, 1);
    rows.push({
      what: `keystroke "${query}"`,
      unit: "ms",
      ours: quantile(times, 0.5),
      bar: { text: "each step < 50 ms", isKept: longest < 50 },
      note: `longest step ${longest.toFixed(1)} ms`,
    });
  }

  rows.push(...(await findRows(dir, service, "many", files, ["table", "tbvw", "route-model-4242"])));

  const searches: [string, SearchQuery][] = [
    ["literal, cold", { q: "router", case: false, regex: false, path: "" }],
    ["literal, warm", { q: "router", case: false, regex: false, path: "" }],
    ["regex, warm", { q: "res\\.(send|json)\\(", case: true, regex: true, path: "" }],
    ["hostile regex, warm", { q: "(.*)(.*)(.*)(.*)x{0,50}QQ", case: false, regex: true, path: "" }],
    ["path filter, warm", { q: "router", case: false, regex: false, path: "test/**" }],
  ];
  for (const [what, query] of searches) {
    const run = await timed(async () => {
      let counts = { files: 0, hits: 0 };
      for await (const event of searchFiles(real.content, real.treeHash, query, {
        signal: new AbortController().signal,
      })) {
        if ("end" in event) counts = event.counts;
      }
      return counts;
    });
    const { files: searched, hits } = run.value;
    rows.push({
      what: `search, ${what}`,
      unit: "ms",
      ours: run.ms,
      note: `${hits} lines in ${searched} files; ${block(run)}`,
    });
  }
  console.log(renderTable(rows));
} finally {
  await matchWorkers().closeAll();
  await service.stop();
  await rm(dir, { recursive: true, force: true });
}

async function push(from: string, name: string, ref: string) {
  const repo = await service.createRepo(name);
  await git(from, ["push", "--quiet", repo.urlWithToken, `${ref}:refs/heads/main`]);
  const treeHash = String(await git(from, ["rev-parse", `${ref}^{tree}`])).trim();
  return { content: { namespace, name, id: repo.id }, treeHash };
}

async function listAll({ content, treeHash }: Awaited<ReturnType<typeof push>>) {
  const index = emptyPathIndex();
  const signal = new AbortController().signal;
  for await (const chunk of listPaths(content, treeHash, { signal })) {
    for (const text of new TextDecoder().decode(chunk).split("\n")) {
      if (text === "") continue;
      const line = pathLine.parse(JSON.parse(text));
      if (!("end" in line))
        addPaths(
          index,
          line.names.map((each) => joinPath(line.directory, each)),
        );
    }
  }
  return index;
}

interface Timed<T> {
  value: T;
  ms: number;
  blockMs: number;
}

async function timed<T>(task: () => Promise<T>): Promise<Timed<T>> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 10));
  const from = performance.now();
  const value = await task();
  const ms = performance.now() - from;
  await new Promise((resolve) => setTimeout(resolve, 10));
  delay.disable();
  return { value, ms, blockMs: delay.max / 1e6 };
}

function block({ blockMs }: Timed<unknown>): string {
  return `longest block ${blockMs.toFixed(0)} ms`;
}
