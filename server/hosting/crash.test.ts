import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqlite } from "@/server/db/dialect";
import { openStore, type Store } from "@/server/db/open-store";
import { migrateTo } from "@/server/db/test-migrate";
import { createLocalStorage } from "@/server/storage/local-storage";
import type { RepoStorage } from "@/server/storage/repo-storage";
import { createRepo } from "./create-repo";
import { deleteRepo } from "./delete-repo";
import type { Hosting } from "./hosting";
import { openHosting } from "./open-hosting";

/** What a killed process leaves is what stands when one step never happens and nothing after it does. */

let dataDir: string;
let store: Store;
let storage: RepoStorage;
let hosting: Hosting;
const log = () => {};

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-crash-"));
  await start();
});
afterEach(async () => {
  await stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function start() {
  store = await openStore({ dataDir });
  storage = await createLocalStorage({ dataDir, log });
  hosting = await openHosting({ storage, store, publicUrl: "http://x", log });
}
async function stop() {
  await storage.close();
  await store.close();
}
async function restart() {
  await stop();
  await start();
}
async function folders(): Promise<string[]> {
  const ids: string[] = [];
  for await (const id of storage.listRepoIds()) ids.push(id);
  return ids;
}

const killed = () => new Promise<never>(() => {});
const address = { namespace: "acme", repo: "one" };

/** Starts a change that hangs for ever at the step that `parts` replaces, and waits until it gets there. */
async function killAt(
  run: (broken: Hosting) => Promise<unknown>,
  step: "createRepo" | "removeRepo" | "insert" | "forgetPendingDeletion",
): Promise<void> {
  await new Promise<void>((reached) => {
    const stop = () => {
      reached();
      return killed();
    };
    const repos = { ...store.repos };
    if (step === "insert") repos.insert = stop;
    if (step === "forgetPendingDeletion") repos.forgetPendingDeletion = stop;
    const broken: Hosting = {
      ...hosting,
      store: { ...store, repos },
      storage: {
        createRepo: step === "createRepo" ? stop : (id, branch) => storage.createRepo(id, branch),
        forkRepo: (parentId, id, options) => storage.forkRepo(parentId, id, options),
        maintainRepo: (id, signal) => storage.maintainRepo(id, signal),
        removeRepo: step === "removeRepo" ? stop : (id) => storage.removeRepo(id),
        listRepoIds: () => storage.listRepoIds(),
        withReader: (id, fn) => storage.withReader(id, fn),
        stage: (id, pack, options) => storage.stage(id, pack, options),
        stageRemote: (id, remote, options) => storage.stageRemote(id, remote, options),
        probeRemote: (remote, options) => storage.probeRemote(remote, options),
        publish: (id, updates, options) => storage.publish(id, updates, options),
        bindRows: (rows) => storage.bindRows(rows),
        measure: () => storage.measure(),
        close: () => storage.close(),
      },
    };
    void run(broken);
  });
}

describe("a creation that is killed", () => {
  it.each(["createRepo", "insert"] as const)(
    "at %s leaves no folder, no row and a free name",
    async (step) => {
      await killAt((broken) => createRepo(broken, "acme", { name: "one" }), step);
      await restart();
      expect(await folders()).toEqual([]);
      expect(await store.repos.find("acme", "one")).toBeNull();
      expect(await store.namespaces.find("acme")).toBeNull();
      expect(await store.repos.listPendingDeletions()).toEqual([]);
      await createRepo(hosting, "acme", { name: "one" });
    },
  );
});

describe("a deletion that is killed", () => {
  it.each(["removeRepo", "forgetPendingDeletion"] as const)(
    "at %s is finished by the next start",
    async (step) => {
      await createRepo(hosting, "acme", { name: "one" });
      await killAt((broken) => deleteRepo(broken, address), step);
      expect(await store.repos.find("acme", "one")).toBeNull();
      await restart();
      expect(await folders()).toEqual([]);
      expect(await store.repos.listPendingDeletions()).toEqual([]);
    },
  );
});

it("finishes at its first start the deletions that a version with other tables left pending", async () => {
  await storage.createRepo("repo_left", "main");
  await storage.createRepo("repo_kept", "main");
  await stop();
  await rm(path.join(dataDir, "vitrine.sqlite"));
  const { db, close } = openSqlite(path.join(dataDir, "vitrine.sqlite"));
  await migrateTo(db, "0003-numbers");
  await sql`insert into doomed_repos (repo_id, since) values ('repo_left', 1)`.execute(db);
  await close();
  await start();
  expect(await folders()).toEqual(["repo_kept"]);
  expect(await store.repos.listPendingDeletions()).toEqual([]);
});

it("leaves a creation alone that another process is at, however often services start", async () => {
  let reached: () => void = () => {};
  let goOn: () => void = () => {};
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const isWanted = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const slow: Hosting = {
    ...hosting,
    store: {
      ...store,
      repos: {
        ...store.repos,
        insert: async (...args) => {
          reached();
          await isWanted;
          return store.repos.insert(...args);
        },
      },
    },
  };
  const creating = createRepo(slow, "acme", { name: "one" });
  await isReached;
  await openHosting({ storage, store, publicUrl: "http://x", log });
  goOn();
  const { id } = await creating;
  expect(await folders()).toEqual([id]);
  await storage.withReader(id, (reader) => reader.resolveCommit("HEAD"));
});

it("sweeps what nobody has finished for a day, and fails a creation that comes back then", async () => {
  let nowMs = Date.now();
  const open = () => openHosting({ storage, store, publicUrl: "http://x", log, now: () => nowMs });
  await store.repos.notePendingDeletion("repo_abandoned", nowMs);
  await storage.createRepo("repo_abandoned", "main");
  nowMs += 23 * 3600_000;
  await open();
  expect(await folders()).toEqual(["repo_abandoned"]);
  nowMs += 2 * 3600_000;
  await open();
  expect(await folders()).toEqual([]);
  expect(await store.repos.listPendingDeletions()).toEqual([]);
  const late = {
    id: "repo_abandoned",
    name: "late",
    description: null,
    defaultBranch: "main",
    readOnly: false,
    status: "ready" as const,
    source: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    lastPushAtMs: null,
  };
  await expect(store.repos.insert("acme", late, { wasPending: true })).rejects.toThrow("swept away");
  expect(await store.repos.find("acme", "late")).toBeNull();
});

it("frees the name and the folder when a creation fails", async () => {
  const broken: Hosting = {
    ...hosting,
    store: { ...store, repos: { ...store.repos, insert: () => Promise.reject(new Error("disk full")) } },
  };
  await expect(createRepo(broken, "acme", { name: "one" })).rejects.toThrow("disk full");
  expect(await folders()).toEqual([]);
  await createRepo(hosting, "acme", { name: "one" });
});

it("leaves a folder alone that the store knows nothing of", async () => {
  await storage.createRepo("repo_aaaaaaaaaaaaaaaaaaaaaaaaaa", "main");
  await restart();
  expect(await folders()).toEqual(["repo_aaaaaaaaaaaaaaaaaaaaaaaaaa"]);
});
