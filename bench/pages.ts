/**
 * The dashboard's pages against cgit's pages of the same objects. Prints a table and exits with 1 when a bar is not kept. See
 * bench/README.md.
 *
 *   npx tsx bench/pages.ts --repo=express.bundle [--only=requests,paint,long] [--rounds=5] [--load-ms=1500] [--before=<checkout>]
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildDashboard } from "@/scripts/product-build";
import { freePort } from "@/scripts/settings";
import { ToolError, withCleanErrors } from "@/scripts/tool-error";
import { launchBrowser, startDashboard } from "./dashboard-world";
import { git } from "./git-client";
import { longPages, pagePairs, tablePages } from "./page-pairs";
import { startWebPeers } from "./peers/web-peers";
import { longRows } from "./rows/page-long-rows";
import { paintRows } from "./rows/page-paint-rows";
import { requestRows } from "./rows/page-request-rows";
import { startServiceProcess } from "./service-process";
import { type Row, renderTable } from "./table";

const text = { type: "string" } as const;
const groups = { requests: requestRows, paint: paintRows, long: longRows };

process.exitCode = await withCleanErrors(async () => {
  const { values } = parseArgs({
    options: { repo: text, only: text, rounds: text, "load-ms": text, before: text },
  });
  if (values.repo === undefined)
    throw new ToolError("--repo=<bundle> names the repo to show, such as express's.");
  const only = values.only?.split(",") ?? Object.keys(groups);
  const sizes = { rounds: Number(values.rounds ?? 5), loadMs: Number(values["load-ms"] ?? 1500) };
  const dir = await mkdtemp(join(tmpdir(), "vitrine-bench-"));
  const cleanups: (() => Promise<unknown>)[] = [
    () => rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  ];
  const rows: Row[] = [];
  try {
    await buildDashboard();
    const peers = await startWebPeers(join(dir, "peers"));
    cleanups.push(() => peers.stop());
    const service = await startServiceProcess(dir);
    cleanups.push(() => service.stop());
    const pairs = await pagePairs(dir, resolve(values.repo), { peers, service });
    const tables = await tablePages(service);
    const long = only.includes("long") ? await longPages(dir, service) : [];
    const start = async (folder: string, checkout?: string) => {
      const port = await freePort("127.0.0.1");
      await mkdir(folder);
      const artifacts = { url: `http://127.0.0.1:${service.port}`, apiToken: service.apiToken };
      const dashboard = await startDashboard(folder, port, artifacts, checkout);
      cleanups.push(async () => void dashboard.kill("SIGTERM"));
      return port;
    };
    const port = await start(join(dir, "dashboard"));
    const before = values.before === undefined ? null : resolve(values.before);
    const portBefore = before === null ? null : await start(join(dir, "before"), before);
    const browser = await launchBrowser();
    cleanups.push(() => browser.close());
    const bench = { pairs, tables, long, port, portBefore, browser, ...sizes };
    for (const [name, measure] of Object.entries(groups)) {
      if (!only.includes(name)) continue;
      for await (const row of measure(bench)) {
        rows.push(row);
        process.stderr.write(`${renderTable([row]).split("\n")[2]}\n`);
      }
    }
  } finally {
    for (const each of cleanups.reverse()) await each();
  }
  const gitVersion = (await git(".", ["--version"])).trim().replace(" version", "");
  console.log(`Node ${process.versions.node}, ${gitVersion}, ${cpus().length} cores, ${cpus()[0]?.model}\n`);
  console.log(renderTable(rows));
  return rows.some(({ bar }) => bar?.isKept === false) ? 1 : 0;
});
