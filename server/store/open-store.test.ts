import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataDirInUseError, lockDataDir } from "./data-lock";
import { openStore, type Store } from "./open-store";
import type { NewRepo } from "./repos";

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

it("keeps its rows and settings over a restart", async () => {
  await withStore(async (store) => {
    expect(await store.repos.insert("Acme", repo("repo_a", "One"), {})).toBe(true);
    expect(await store.settings.setOnce("key", "first")).toBe("first");
  });
  await withStore(async (store) => {
    expect(await store.repos.find("acme", "ONE")).toMatchObject({
      id: "repo_a",
      namespace: "Acme",
      name: "One",
    });
    expect(await store.settings.setOnce("key", "second")).toBe("first");
  });
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

describe("a transaction", () => {
  it("changes nothing when one of its steps fails", () =>
    withStore(async (store) => {
      await store.settings.setOnce("taken", "yes");
      await store.repos.doom("repo_a", 1);
      const insert = store.repos.insert("acme", repo("repo_a", "one"), {
        setting: { name: "taken", value: "no" },
      });
      await expect(insert).rejects.toThrow();
      expect(await store.repos.find("acme", "one")).toBeNull();
      expect(await store.namespaces.find("acme")).toBeNull();
      expect(await store.repos.listDoomed()).toEqual(["repo_a"]);
    }));

  it("takes a repo off the list of the doomed with its row, and puts it there when the row goes", () =>
    withStore(async (store) => {
      await store.repos.doom("repo_a", 1);
      await store.repos.insert("acme", repo("repo_a", "one"), {});
      expect(await store.repos.listDoomed()).toEqual([]);
      expect(await store.repos.remove("ACME", "ONE", 2)).toBe("repo_a");
      expect(await store.repos.listDoomed()).toEqual(["repo_a"]);
      expect(await store.namespaces.find("acme")).toMatchObject({ repoCount: 0, updatedAtMs: 2 });
    }));
});

it("never lets the time of the last push run backwards", () =>
  withStore(async (store) => {
    await store.repos.insert("acme", repo("repo_a", "one"), {});
    await store.repos.notePush("repo_a", 5000);
    await store.repos.notePush("repo_a", 4000);
    expect(await store.repos.find("acme", "one")).toMatchObject({ lastPushAtMs: 5000, updatedAtMs: 5000 });
  }));

it("reads every sort from an index, without sorting rows", async () => {
  await withStore(async (store) => {
    for (let at = 0; at < 50; at += 1) await store.repos.insert("acme", repo(`repo_${at}`, `r${at}`), {});
  });
  const database = new Database(path.join(dataDir, "vitrine.sqlite"));
  for (const field of ["created_at", "updated_at", "last_push_at"]) {
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT repos.id FROM repos INNER JOIN namespaces ON namespaces.id = repos.namespace_id
         WHERE repos.namespace_id = ? AND (repos.${field}, repos.id) < (?, ?)
         ORDER BY repos.${field} DESC, repos.id DESC LIMIT 50`,
      )
      .all("x", 1, "y");
    const text = JSON.stringify(plan);
    expect(text).toContain(`repos_namespace_id_${field}_id`);
    expect(text).not.toContain("TEMP B-TREE");
  }
  database.close();
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
