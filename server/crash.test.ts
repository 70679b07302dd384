import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore } from "@/server/db/open-store";
import { type FailPoint, failPoints } from "./fail-point";
import { createRepo } from "./hosting/create-repo";
import { openHosting } from "./hosting/open-hosting";
import { createLocalStorage } from "./storage/local-storage";
import { zeroHash } from "./storage/repo-storage";
import { gitBytes, gitEnv, gitText, importCommits, packOf } from "./test-git";
import { shippedService } from "./test-shipped";

/**
 * A real service ends itself by SIGKILL at each step of each change; the next start must find the state before the change
 * or the one after it, and nothing else.
 */

const apiToken = "crash-test-token";
const signal = new AbortController().signal;
const log = () => {};

let root: string;
let seed: string;
let source: string;
let repoId: string;
let secret: string;
let oldTip: string;
let newTip: string;
let forgotten: string;

async function open(dataDir: string) {
  const store = await openStore({ dataDir });
  const storage = await createLocalStorage({ dataDir, log });
  const hosting = await openHosting({ storage, store, publicUrl: "http://x", log });
  return {
    store,
    storage,
    hosting,
    close: async () => {
      await hosting.maintenance.close();
      await storage.close();
      await store.close();
    },
  };
}

const folderOf = (dataDir: string, id: string) =>
  join(dataDir, "repos", id.slice(-4, -2), id.slice(-2), `${id}.git`);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-kill-"));
  seed = join(root, "seed");
  source = join(root, "source");
  await mkdir(seed);
  gitBytes(root, ["init", "--quiet", "--initial-branch=main", source]);
  oldTip = importCommits(source, "refs/heads/main", 200);
  forgotten = importCommits(source, "refs/heads/forgotten", 5);
  newTip = gitText(source, ["commit-tree", `${oldTip}^{tree}`, "-p", oldTip, "-m", "New"]);

  // A repo that needs every kind of maintenance: many objects without a bitmap, and some unreachable for years.
  const { hosting, storage, close } = await open(seed);
  const created = await createRepo(hosting, "acme", { name: "base" });
  repoId = created.id;
  secret = created.token.split("?")[0] ?? "";
  const pack = packOf(source, [oldTip, forgotten]);
  const staged = await storage.stage(repoId, Readable.from([pack]), { signal, maxSizeBytes: 1e9 });
  const update = { ref: "refs/heads/main", oldHash: zeroHash, newHash: oldTip };
  expect(await storage.publish(repoId, [update], { staged, signal })).toMatchObject([{ ok: true }]);
  await staged.discard();
  await close();
  const gitDir = folderOf(seed, repoId);
  const packDir = join(gitDir, "objects/pack");
  for (const name of await readdir(packDir)) await utimes(join(packDir, name), 1_600_000_000, 1_600_000_000);
  gitBytes(gitDir, ["repack", "-d", "-q", "--cruft", "--cruft-expiration=never", "--no-write-bitmap-index"]);
  expect((await readdir(packDir)).filter((name) => name.endsWith(".mtimes"))).toHaveLength(1);
});
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const died = once(child, "exit");
    child.kill("SIGKILL");
    await died;
  }
  await rm(root, { recursive: true, force: true });
});

/** Starts the service, makes the change, and waits for the service's end. Answers whether the change was acknowledged. */
async function dieAt(step: FailPoint, dataDir: string): Promise<boolean> {
  const child = spawn(process.execPath, [shippedService, "--no-welcome"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      ARTIFACTS_PORT: "0",
      ARTIFACTS_API_TOKEN: apiToken,
      ARTIFACTS_MAINTAIN_AFTER: "0",
      VITRINE_DATA_DIR: dataDir,
      VITRINE_FAIL_AT: step,
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  const died = once(child, "exit");
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes("\n")) break;
  }
  const origin = /ready at (\S+)/.exec(printed)?.[1];
  if (origin === undefined) throw new Error(`the service did not start: ${printed}`);
  const isAcknowledged = await change(step, origin);
  expect(await died).toEqual([null, "SIGKILL"]);
  return isAcknowledged;
}

