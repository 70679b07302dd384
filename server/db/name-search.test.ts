import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { openSqlite } from "./dialect";
import { fillNameIndexes, indexName, neverPushed, newPlace, searchByName, searchByTime } from "./name-search";
import { openStore } from "./open-store";
import type { Tables } from "./schema";

async function withRows(fn: (tx: Transaction<Tables>) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-names-"));
  await (await openStore({ dataDir })).close();
  const { db, close } = openSqlite(path.join(dataDir, "vitrine.sqlite"));
  try {
    await db.transaction().execute(async (tx) => {
      await sql`insert into namespaces (id, name, name_key, repo_count, number, created_at, updated_at)
        values ('ns', 'ns', 'ns', 0, 1, 1, 1)`.execute(tx);
      await fn(tx);
    });
  } finally {
    await close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function add(tx: Kysely<Tables>, at: number, name: string, isIndexed = true): Promise<void> {
  const number = 2 ** 32 + at;
  const places = {
    namespace_id: "ns",
    name_key: name,
    number,
    updated_place: isIndexed ? await newPlace(tx, "updated_at", 5) : 5000 + at,
    pushed_place: neverPushed(number),
  };
  await tx
    .insertInto("repos")
    .values({
      ...places,
      id: name,
      name,
      description: null,
      default_branch: "main",
      read_only: 0,
      status: "ready",
      source: null,
      created_at: 5,
      updated_at: 5,
      last_push_at: 0,
    })
    .execute();
  if (isIndexed) await indexName(tx, places);
}

const home = { id: "ns", number: 1 };
const parts = ["a", "0", "17", "-1", "r-1", "r-12", "w-0", "zz", "1-", "r-0-0"];

async function expectFound(tx: Kysely<Tables>, names: string[]): Promise<void> {
  for (const part of parts) {
    const matching = names.filter((name) => name.includes(part)).sort();
    for (const direction of ["asc", "desc"] as const) {
      const ordered = direction === "asc" ? matching : [...matching].reverse();
      const search = { home, part, direction, limit: 40 };
      const middle = ordered[Math.floor(ordered.length / 2)] ?? "m";
      for (const after of [null, middle]) {
        const rest = after === null ? ordered : ordered.slice(ordered.indexOf(after) + 1);
        // In blocks of names, whatever the number of matches; and by sorting them.
        for (const sortedMax of [-1, 1e6]) {
          const found = await searchByName(tx, { ...search, after }, { sortedMax });
          expect([part, direction, after, found]).toEqual([part, direction, after, rest.slice(0, 40)]);
        }
      }
    }
  }
}

it("finds names in their order through blocks that split as names come in, rising, falling and anyhow", () =>
  withRows(async (tx) => {
    const names: string[] = [];
    for (let at = 0; at < 1200; at += 1) names.push(`r-${String(at).padStart(4, "0")}`);
    for (let at = 0; at < 1200; at += 1) names.push(`a-${String(2000 - at).padStart(4, "0")}`);
    for (let at = 0; at < 1200; at += 1) names.push(`w-${(at * 7919) % 10_007}-${at % 3}`);
    for (const [at, name] of names.entries()) await add(tx, at, name);
    const { rows: blocks } = await sql<{ first_key: string; next_key: string; size: number }>`
      select first_key, next_key, size from name_blocks order by first_key`.execute(tx);
    expect(blocks.length).toBeGreaterThan(3);
    expect(blocks[0]?.first_key).toBe("");
    expect(blocks.slice(1).map((block) => block.first_key)).toEqual(
      blocks.slice(0, -1).map((block) => block.next_key),
    );
    expect(Math.max(...blocks.map((block) => block.size))).toBeLessThanOrEqual(1024);
    await expectFound(tx, names);

    const gone = names.filter((_, at) => at % 3 === 0);
    for (const name of gone) await tx.deleteFrom("repos").where("id", "=", name).execute();
    await expectFound(
      tx,
      names.filter((_, at) => at % 3 !== 0),
    );
  }));

it("finds what was put into the indexes all at once, as if it had come one by one", () =>
  withRows(async (tx) => {
    const names: string[] = [];
    for (let at = 0; at < 2500; at += 1) names.push(`r-${at % 7}-${String((at * 7919) % 10_007)}`);
    for (const [at, name] of names.entries()) await add(tx, at, name, false);
    await fillNameIndexes(tx);
    await expectFound(tx, names);
    const search = { home, direction: "asc" as const, limit: 50, after: null };
    for (const sort of ["created_at", "updated_at", "last_push_at"] as const) {
      expect(await searchByTime(tx, sort, { ...search, part: "r-3" })).toEqual(
        names.filter((name) => name.includes("r-3")).slice(0, 50),
      );
    }
  }));

it("gives more repos of one millisecond than it has places a place each, in the order of their coming", () =>
  withRows(async (tx) => {
    const names = Array.from({ length: 1100 }, (_, at) => `n${at}`);
    for (const [at, name] of names.entries()) await add(tx, at, name);
    const search = { home, part: "n", direction: "asc" as const, limit: 2000, after: null };
    expect(await searchByTime(tx, "updated_at", search)).toEqual(names);
  }));
