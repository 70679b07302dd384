import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { NewJob } from "./jobs";
import { openStore, type Store } from "./open-store";
import type { NewRepo } from "./repos";
import { startTestPostgres } from "./test-postgres";

const postgres = await startTestPostgres();
afterAll(async () => {
  if (typeof postgres !== "string") await postgres.stop();
});

let dataDir: string;
let store: Store;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-jobs-"));
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const repo = (id: string, name: string): NewRepo => ({
  id,
  name,
  description: null,
  defaultBranch: "main",
  readOnly: false,
  status: "importing",
  source: "git:https://h.org/a.git",
  createdAtMs: 1000,
  updatedAtMs: 1000,
  lastPushAtMs: null,
});

const job = (id: string, repoId: string, createdAtMs: number): NewJob => ({
  id,
  kind: "import",
  repoId,
  payload: JSON.stringify({ of: repoId }),
  createdAtMs,
});

const addImport = (id: string, name: string, createdAtMs = 1000) =>
  store.repos.insert("acme", repo(`repo_${id}`, name), { job: job(`job_${id}`, `repo_${id}`, createdAtMs) });

const claim = (owner: string, nowMs: number, leaseMs = 100) =>
  store.jobs.claim({ kind: "import", owner, nowMs, leaseUntilMs: nowMs + leaseMs });

async function claimed(owner: string, nowMs: number) {
  const found = await claim(owner, nowMs);
  if (found === null) throw new Error("there is no job");
  return found;
}

