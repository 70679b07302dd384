import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openPostgres } from "./dialect";
import { openStore, type Store } from "./open-store";
import { type NewRepo, positionOf, type RepoPosition, type RepoRow, type RepoSort } from "./repos";
import { migrateTo } from "./test-migrate";
import { storeKinds, type TestStore } from "./test-stores";
import type { NewToken } from "./tokens";

const kinds = await storeKinds();
afterAll(async () => {
  for (const kind of kinds) await kind.stop();
});

const newRepo = (id: string, name: string, atMs = 1000): NewRepo => ({
  id,
  name,
  description: null,
  defaultBranch: "main",
  readOnly: false,
  status: "ready",
  source: null,
  createdAtMs: atMs,
  updatedAtMs: atMs,
  lastPushAtMs: null,
});
const newToken = (id: string, repoId: string, atMs = 1000): NewToken => ({
  id,
  repo_id: repoId,
  secret_hash: `hash of ${id}`,
  scope: "write",
  created_at: atMs,
  expires_at: atMs + 60_000,
  revoked_at: null,
});
const sorts: RepoSort[] = ["created_at", "updated_at", "last_push_at", "name"];

describe.skipIf(kinds.some((kind) => kind.missing !== null))("a PostgreSQL database", () => {
  const folder = () => mkdtemp(path.join(tmpdir(), "vitrine-bound-"));

  it("is brought to this schema once by several processes that start at once", async () => {
    const databaseUrl = (await kinds[1]?.newDatabase?.()) ?? "";
    const opened = Array.from({ length: 4 }, () => openPostgres(databaseUrl));
    await Promise.all(opened.map(({ db }) => migrateTo(db, "0007-longer-pieces")));
    for (const { close } of opened) await close();
  });

  it("belongs to one data folder, and the folder to it", async () => {
    const databaseUrl = (await kinds[1]?.newDatabase?.()) ?? "";
    const [mine, other] = [await folder(), await folder()];
    await (await openStore({ dataDir: mine, databaseUrl })).close();
    await expect(openStore({ dataDir: other, databaseUrl })).rejects.toThrow(
      `The PostgreSQL database belongs to another data folder than ${other}.`,
    );
    await expect(openStore({ dataDir: mine })).rejects.toThrow("set ARTIFACTS_DATABASE_URL");
    await (await openStore({ dataDir: other })).close();
    await expect(openStore({ dataDir: other, databaseUrl })).rejects.toThrow(
      "has its rows in vitrine.sqlite",
    );
    await (await openStore({ dataDir: mine, databaseUrl })).close();
    for (const dataDir of [mine, other]) await rm(dataDir, { recursive: true });
  });

  it("that ends connections in the middle of their work is asked again over new ones", async () => {
    const databaseUrl = (await kinds[1]?.newDatabase?.()) ?? "";
    const { db, close } = openPostgres(databaseUrl);
    const endOthers = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`;
    // Some in a transaction that waits, some in one that asks: ten is all that the pool has.
    const ended = new EventEmitter().setMaxListeners(0);
    let reachedCount = 0;
    const works = Array.from({ length: 9 }, (_, index) =>
      db.transaction().execute(async (tx) => {
        await sql`select 1`.execute(tx);
        reachedCount += 1;
        if (index % 2 === 0) await sql`select pg_sleep(60)`.execute(tx);
        else {
          await once(ended, "ended");
          await sql`select 1`.execute(tx);
        }
      }),
    );
    const outcomes = Promise.allSettled(works);
    await vi.waitUntil(() => reachedCount === 9, { timeout: 20_000 });
    await endOthers.execute(db);
    ended.emit("ended");
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { kind: "unavailable" } });
    }
    const after = await Promise.all(
      Array.from({ length: 20 }, () => sql<{ one: number }>`select 1 as one`.execute(db)),
    );
    expect(after.map(({ rows }) => rows[0]?.one)).toEqual(Array(20).fill(1));
    await close();
  });

  it("that does not answer is told as such, without its password", async () => {
    const dataDir = await folder();
    const open = openStore({ dataDir, databaseUrl: "postgresql://me:hunter2@127.0.0.1:1/none" });
    const error = await open.catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain("hunter2");
    expect(String(error)).toBe("Error: The database does not answer.");
    await rm(dataDir, { recursive: true });
  });
});

for (const kind of kinds) {
  describe.skipIf(kind.missing !== null)(`the store on ${kind.name}`, () => {
    let made: TestStore;
    let store: Store;
    beforeEach(async () => {
      made = await kind.make();
      store = await made.open();
    });
    afterEach(async () => {
      await store.close();
      await made.remove();
    });

    it("keeps its rows and settings over a restart", async () => {
      expect(await store.repos.insert("Acme", newRepo("repo_a", "One"), {})).toBe(true);
      expect(await store.settings.setOnce("key", "first")).toBe("first");
      await store.close();
      store = await made.open();
      expect(await store.repos.find("acme", "ONE")).toMatchObject({
        id: "repo_a",
        namespace: "Acme",
        name: "One",
      });
      expect(await store.settings.setOnce("key", "second")).toBe("first");
      expect(await store.repos.hasAny()).toBe(true);
      await store.settings.proveWritable(5);
      await store.settings.proveWritable(6);
    });

    it("is proven to take writes by each process in a row of its own", async () => {
      const second = await made.open();
      const proofs = async () => {
        const { db, close } = made.openDatabase();
        const rows = await db
          .selectFrom("settings")
          .select("name")
          .where("name", "like", "last-health%")
          .execute();
        await close();
        return rows.map(({ name }) => name).toSorted();
      };
      for (const each of [store, second, store]) await each.settings.proveWritable(5);
      expect(await proofs()).toEqual(
        [store, second].map(({ owner }) => `last-health-check ${owner}`).toSorted(),
      );
      await store.settings.forgetProofOf(second.owner);
      expect(await proofs()).toEqual([`last-health-check ${store.owner}`]);
      await second.close();
    });

    it("changes nothing when one step of a transaction fails", async () => {
      await store.settings.setOnce("taken", "yes");
      await store.repos.notePendingDeletion("repo_a", 1);
      const insert = store.repos.insert("acme", newRepo("repo_a", "one"), {
        setting: { name: "taken", value: "no" },
      });
      await expect(insert).rejects.toThrow();
      expect(await store.repos.find("acme", "one")).toBeNull();
      expect(await store.namespaces.find("acme")).toBeNull();
      expect(await store.repos.listPendingDeletions()).toEqual(["repo_a"]);
      expect(await search(store, "on")).toEqual([]);
    });

    it("takes a repo off the pending deletions with its row, and puts it there when the row goes", async () => {
      await store.repos.notePendingDeletion("repo_a", 1);
      await store.repos.insert("acme", newRepo("repo_a", "one"), { token: newToken("t", "repo_a") });
      expect(await store.repos.listPendingDeletions()).toEqual([]);
      expect(await store.repos.remove("ACME", "ONE", 2)).toBe("repo_a");
      expect(await store.repos.listPendingDeletions()).toEqual(["repo_a"]);
      expect(await store.namespaces.find("acme")).toMatchObject({ repoCount: 0, updatedAtMs: 2 });
      expect(await store.tokens.findGrant("hash of t")).toBeNull();
      expect(await store.repos.remove("acme", "one", 3)).toBeNull();
      await store.repos.forgetPendingDeletion("repo_a");
      expect(await store.repos.listPendingDeletions()).toEqual([]);
    });

    it("keeps the deletions that an earlier version left pending", async () => {
      const old = await kind.make();
      const { db, close } = old.openDatabase();
      await migrateTo(db, "0003-numbers");
      await sql`insert into doomed_repos (repo_id, since) values ('repo_a', 1), ('repo_b', 2)`.execute(db);
      await close();
      const opened = await old.open();
      try {
        expect(await opened.repos.listPendingDeletions()).toEqual(["repo_a", "repo_b"]);
        await opened.repos.forgetPendingDeletion("repo_a");
        await opened.repos.insert("acme", newRepo("repo_b", "two"), {});
        expect(await opened.repos.listPendingDeletions()).toEqual([]);
      } finally {
        await opened.close();
        await old.remove();
      }
    });

    it("claims the jobs that an earlier version left in line", async () => {
      const old = await kind.make();
      const { db, close } = old.openDatabase();
      await migrateTo(db, "0005-owners");
      await sql`insert into jobs (id, kind, repo_id, state, attempts, lease_until, fence, payload, created_at)
        values ('job_a', 'import', 'repo_a', 'queued', 0, 0, 0, '{}', 1)`.execute(db);
      await close();
      const opened = await old.open();
      try {
        const job = await opened.jobs.claim({ kind: "import", owner: "x", nowMs: 5, leaseUntilMs: 10 });
        if (job === null) throw new Error("nothing was claimed");
        expect(await opened.jobs.noteProgress(job.lease, "half")).toBe(true);
        expect(await opened.jobs.findProgress("import", "repo_a")).toBe("half");
      } finally {
        await opened.close();
        await old.remove();
      }
    });

    it("never lets times run backwards", async () => {
      await store.repos.insert("acme", newRepo("repo_a", "one"), {});
      await store.publishing.notePush("repo_a", 5000);
      await store.publishing.notePush("repo_a", 4000);
      expect(await store.repos.find("acme", "one")).toMatchObject({ lastPushAtMs: 5000, updatedAtMs: 5000 });
      await store.repos.insert("acme", newRepo("repo_b", "two", 500), {});
      expect(await store.repos.find("acme", "two")).toMatchObject({ createdAtMs: 1000, updatedAtMs: 1000 });
    });

    it("finds names in any case and keeps them as written, byte for byte in order", async () => {
      for (const name of ["b", "B-2", "a_x", "a-x", "a.x", "A1", "zz"]) {
        await store.repos.insert("Acme", newRepo(`repo_${name}`, name), {});
      }
      expect(await store.repos.insert("aCME", newRepo("other", "ZZ"), {})).toBe(false);
      const rows = await all(store, { sort: "name", direction: "asc" });
      expect(rows.map((row) => row.name)).toEqual(["a-x", "a.x", "A1", "a_x", "b", "B-2", "zz"]);
      expect(await store.repos.find("acme", "b-2")).toMatchObject({ name: "B-2" });
    });

    it.each(["one\0", "\0", "\u212aey", "key\n", "", "a/b", "'"])(
      "finds nothing under the name %j",
      async (name) => {
        await store.repos.insert("key", newRepo("repo_a", "key"), { token: newToken("key", "repo_a") });
        expect(await store.repos.find("key", name)).toBeNull();
        expect(await store.repos.find(name, "key")).toBeNull();
        expect(await store.repos.remove(name, name, 1)).toBeNull();
        expect(await store.namespaces.find(name)).toBeNull();
        expect(await store.namespaces.removeEmpty(name)).toBe("missing");
        expect(await store.tokens.revoke("key", name, 1)).toBe(false);
        expect(await store.imports.findFailure("key", name, 1)).toBeNull();
      },
    );

    it("gives one of many that take the same name the name", async () => {
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, at) => store.repos.insert("acme", newRepo(`repo_${at}`, "same"), {})),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
      expect(await store.namespaces.find("acme")).toMatchObject({ repoCount: 1 });
    });

    it("counts what is made and removed at once, and numbers no two repos alike", async () => {
      const insert = (at: number) => store.repos.insert("acme", newRepo(`repo_${at}`, `r${at}`), {});
      await Promise.all(Array.from({ length: 100 }, (_, at) => insert(at)));
      const removed = await Promise.all(
        Array.from({ length: 40 }, (_, at) => store.repos.remove("acme", `r${at % 20}`, 2000)),
      );
      expect(removed.filter((id) => id !== null)).toHaveLength(20);
      expect(await store.namespaces.find("acme")).toMatchObject({ repoCount: 80 });
      const rows = await all(store, { sort: "created_at", direction: "asc" });
      expect(new Set(rows.map((row) => row.number)).size).toBe(80);
      expect(await store.measure()).toMatchObject({ namespaces: 1, repos: 80 });
    });

    it("holds as many tokens as were inserted at once, and none of a repo that is gone", async () => {
      await store.repos.insert("acme", newRepo("repo_a", "one"), {});
      const inserted = await Promise.all(
        Array.from({ length: 200 }, (_, at) => store.tokens.insert(newToken(`t${at}`, "repo_a", 1000 + at))),
      );
      expect(inserted.every(Boolean)).toBe(true);
      const range = { repoId: "repo_a", state: "all" as const, nowMs: 1000, offset: 0, limit: 30 };
      const listed = await store.tokens.list(range);
      expect([listed.totalCount, listed.tokens[0]?.id]).toEqual([200, "t199"]);
      expect(await store.tokens.revoke("ACME", "t7", 9000)).toBe(true);
      expect(await store.tokens.revoke("acme", "t7", 9999)).toBe(true);
      expect(await store.tokens.findGrant("hash of t7")).toMatchObject({ revokedAtMs: 9000, repo: "one" });
      expect((await store.tokens.list({ ...range, state: "active" })).totalCount).toBe(199);
      expect((await store.tokens.list({ ...range, state: "expired", nowMs: 61_100 })).totalCount).toBe(100);

      const [gone, ...late] = await Promise.all([
        store.repos.remove("acme", "one", 2000),
        ...Array.from({ length: 20 }, (_, at) => store.tokens.insert(newToken(`late${at}`, "repo_a"))),
      ]);
      expect(gone).toBe("repo_a");
      expect(late.every((outcome) => typeof outcome === "boolean")).toBe(true);
      expect((await store.tokens.list(range)).totalCount).toBe(0);
      expect(await store.tokens.insert(newToken("after", "repo_a"))).toBe(false);
    });

    it("makes and removes empty namespaces, and keeps those that hold a repo", async () => {
      const inserted = await Promise.all(
        Array.from({ length: 10 }, () => store.namespaces.insert("Solo", 5)),
      );
      expect(inserted.filter(Boolean)).toHaveLength(1);
      await store.repos.insert("solo", newRepo("repo_a", "one"), {});
      expect(await store.namespaces.removeEmpty("SOLO")).toBe("not-empty");
      await store.repos.remove("solo", "one", 6);
      expect(await store.namespaces.removeEmpty("SOLO")).toBe("removed");
      expect(await store.namespaces.removeEmpty("SOLO")).toBe("missing");
      await store.repos.insert("solo", newRepo("repo_b", "one"), {});
      expect(await search(store, "one", "solo")).toEqual(["one"]);
    });

    it("hands each job to one of many that ask, and to nobody who has lost it", async () => {
      const job = (at: number) => ({
        job: {
          id: `job_${at}`,
          kind: "import" as const,
          repoId: `repo_${at}`,
          payload: "{}",
          createdAtMs: at,
        },
      });
      for (let at = 0; at < 5; at += 1) {
        await store.repos.insert(
          "acme",
          { ...newRepo(`repo_${at}`, `r${at}`), status: "importing" },
          job(at),
        );
      }
      const ask = { kind: "import" as const, nowMs: 10_000, leaseUntilMs: 20_000 };
      const claimed = await Promise.all(
        Array.from({ length: 8 }, (_, at) => store.jobs.claim({ ...ask, owner: `owner_${at}` })),
      );
      const taken = claimed.flatMap((one) => (one === null ? [] : [one]));
      expect(taken.map((one) => one.repoId).sort()).toEqual([
        "repo_0",
        "repo_1",
        "repo_2",
        "repo_3",
        "repo_4",
      ]);
      const [first, second] = taken;
      if (first === undefined || second === undefined) throw new Error("nothing was claimed");
      const again = await store.jobs.claim({ ...ask, owner: "thief", nowMs: 30_000, leaseUntilMs: 40_000 });
      expect(again?.lease.fence).toBe(2);
      const [lost, kept] = again?.repoId === first.repoId ? [first, second] : [second, first];
      expect(await store.jobs.renew(lost.lease, 50_000)).toBe(again?.repoId !== lost.repoId);
      expect(await store.imports.finish(kept.repoId, kept.lease, 31_000)).toBe(true);
      expect(await store.imports.finish(kept.repoId, kept.lease, 32_000)).toBe(false);
      const rows = await all(store, { sort: "updated_at", direction: "desc" });
      expect(rows[0]).toMatchObject({ id: kept.repoId, status: "ready", updatedAtMs: 31_000 });
    });

    it("says why nothing may be published any more", async () => {
      const job = {
        id: "job_a",
        kind: "import" as const,
        payload: "{}",
        createdAtMs: 1000,
        repoId: "repo_a",
      };
      await store.repos.insert(
        "acme",
        { ...newRepo("repo_a", "a"), status: "importing" },
        { token: newToken("token_a", "repo_a"), job },
      );
      await store.repos.insert(
        "acme",
        { ...newRepo("repo_b", "b"), readOnly: true },
        { token: newToken("token_b", "repo_b") },
      );
      const asked = (
        repoId: string,
        expected: Parameters<typeof store.publishing.refusalOf>[1],
        nowMs = 10_000,
      ) => store.publishing.refusalOf(repoId, expected, nowMs);
      const claim = () =>
        store.jobs.claim({ kind: "import", owner: "x", nowMs: 10_000, leaseUntilMs: 10_000 });
      const first = (await claim())?.lease;
      if (first === undefined) throw new Error("nothing was claimed");
      const importing = { status: "importing", isWritable: false, lease: first } as const;
      expect(await asked("repo_a", importing)).toBeNull();
      expect(await asked("repo_b", importing)).toBe("the repository is not ready");
      expect(await asked("repo_c", importing)).toBe("the repository was deleted");
      expect(await asked("repo_a", { ...importing, lease: { ...first, owner: "y" } })).toBe(
        "the work was taken over",
      );
      const second = (await claim())?.lease;
      expect(await asked("repo_a", importing)).toBe("the work was taken over");
      if (second !== undefined) await store.imports.finish("repo_a", second, 11_000);
      expect(await asked("repo_a", { ...importing, status: "ready" })).toBe("the work was taken over");

      const pushing = { status: "ready", isWritable: true, tokenId: "token_a" } as const;
      expect(await asked("repo_a", pushing)).toBeNull();
      expect(await asked("repo_b", { ...pushing, tokenId: "token_b" })).toBe("the repository is read-only");
      expect(await asked("repo_a", { ...pushing, tokenId: "token_b" })).toBe("the token was revoked");
      expect(await asked("repo_a", pushing, 60_999)).toBeNull();
      expect(await asked("repo_a", pushing, 61_000)).toBe("the token has expired");
      await store.tokens.revoke("acme", "token_a", 12_000);
      expect(await asked("repo_a", pushing)).toBe("the token was revoked");
    });

    it("lists and searches like a plain array does, whatever was added, pushed to and removed", async () => {
      const random = seeded(7);
      const alive = new Map<string, string>();
      for (let at = 0; at < 260; at += 1) {
        const name = `${pick(random, ["aa", "ab", "b.a", "ba_"])}${pick(random, ["-x", "-y", ""])}-${Math.floor(random() * 1000)}`;
        const id = `repo_${at}`;
        if (await store.repos.insert("acme", newRepo(id, name, 1000 + Math.floor(at / 3)), {}))
          alive.set(id, name);
        await store.repos.insert("other", newRepo(`other_${at}`, name, 1000), {});
        const some = pick(random, [...alive.keys()]);
        if (at % 2 === 0) await store.publishing.notePush(some, 2000 + Math.floor(random() * 50));
        if (at % 5 === 0) {
          await store.repos.remove("acme", alive.get(some) ?? "", 3000);
          alive.delete(some);
        }
      }
      const rows = await all(store, { sort: "created_at", direction: "asc" });
      expect(rows.map((row) => row.id).sort()).toEqual([...alive.keys()].sort());
      for (const part of [
        "",
        "a",
        "-",
        "aa",
        "a-",
        "-x-",
        "b.a",
        "ba_",
        "aa-x-1",
        "7",
        "zz",
        "aa-x-x",
        "a-y-9",
      ]) {
        const matching = rows.filter((row) => row.name.includes(part));
        for (const sort of sorts) {
          const ordered = [...matching].sort((one, other) => compare(one, other, sort));
          const up = await walk(store, { search: part, sort, direction: "asc" }, 7);
          expect([part, sort, up]).toEqual([part, sort, ordered.map((row) => row.name)]);
          const down = await walk(store, { search: part, sort, direction: "desc" }, 50);
          expect([part, sort, down]).toEqual([part, sort, ordered.map((row) => row.name).reverse()]);
        }
      }
    });

    it("finds the few that hold a part among many made of the same pieces, and by every part of a name", async () => {
      const names = ["run-agent-x", "Range_Agent.7"];
      for (let at = 0; at < 90; at += 1) names.push(`agent-run-${at.toString(36)}-range`);
      names.push(`${"long-".repeat(39)}name0`);
      for (const [at, name] of names.entries())
        await store.repos.insert("acme", newRepo(`repo_${at}`, name), {});
      await store.repos.insert("other", newRepo("repo_other", "run-agent-x"), {});
      const parts = [...Array(11).keys()].map((at) => "run-agent-x".slice(0, at + 1));
      parts.push(
        "ngen",
        "t-run-a",
        "e_agent.7",
        "RUN-AGENT",
        "range_agent.7",
        "agent-run-3a-rang",
        "nt-run-2-range",
      );
      parts.push("g-long-long-long-long-long-name", names.at(-1) ?? "", `${names.at(-1)}x`, "x".repeat(200));
      for (const part of parts) {
        const wanted = names
          .map((name) => name.toLowerCase())
          .filter((name) => name.includes(part.toLowerCase()));
        const found = (await search(store, part)).map((name) => name.toLowerCase());
        expect([part, found]).toEqual([part, wanted.sort()]);
      }
      await store.repos.remove("acme", "run-agent-x", 3000);
      expect(await search(store, "run-agent")).toEqual([]);
      expect(await search(store, "run-agent", "other")).toEqual(["run-agent-x"]);
    });

    it.each([
      ["_", ["a_b"]],
      ["__", []],
      [".", ["a.b"]],
      ["a_b", ["a_b"]],
      ["%", []],
      ["a%b", []],
      ["*", []],
      ["a*", []],
      ["?", []],
      ['"', []],
      ['"a"', []],
      ["'", []],
      ["a' or 'a' = 'a", []],
      ["\\", []],
      ["\\_", []],
      ["a\\_b", []],
      ["^a", []],
      ["a b", []],
      ["NOT", ["and-or-not"]],
      ["and", ["and-or-not"]],
      ["OR", ["and-or-not"]],
      ["1_a", []],
      ["\u00e9", []],
      ["\u212a", []],
      ["\u{1f600}", []],
      ["\ud800", []],
      ["\0", []],
      ["a\0", []],
      ["-", ["a-b", "and-or-not", "x--y"]],
      ["--", ["x--y"]],
      ["-y", ["x--y"]],
    ])("takes every character of the search %j for itself", async (part, wanted) => {
      for (const name of ["a_b", "a-b", "a.b", "axb", "and-or-not", "x--y"]) {
        await store.repos.insert("acme", newRepo(`repo_${name}`, name), {});
      }
      expect(await search(store, part)).toEqual(wanted);
    });

    it("finds what an earlier version has named by every part of its name", async () => {
      const old = await kind.make();
      const { db, close } = old.openDatabase();
      await migrateTo(db, "0006-progress");
      await sql`insert into namespaces (id, name, name_key, repo_count, number, created_at, updated_at)
        values ('ns', 'acme', 'acme', 1, 1, 1, 1)`.execute(db);
      await sql`insert into repos (id, namespace_id, name, name_key, number, updated_place, pushed_place,
          default_branch, read_only, status, created_at, updated_at, last_push_at)
        values ('repo_a', 'ns', 'Run-Agent-x', 'run-agent-x', 4294967297, 1, 1, 'main', 0, 'ready', 1, 1, 0)`.execute(
        db,
      );
      await close();
      const opened = await old.open();
      try {
        for (const part of ["r", "un", "n-a", "un-a", "run-agent", "run-agent-x"]) {
          expect([part, await search(opened, part)]).toEqual([part, ["Run-Agent-x"]]);
        }
        await opened.repos.remove("acme", "run-agent-x", 5);
        expect(await search(opened, "run-agent")).toEqual([]);
      } finally {
        await opened.close();
        await old.remove();
      }
    });

    it("loses and repeats nothing on a walk during which repos are added, by any sort", async () => {
      let added = 0;
      const add = async () => {
        const name = `r-${(added * 7919) % 997}-${added}`;
        await store.repos.insert("acme", newRepo(`repo_${added}`, name, 1000 + added), {});
        added += 1;
      };
      for (let at = 0; at < 30; at += 1) await add();
      for (const sort of sorts) {
        for (const search of ["", "r-"]) {
          const before = await walk(store, { search, sort, direction: "asc" }, 100);
          for (const direction of ["asc", "desc"] as const) {
            let pages = 0;
            const seen = await walk(store, { search, sort, direction }, 9, async () => {
              pages += 1;
              if (pages < 4) await add();
            });
            expect(new Set(seen).size).toBe(seen.length);
            expect(seen).toEqual(expect.arrayContaining(before));
          }
        }
      }
    });
  });
}

async function all(store: Store, range: { sort: RepoSort; direction: "asc" | "desc" }): Promise<RepoRow[]> {
  return store.repos.list({ namespace: "acme", search: null, after: null, limit: 1000, ...range });
}

async function search(store: Store, part: string, namespace = "acme"): Promise<string[]> {
  const range = { namespace, search: part, after: null, limit: 100, direction: "asc" as const };
  const found = await store.repos.list({ ...range, sort: "name" });
  for (const sort of sorts) {
    const other = await store.repos.list({ ...range, sort });
    expect(other.map((row) => row.id).sort()).toEqual(found.map((row) => row.id).sort());
  }
  return found.map((row) => row.name);
}

async function walk(
  store: Store,
  range: { search: string; sort: RepoSort; direction: "asc" | "desc" },
  limit: number,
  between: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const seen: string[] = [];
  for (let after: RepoPosition | null = null; ; ) {
    const rows: RepoRow[] = await store.repos.list({ namespace: "acme", after, limit, ...range });
    seen.push(...rows.map((row) => row.name));
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return seen;
    after = positionOf(last, range.sort);
    await between();
  }
}

function compare(one: RepoRow, other: RepoRow, sort: RepoSort): number {
  if (sort === "name") return one.name < other.name ? -1 : 1;
  const by = {
    created_at: (row: RepoRow) => [row.createdAtMs, row.number],
    updated_at: (row: RepoRow) => [row.updatedAtMs, row.updatedPlace, row.number],
    last_push_at: (row: RepoRow) => [row.lastPushAtMs ?? 0, row.pushedPlace, row.number],
  }[sort];
  const [left, right] = [by(one), by(other)];
  for (const [at, value] of left.entries()) if (value !== right[at]) return value - (right[at] ?? 0);
  return 0;
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

/** A stream of numbers that is the same on every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