async function change(step: FailPoint, origin: string): Promise<boolean> {
  const rest = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${origin}/client/v4/accounts/a/artifacts/namespaces/acme/repos${path}`, {
      method,
      headers: { authorization: `Bearer ${apiToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null);
    return answer?.ok ?? false;
  };
  switch (step.split(":")[0]) {
    case "create":
      return rest("POST", "", { name: "new" });
    case "fork":
      return rest("POST", "/base/fork", { name: "new" });
    case "delete":
      return rest("DELETE", "/base");
    default: {
      const url = new URL("/git/acme/base.git", origin);
      url.username = "x";
      url.password = secret;
      const pushed = spawn("git", ["push", "--quiet", url.href, `${newTip}:refs/heads/main`], {
        cwd: source,
        env: gitEnv,
        stdio: "ignore",
      });
      const [code] = await once(pushed, "exit");
      return code === 0;
    }
  }
}

/** The steps from which on the change has been made, whatever the client heard. */
const madeSteps: FailPoint[] = [
  "create:inserted",
  "fork:inserted",
  "push:refs-moved",
  "push:noted",
  "delete:row-removed",
  "delete:folder-moved",
  "delete:folder-removed",
];

// An import needs a remote to come from: its steps are walked in import-crash.test.ts.
const steps = failPoints.filter((step) => !step.startsWith("import:"));

it.each(steps.map((step) => [step]))(
  "a kill at %s leaves the old state or the new one",
  async (step) => {
    const dataDir = join(root, step.replace(":", "-"));
    await cp(seed, dataDir, { recursive: true, preserveTimestamps: true });
    const isAcknowledged = await dieAt(step, dataDir);

    const { store, storage, hosting, close } = await open(dataDir);
    try {
      const kind = step.split(":")[0];
      const isMade = madeSteps.includes(step);
      if (isAcknowledged) expect(isMade || kind === "maintain" || kind === "expire").toBe(true);
      const base = await store.repos.find("acme", "base");
      const added = await store.repos.find("acme", "new");
      expect(base === null).toBe(kind === "delete" && isMade);
      expect(added !== null).toBe((kind === "create" || kind === "fork") && isMade);

      // Neither half repos nor orphans.
      const rows = [base, added].flatMap((row) => row?.id ?? []);
      const folders: string[] = [];
      for await (const id of storage.listRepoIds()) folders.push(id);
      expect(folders.sort()).toEqual(rows.sort());
      expect(await store.repos.listPendingDeletions()).toEqual([]);
      expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
      expect((await store.namespaces.find("acme"))?.repoCount).toBe(rows.length);

      for (const id of rows) {
        await storage.maintainRepo(id, signal);
        const gitDir = folderOf(dataDir, id);
        gitBytes(gitDir, ["fsck", "--full", "--strict", "--no-dangling"]);
        const left = (await readdir(join(gitDir, "objects/pack"))).filter(
          (name) => !/^pack-[0-9a-f]{40}\.(pack|idx|rev|bitmap|mtimes)$|^multi-pack-index/.test(name),
        );
        expect(left).toEqual([]);
      }
      if (base !== null) {
        const tip = await storage.withReader(base.id, (reader) => reader.resolveCommit("main"));
        const isPushed = kind === "maintain" || kind === "expire" || isMade;
        expect(tip).toBe(isPushed && kind !== "create" && kind !== "fork" ? newTip : oldTip);
        expect(await storage.withReader(base.id, (reader) => reader.info(forgotten))).toBeNull();
      }
      if (kind === "fork" && added !== null) {
        expect(await storage.withReader(added.id, (reader) => reader.resolveCommit("HEAD"))).toBe(oldTip);
      }

      // No name is taken by what is not there, and the change can be made again.
      if (added === null) await createRepo(hosting, "acme", { name: "new" });
      if (base === null) await createRepo(hosting, "acme", { name: "base" });
    } finally {
      await close();
    }
    await rm(dataDir, { recursive: true, force: true });
  },
  60_000,
);
