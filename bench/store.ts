/**
 * Lists of repos by size: every sort and direction, first and deep page, and searches that are rare, common, clustered,
 * short or in vain; and how fast repos are created. Prints a table a size.
 *
 *   npx tsx bench/store.ts [repos = 10000] [repos …] [--rounds=20]
 *
 * Requests go through the service's whole REST stack in this process, without a socket. Times are in milliseconds.
 */
import { randomBytes, randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import Database from "libsql";
import { z } from "zod";
import { buildApp } from "@/server/app";
import { openSqlite } from "@/server/db/dialect";
import { fillNameIndexes, neverPushed, numbersPerNamespace, placesPerMs } from "@/server/db/name-search";
import { openStore, type Store } from "@/server/db/open-store";
import { openHosting } from "@/server/hosting/open-hosting";
import { createLocalStorage } from "@/server/storage/local-storage";

const sizes = process.argv.slice(2).flatMap((text) => (/^\d+$/.test(text) ? [Number(text)] : []));
const roundsArgument = process.argv.find((text) => text.startsWith("--rounds="));
const rounds = Number(roundsArgument?.slice("--rounds=".length) ?? 20);
const apiToken = "bench";
const reposUrl = "/client/v4/accounts/bench/artifacts/namespaces/bench/repos";
const words = [
  "amber",
  "aurora",
  "cedar",
  "copper",
  "delta",
  "ember",
  "falcon",
  "harbor",
  "ivory",
  "juniper",
];
const moreWords = [
  "lagoon",
  "maple",
  "nebula",
  "onyx",
  "pepper",
  "quartz",
  "raven",
  "silver",
  "tundra",
  "willow",
];

const page = z.object({
  result: z.array(z.object({ name: z.string() })),
  result_info: z.object({ cursor: z.string().optional() }),
});

for (const size of sizes.length > 0 ? sizes : [10_000]) await measure(size);

async function measure(size: number): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-store-bench-"));
  const log = () => {};
  const storage = await createLocalStorage({ dataDir, log });
  let store = await openStore({ dataDir });
  try {
    const emptyRate = await creationRate(store, "rate");
    await store.repos.insert("bench", newRepo("first"), {});
    await store.repos.remove("bench", "first", Date.now());
    await store.close();
    const from = performance.now();
    await fill(path.join(dataDir, "vitrine.sqlite"), size);
    const seconds = (performance.now() - from) / 1000;
    store = await openStore({ dataDir });
    const hosting = await openHosting({ storage, store, publicUrl: "http://bench", log });
    const app = await buildApp({ hosting, apiToken });
    const rows = await measureLists(app, size);
    await app.close();
    console.log(`\n${size} repos, filled in ${seconds.toFixed(0)} s`);
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

/** Half numbered names in a row, half of words; a third were pushed to at some time after. */
async function fill(file: string, size: number): Promise<void> {
  const database = new Database(file);
  database.exec("PRAGMA synchronous = OFF");
  database.exec("DELETE FROM names_by_creation; DELETE FROM names_by_update; DELETE FROM names_by_push;");
  database.exec("DELETE FROM repos; DELETE FROM name_blocks");
  const home = z
    .object({ id: z.string(), number: z.number() })
    .parse(database.prepare("SELECT id, number FROM namespaces WHERE name_key = 'bench'").get());
  const first = home.number * numbersPerNamespace + 1;
  const addRepo = database.prepare(
    `INSERT INTO repos (id, namespace_id, name, name_key, number, default_branch, read_only, status,
       created_at, updated_at, last_push_at, updated_place, pushed_place)
     VALUES (?, ?, ?, ?, ?, 'main', 0, 'ready', ?, ?, ?, ?, ?)`,
  );
  const startMs = Date.now() - size * 1000;
  const taken = new Set<number>();
  const placeAt = (atMs: number) => {
    let place = atMs * placesPerMs;
    while (taken.has(place)) place += 1;
    taken.add(place);
    return place;
  };
  database.exec("BEGIN");
  for (let at = 1; at <= size; at += 1) {
    const name = at % 2 === 0 ? `repo-${String(at / 2).padStart(7, "0")}` : wordsOf(at);
    const createdAt = startMs + at * 1000;
    const pushedAt = at % 3 === 0 ? createdAt + randomInt(1, Date.now() - createdAt + 2) : 0;
    const updatedAt = Math.max(createdAt, pushedAt);
    const place = placeAt(updatedAt);
    const number = first + at;
    addRepo.run([
      `repo_${randomBytes(13).toString("hex")}`,
      ...[home.id, name, name, number, createdAt, updatedAt, pushedAt],
      ...[place, pushedAt > 0 ? place : neverPushed(number)],
    ]);
  }
  database.exec("COMMIT");
  database
    .prepare(
      "UPDATE namespaces SET repo_count = ?, last_repo_number = ?, last_repo_created_at = ? WHERE id = ?",
    )
    .run([size, first + size, startMs + size * 1000, home.id]);
  database.close();
  const { db, close } = openSqlite(file);
  await db.transaction().execute((tx) => fillNameIndexes(tx));
  await close();
}

function wordsOf(at: number): string {
  const pick = (from: string[]) => from[randomInt(from.length)];
  return `${pick(words)}-${pick(moreWords)}-${at.toString(36)}`;
}
