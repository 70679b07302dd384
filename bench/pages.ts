/**
 * The dashboard's pages against cgit's pages of the same objects. Prints a table and exits with 1 when a bar is not kept. See
 * bench/README.md.
 *
 *   npx tsx bench/pages.ts --repo=express.bundle [--only=requests,paint] [--rounds=5] [--load-ms=1500]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildDashboard } from "@/scripts/product-build";
import { freePort } from "@/scripts/settings";
import { ToolError, withCleanErrors } from "@/scripts/tool-error";
import { startDashboard } from "./dashboard-world";
import { git } from "./git-client";
import { type PagePair, pagePairs } from "./page-pairs";
import { startWebPeers } from "./peers/web-peers";
import { requestRows } from "./rows/page-request-rows";
import { startServiceProcess } from "./service-process";
import { type Row, renderTable } from "./table";

const text = { type: "string" } as const;
const groups = { requests: requestRows };

process.exitCode = await withCleanErrors(async () => {
  const { values } = parseArgs({ options: { repo: text, only: text, rounds: text, "load-ms": text } });
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
    const pairs: PagePair[] = await pagePairs(dir, resolve(values.repo), { peers, service });
    const port = await freePort("127.0.0.1");
    const dashboard = await startDashboard(dir, port, {
      url: `http://127.0.0.1:${service.port}`,
      apiToken: service.apiToken,
    });
    cleanups.push(async () => void dashboard.kill("SIGTERM"));
    for (const [name, measure] of Object.entries(groups)) {
      if (!only.includes(name)) continue;
      for await (const row of measure(pairs, { port, ...sizes })) {
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
