import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openStore, type Store } from "@/server/db/open-store";
import { StorageError } from "@/server/storage/repo-storage";
import { Maintenance } from "./maintenance";

let dataDir: string;
let store: Store;
let nowMs: number;
let logged: string[];
let calls: string[];
/** What the next look at a repo comes to. */
let outcome: (repoId: string, signal: AbortSignal) => Promise<{ againAtMs: number | null }>;
const running: Maintenance[] = [];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  dataDir = await mkdtemp(join(tmpdir(), "vitrine-maintenance-"));
  store = await openStore({ dataDir });
  nowMs = 1_000_000;
  logged = [];
  calls = [];
  outcome = async () => ({ againAtMs: null });
});
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
  await store.close();
  vi.useRealTimers();
  await rm(dataDir, { recursive: true, force: true });
});

function open(): Maintenance {
  const maintenance = new Maintenance({
    storage: {
      maintainRepo: (repoId, signal) => {
        calls.push(repoId);
        return outcome(repoId, signal);
      },
    },
    jobs: store.jobs,
    owner: "test",
    restMs: 5_000,
    now: () => nowMs,
    clock: async () => nowMs,
    log: (event) => logged.push(event),
  });
  running.push(maintenance);
  maintenance.start();
  return maintenance;
}

async function pass(ms: number): Promise<void> {
  nowMs += ms;
  await vi.advanceTimersByTimeAsync(ms);
  // Rows are read and written by real promises: they end without the clock.
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

it("tidies a repo once it has rested since its last push", async () => {
  const maintenance = open();
  maintenance.notePush("repo_a");
  await pass(3_000);
  maintenance.notePush("repo_a");
  await pass(3_000);
  expect(calls).toEqual([]);
  await pass(2_100);
  expect(calls).toEqual(["repo_a"]);
  await pass(60_000);
  expect(calls).toEqual(["repo_a"]);
  expect(await store.jobs.count("maintain")).toBe(0);
});

it("takes each of many repos, one after another", async () => {
  let atOnce = 0;
  let most = 0;
  outcome = async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    atOnce -= 1;
    return { againAtMs: null };
  };
  const maintenance = open();
  const ids = Array.from({ length: 10 }, (_, index) => `repo_${index}`);
  for (const id of ids) maintenance.notePush(id);
  await pass(6_000);
  await pass(1);
  expect([...calls].sort()).toEqual(ids);
  expect(most).toBe(1);
});

it("looks again after a push that came while it was busy with the repo", async () => {
  const maintenance = open();
  outcome = async () => {
    if (calls.length === 1) maintenance.notePush("repo_a");
    return { againAtMs: null };
  };
  maintenance.notePush("repo_a");
  await pass(5_001);
  expect(calls).toHaveLength(1);
  await pass(5_001);
  expect(calls).toHaveLength(2);
  expect(await store.jobs.count("maintain")).toBe(0);
});

it("comes back when the repo wants it, also after a restart", async () => {
  outcome = async () => ({ againAtMs: calls.length === 1 ? nowMs + 14 * 86_400_000 : null });
  const first = open();
  first.notePush("repo_a");
  await pass(5_001);
  await first.close();
  const second = open();
  await pass(86_400_000);
  expect(calls).toHaveLength(1);
  for (let hours = 0; hours < 14 * 24; hours += 6) await pass(6 * 3600_000 + 1);
  expect(calls).toHaveLength(2);
  await second.close();
});

it("does not forget over a restart what was pushed just before", async () => {
  const first = open();
  first.notePush("repo_a");
  await pass(1);
  await first.close();
  open();
  await pass(5_001);
  expect(calls).toEqual(["repo_a"]);
});

it("is told to stop when the service stops, and takes the repo up at the next start", async () => {
  outcome = (_, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(new StorageError("aborted", "stopped")));
    });
  const first = open();
  first.notePush("repo_a");
  await pass(5_001);
  await first.close();
  outcome = async () => ({ againAtMs: null });
  open();
  await pass(1);
  expect(calls).toEqual(["repo_a", "repo_a"]);
});

it("tries again an hour after a failure, and lets a removed repo go", async () => {
  outcome = async (repoId) => {
    if (repoId === "repo_gone") throw new StorageError("missing-repo", "gone");
    if (calls.length < 3) throw new StorageError("disk-full", "full");
    return { againAtMs: null };
  };
  const maintenance = open();
  maintenance.notePush("repo_a");
  maintenance.notePush("repo_gone");
  await pass(5_001);
  expect(calls).toHaveLength(2);
  expect(logged).toEqual(["maintenance-failed"]);
  await pass(3600_000);
  expect(calls).toHaveLength(3);
  expect(calls[2]).toBe("repo_a");
  expect(await store.jobs.count("maintain")).toBe(0);
});

it("writes a new row for pushes that come after another process has ended the first", async () => {
  const maintenance = open();
  maintenance.notePush("repo_a");
  await pass(4_000);
  maintenance.notePush("repo_a");
  const other = async () => {
    const job = await store.jobs.claim({
      kind: "maintain",
      owner: "other",
      nowMs,
      leaseUntilMs: nowMs + 60_000,
    });
    if (job !== null) await store.jobs.finish(job.lease, null);
    return job !== null;
  };
  nowMs += 1_000;
  expect(await other()).toBe(true);
  maintenance.notePush("repo_a");
  await pass(5_001);
  expect(calls).toEqual(["repo_a"]);
});

it("comes back for a push that came while another process was busy with the repo", async () => {
  const maintenance = open();
  maintenance.notePush("repo_a");
  await pass(1);
  nowMs += 5_000;
  const job = await store.jobs.claim({
    kind: "maintain",
    owner: "other",
    nowMs,
    leaseUntilMs: nowMs + 60_000,
  });
  maintenance.notePush("repo_a");
  await pass(1);
  if (job !== null) await store.jobs.finish(job.lease, nowMs + 14 * 86_400_000);
  await pass(5_001);
  expect(calls).toEqual(["repo_a"]);
});
