/**
 * Lists of repos by size: every sort and direction, first and deep page, and searches that are rare, common, clustered,
 * short, in vain, or rare though made of common pieces; and how fast repos are created. Prints a table a size.
 *
 *   npx tsx bench/store.ts [repos = 10000] [repos …] [--rounds=20] [--postgres]
 *
 * Requests go through the service's whole REST stack in this process, without a socket. Times are in milliseconds.
 * `--postgres` measures a PostgreSQL server of its own, from Debian's package and as it comes but for its syncs.
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { buildApp } from "@/server/app";
import { openPostgres } from "@/server/db/dialect";
import { openStore, type Store } from "@/server/db/open-store";
import { startTestPostgres } from "@/server/db/test-postgres";
import { openHosting } from "@/server/hosting/open-hosting";
import { createLocalStorage } from "@/server/storage/local-storage";
import { fillPostgres, fillSqlite } from "./fill-store";

const sizes = process.argv.slice(2).flatMap((text) => (/^\d+$/.test(text) ? [Number(text)] : []));
const roundsArgument = process.argv.find((text) => text.startsWith("--rounds="));
const rounds = Number(roundsArgument?.slice("--rounds=".length) ?? 20);
const apiToken = "bench";
const reposUrl = "/client/v4/accounts/bench/artifacts/namespaces/bench/repos";
const page = z.object({
  result: z.array(z.object({ name: z.string() })),
  result_info: z.object({ cursor: z.string().optional() }),
});

const postgres = process.argv.includes("--postgres") ? await startTestPostgres() : null;
if (typeof postgres === "string") throw new Error(postgres);
const newDatabase = async () => (await postgres?.newDatabase()) ?? null;
try {
  for (const size of sizes.length > 0 ? sizes : [10_000]) await measure(size, await newDatabase());
} finally {
  await postgres?.stop();
}

async function measure(size: number, databaseUrl: string | null): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-store-bench-"));
  const log = () => {};
  const storage = await createLocalStorage({ dataDir, log });
  let store = await openStore({ dataDir, databaseUrl });
  try {
    const emptyRate = await creationRate(store, "rate");
    await store.repos.insert("bench", newRepo("first"), {});
    await store.repos.remove("bench", "first", Date.now());
    await store.close();
    const from = performance.now();
    await fill(dataDir, databaseUrl, size);
    const seconds = (performance.now() - from) / 1000;
    store = await openStore({ dataDir, databaseUrl });
    const hosting = await openHosting({ storage, store, publicUrl: "http://bench", log });
    const app = await buildApp({ hosting, apiToken });
    const rows = await measureLists(app, size);
    await app.close();
    const { sizeBytes } = await store.measure();
    console.log(`\n${size} repos, filled in ${seconds.toFixed(0)} s, ${(sizeBytes / 1e6).toFixed(0)} MB`);
    console.table(rows);
    const rate = await creationRate(store, "bench");
    console.log(
      `rows of a creation: ${emptyRate.toFixed(0)}/s in an empty store, ${rate.toFixed(0)}/s with ${size} repos`,
    );
  } finally {
    await store.close();
    await storage.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function fill(dataDir: string, databaseUrl: string | null, size: number): Promise<void> {
  if (databaseUrl === null) return fillSqlite(path.join(dataDir, "vitrine.sqlite"), size);
  const { db, close } = openPostgres(databaseUrl);
  await fillPostgres(db, size);
  await close();
}

async function measureLists(app: FastifyInstance, size: number) {
  const sorts = ["created_at", "updated_at", "last_push_at", "name"];
  const searches: [string, string][] = [
    ["one match", "repo-0000123"],
    ["no match", "zqzq"],
    ["no match, 2 letters", "zq"],
    ["2 letters", "07"],
    ["1 letter", "q"],
    ["a few", "00042"],
    ["cluster", "repo-01"],
    ["every other", "repo-"],
    ["word", "silver"],
    ["two words", "amber-silver"],
    ["two words in vain", "silver-amber-x"],
    ["one of common pieces", "run-agent"],
    ["common pieces in vain", "ngen"],
    ["common pieces, oldest", "range-agent"],
  ];
  const rows = [];
  for (const sort of sorts) {
    for (const direction of ["asc", "desc"]) {
      const query = `sort=${sort}&direction=${direction}`;
      rows.push({ sort, direction, what: "first page", ...(await time(app, [query])) });
      const deep = await deepCursor(app, query, Math.min(40, Math.floor(size / 400)));
      rows.push({ sort, direction, what: "deep page", ...(await time(app, [`${query}&cursor=${deep}`])) });
      for (const [what, term] of searches) {
        rows.push({
          sort,
          direction,
          what: `search ${what}`,
          ...(await time(app, [`${query}&search=${term}`])),
        });
      }
    }
  }
  return rows;
}

async function deepCursor(app: FastifyInstance, query: string, pages: number): Promise<string> {
  let cursor: string | undefined;
  for (let at = 0; at < pages; at += 1) {
    const from: string = cursor === undefined ? "" : `&cursor=${cursor}`;
    cursor = page.parse((await get(app, `${query}&limit=200${from}`)).json()).result_info.cursor;
  }
  return cursor ?? "";
}

async function time(app: FastifyInstance, queries: string[]) {
  const times: number[] = [];
  const cpuTimes: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const query of queries) {
      const from = performance.now();
      const cpuFrom = process.cpuUsage();
      const answer = await get(app, query);
      const { user, system } = process.cpuUsage(cpuFrom);
      times.push(performance.now() - from);
      cpuTimes.push((user + system) / 1000);
      if (answer.statusCode !== 200) throw new Error(`${query}: ${answer.body}`);
      found = page.parse(answer.json()).result.length;
    }
  }
  return {
    found,
    median: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    // What the machine's other work does not add to.
    "cpu median": quantile(cpuTimes, 0.5),
    "cpu p99": quantile(cpuTimes, 0.99),
  };
}

function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return Math.round(value * 100) / 100;
}

function get(app: FastifyInstance, query: string) {
  return app.inject({ url: `${reposUrl}?${query}`, headers: { authorization: `Bearer ${apiToken}` } });
}

function newRepo(name: string) {
  const id = `repo_${randomBytes(13).toString("hex")}`;
  const nowMs = Date.now();
  return {
    id,
    name,
    description: null,
    defaultBranch: "main",
    readOnly: false,
    status: "ready" as const,
    source: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    lastPushAtMs: null,
  };
}

/** How many repos a second the store takes, each in a transaction of its own. */
async function creationRate(store: Store, namespace: string): Promise<number> {
  const count = 1000;
  const from = performance.now();
  for (let at = 0; at < count; at += 1) {
    await store.repos.insert(namespace, newRepo(`created-${randomBytes(6).toString("hex")}`), {});
  }
  return (count / (performance.now() - from)) * 1000;
}
