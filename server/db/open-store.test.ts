import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataDirInUseError, lockDataDir } from "./data-lock";
import { openSqlite } from "./dialect";
import { openStore, type Store } from "./open-store";
import type { NewRepo } from "./repos";
import { migrateTo } from "./test-migrate";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-store-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

async function withStore<T>(fn: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore({ dataDir });
  try {
    return await fn(store);
  } finally {
    await store.close();
  }
}

const repo = (id: string, name: string): NewRepo => ({
  id,
  name,
  description: null,
  defaultBranch: "main",
  readOnly: false,
  status: "ready",
  source: null,
  createdAtMs: 1000,
  updatedAtMs: 1000,
  lastPushAtMs: null,
});

it("leaves everything in one file after a clean end", async () => {
  await withStore((store) => store.repos.insert("acme", repo("repo_a", "one"), {}));
  await copyFile(path.join(dataDir, "vitrine.sqlite"), path.join(dataDir, "copy.sqlite"));
  const copy = new Database(path.join(dataDir, "copy.sqlite"));
  expect(copy.prepare("SELECT name FROM repos").all()).toEqual([{ name: "one" }]);
  copy.close();
});

it("writes so that a commit survives a power loss", async () => {
  await withStore(async () => {
    const database = new Database(path.join(dataDir, "vitrine.sqlite"));
    expect(database.prepare("PRAGMA journal_mode").get()).toMatchObject({ journal_mode: "wal" });
    database.close();
  });
});

it("refuses a database that a later version has written", async () => {
  await withStore(async () => {});
  const database = new Database(path.join(dataDir, "vitrine.sqlite"));
  database.exec("INSERT INTO kysely_migration VALUES ('9999-later', '2030-01-01')");
  database.close();
  await expect(openStore({ dataDir })).rejects.toThrow(
    "The database could not be brought to this version's schema.",
  );
});

it("reads every sort from an index, without sorting rows", async () => {
  await withStore(async (store) => {
    for (let at = 0; at < 50; at += 1) await store.repos.insert("acme", repo(`repo_${at}`, `r${at}`), {});
  });
  const database = new Database(path.join(dataDir, "vitrine.sqlite"));
  const orders = [
    ["repos_by_number", "repos.number < 1", "repos.number DESC"],
    [
      "repos_by_updated_place",
      "(updated_place, repos.number) < (1, 1)",
      "updated_place DESC, repos.number DESC",
    ],
    [
      "repos_by_pushed_place",
      "(pushed_place, repos.number) < (1, 1)",
      "pushed_place DESC, repos.number DESC",
    ],
    ["(namespace_id=? AND name_key<?)", "repos.name_key < 'x'", "repos.name_key DESC"],
  ];
  for (const [index, beyond, order] of orders) {
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT repos.id FROM repos INNER JOIN namespaces ON namespaces.id = repos.namespace_id
         WHERE repos.namespace_id = ? AND ${beyond} ORDER BY ${order} LIMIT 50`,
      )
      .all("x");
    const text = JSON.stringify(plan);
    expect(text).toContain(index);
    expect(text).not.toContain("TEMP B-TREE");
  }
  database.close();
});

it("brings a database of the first version to this one, with every name findable", async () => {
  const file = path.join(dataDir, "vitrine.sqlite");
  const { db, close } = openSqlite(file);
  await migrateTo(db, "0001-first-tables");
  await sql`insert into namespaces (id, name, name_key, repo_count, created_at, updated_at)
    values ('ns_1', 'Acme', 'acme', 3, 1, 1), ('ns_2', 'empty', 'empty', 0, 1, 1)`.execute(db);
  for (const [id, name, pushedAt] of [
    ["repo_b", "Beta", 0],
    ["repo_a", "alpha", 7000],
    ["repo_c", "gamma-alpha", 7000],
  ]) {
    await sql`insert into repos (id, namespace_id, name, name_key, default_branch, read_only, status, created_at,
        updated_at, last_push_at)
      values (${id}, 'ns_1', ${name}, lower(${name}), 'main', 0, 'ready', 5000, 5000, ${pushedAt})`.execute(
      db,
    );
  }
  await close();
  await withStore(async (store) => {
    const range = { namespace: "acme", after: null, limit: 9, direction: "desc" as const };
    for (const sort of ["created_at", "updated_at", "last_push_at", "name"] as const) {
      const names = (await store.repos.list({ ...range, sort, search: "alpha" })).map((row) => row.name);
      expect(names).toEqual(["gamma-alpha", "alpha"]);
    }
    expect(await store.repos.list({ ...range, sort: "last_push_at", search: null })).toHaveLength(3);
    expect(await store.repos.insert("ACME", repo("repo_d", "delta"), {})).toBe(true);
    expect(await store.repos.insert("empty", repo("repo_e", "alpha"), {})).toBe(true);
    expect(await store.repos.find("acme", "delta")).toMatchObject({ createdAtMs: 5000 });
  });
});

describe("the lock of the data folder", () => {
  it("refuses a second holder until the first lets go", () => {
    const first = lockDataDir(dataDir);
    expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError);
    first.release();
    first.release();
    lockDataDir(dataDir).release();
  });
});