function suite(): void {
  it("are claimed oldest first, each by one", async () => {
    await addImport("b", "second", 2000);
    await addImport("a", "first", 1000);
    expect(await claimed("x", 5000)).toMatchObject({
      repoId: "repo_a",
      payload: '{"of":"repo_a"}',
      attempts: 1,
      lease: { id: "job_a", owner: "x", fence: 1 },
    });
    expect((await claimed("y", 5000)).repoId).toBe("repo_b");
    expect(await claim("z", 5000)).toBeNull();
  });

  it("go to exactly one of many who ask at once", async () => {
    for (const id of ["a", "b", "c"]) await addImport(id, id);
    const owners = Array.from({ length: 12 }, (_, index) => `owner-${index}`);
    const got = (await Promise.all(owners.map((owner) => claim(owner, 5000)))).filter(
      (found) => found !== null,
    );
    expect(got.map(({ repoId }) => repoId).sort()).toEqual(["repo_a", "repo_b", "repo_c"]);
  });

  it("go to the next one once a lease has run out, and are the former holder's no more", async () => {
    await addImport("a", "one");
    const first = await claimed("x", 5000);
    expect(await claim("y", 5099)).toBeNull();
    const second = await claimed("y", 5100);
    expect([second.attempts, second.lease.fence]).toEqual([2, 2]);
    expect(await store.jobs.renew(first.lease, 9000)).toBe(false);
    expect(await store.imports.finish("repo_a", first.lease, 6000)).toBe(false);
    const failure = { code: 1, message: "x", atMs: 6000, untilMs: 7000 };
    expect(await store.imports.fail("repo_a", first.lease, failure)).toBe(false);
    await store.jobs.release(first.lease);
    expect((await store.repos.find("acme", "one"))?.status).toBe("importing");
    expect(await store.imports.finish("repo_a", second.lease, 6000)).toBe(true);
    expect(await store.repos.find("acme", "one")).toMatchObject({ status: "ready", updatedAtMs: 6000 });
    expect(await store.jobs.count("import")).toBe(0);
  });

  it("that are renewed stay with their holder, also one that claimed twice under one name", async () => {
    await addImport("a", "one");
    const first = await claimed("x", 5000);
    expect(await store.jobs.renew(first.lease, 6000)).toBe(true);
    expect(await claim("x", 5500)).toBeNull();
    const again = await claimed("x", 6000);
    expect(await store.jobs.renew(first.lease, 9000)).toBe(false);
    expect(await store.jobs.renew(again.lease, 9000)).toBe(true);
  });

  it("that are put back count as not begun; those of a process that died do count", async () => {
    await addImport("a", "one");
    await store.jobs.release((await claimed("x", 5000)).lease);
    expect((await claimed("x", 5000)).attempts).toBe(1);
    expect(await store.jobs.releaseAllOf("y")).toBe(0);
    expect(await store.jobs.releaseAllOf("x")).toBe(1);
    expect((await claimed("x", 5000)).attempts).toBe(2);
  });

  it("say how far they are to who asks, until another takes them", async () => {
    await addImport("a", "one");
    expect(await store.jobs.findProgress("import", "repo_a")).toBeNull();
    const first = await claimed("x", 5000);
    expect(await store.jobs.noteProgress(first.lease, "half")).toBe(true);
    expect(await store.jobs.findProgress("import", "repo_a")).toBe("half");
    expect(await store.jobs.findProgress("maintain", "repo_a")).toBeNull();
    const second = await claimed("y", 5100);
    expect(await store.jobs.findProgress("import", "repo_a")).toBeNull();
    expect(await store.jobs.noteProgress(first.lease, "more")).toBe(false);
    expect(await store.jobs.noteProgress(second.lease, "less")).toBe(true);
    await store.jobs.release(second.lease);
    expect(await store.jobs.findProgress("import", "repo_a")).toBeNull();
    expect(await store.repos.remove("acme", "one", 6000)).toBe("repo_a");
    expect(await store.jobs.noteProgress(second.lease, "more")).toBe(false);
  });

  it("go with their repo", async () => {
    await addImport("a", "one");
    const { lease } = await claimed("x", 5000);
    expect(await store.repos.remove("acme", "one", 6000)).toBe("repo_a");
    expect(await store.jobs.renew(lease, 9000)).toBe(false);
    expect(await store.imports.finish("repo_a", lease, 6000)).toBe(false);
    expect(await store.jobs.count("import")).toBe(0);
  });

  it("are not written for a name that is taken", async () => {
    await addImport("a", "one");
    expect(await addImport("b", "ONE")).toBe(false);
    expect(await store.jobs.count("import")).toBe(1);
  });

  it("that fail free the name, note the folder for deletion, and leave the reason until it expires", async () => {
    await addImport("a", "one");
    const { lease } = await claimed("x", 5000);
    const failure = { code: 10401, message: "unreachable" };
    expect(await store.imports.fail("repo_a", lease, { ...failure, atMs: 6000, untilMs: 7000 })).toBe(true);
    expect(await store.repos.find("acme", "one")).toBeNull();
    expect((await store.namespaces.find("acme"))?.repoCount).toBe(0);
    expect(await store.repos.listPendingDeletions()).toEqual(["repo_a"]);
    expect(await store.jobs.count("import")).toBe(0);
    expect(await store.imports.findFailure("ACME", "One", 6999)).toEqual(failure);
    expect(await store.imports.findFailure("acme", "one", 7000)).toBeNull();
    expect(await store.imports.findFailure("other", "one", 6999)).toBeNull();
    expect(await store.imports.findFailure("ac\0me", "one", 6999)).toBeNull();

    // The next failure of that name gives its own reason, and an import that succeeds gives none.
    await addImport("b", "one");
    const second = { code: 10402, message: "too large", atMs: 6100, untilMs: 7100 };
    expect(await store.imports.findFailure("acme", "one", 6999)).toBeNull();
    await store.imports.fail("repo_b", (await claimed("x", 6000)).lease, second);
    expect(await store.imports.findFailure("acme", "one", 6999)).toMatchObject({ message: "too large" });
  });

  it("of one repo are one row, due at the earliest time asked for", async () => {
    const schedule = (atMs: number) =>
      store.jobs.schedule({ kind: "maintain", repoId: "repo_a", atMs, nowMs: 1000 });
    const claimMaintain = (nowMs: number) =>
      store.jobs.claim({ kind: "maintain", owner: "x", nowMs, leaseUntilMs: nowMs + 100 });
    expect(await store.jobs.nextDue("maintain")).toBeNull();
    await schedule(9000);
    await schedule(5000);
    await schedule(7000);
    expect(await store.jobs.count("maintain")).toBe(1);
    expect(await store.jobs.nextDue("maintain")).toBe(5000);
    expect(await claimMaintain(4999)).toBeNull();
    const job = await claimMaintain(5000);
    expect(job).toMatchObject({ repoId: "repo_a", attempts: 1 });
    if (job === null) return;
    // One that runs keeps its lease, whatever is asked for meanwhile.
    await schedule(5001);
    expect(await claimMaintain(5050)).toBeNull();
    // It comes back for who asked meanwhile, whatever its holder knows of that.
    await store.jobs.finish(job.lease, 8000);
    expect(await store.jobs.nextDue("maintain")).toBe(5001);
    const wanted = await claimMaintain(5001);
    await schedule(9000);
    await schedule(6000);
    await schedule(7000);
    if (wanted !== null) await store.jobs.finish(wanted.lease, null);
    expect(await store.jobs.nextDue("maintain")).toBe(6000);
    const quiet = await claimMaintain(6000);
    if (quiet !== null) await store.jobs.finish(quiet.lease, 8000);
    expect(await store.jobs.nextDue("maintain")).toBe(8000);
    expect(await claim("y", 9000)).toBeNull();
    const again = await claimMaintain(8000);
    // The old lease is worth nothing any more.
    await store.jobs.finish(job.lease, null);
    expect(await store.jobs.count("maintain")).toBe(1);
    if (again !== null) await store.jobs.finish(again.lease, null);
    expect(await store.jobs.count("maintain")).toBe(0);
  });
}

describe("jobs on SQLite", () => {
  beforeEach(async () => {
    store = await openStore({ dataDir });
  });
  suite();
});

const missing = typeof postgres === "string" ? ` (skipped: ${postgres})` : "";
describe.skipIf(missing !== "")(`jobs on PostgreSQL${missing}`, () => {
  beforeEach(async () => {
    if (typeof postgres === "string") return;
    store = await openStore({ dataDir, databaseUrl: await postgres.newDatabase() });
  });
  suite();
});
