import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { allowedHosts } from "@/egress/allowed-hosts";
import { type ConnectProxy, openConnectProxy } from "@/server/import/connect-proxy";
import { type HttpsRemote, startHttpsRemote } from "@/server/import/test-https-remote";
import { createLocalStorage, type LocalStorage } from "./local-storage";
import { RemoteError, type StageRemoteOptions, StorageError } from "./repo-storage";

let dataDir: string;
let storage: LocalStorage;
let remote: HttpsRemote;
let proxy: ConnectProxy;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-stage-"));
  storage = await createLocalStorage({ dataDir, log: () => {} });
  remote = await startHttpsRemote();
  proxy = await openConnectProxy({ allowed: allowedHosts(["localhost"]), maxBytes: 1e9 });
});
afterEach(async () => {
  await storage.close();
  await proxy.close();
  await remote.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const id = "repo_aaaaaaaaaaaaaaaaaaaaaaaaaa";
const access = (name: string) => ({
  url: remote.urlOf(name),
  proxyUrl: proxy.url,
  caBundle: remote.ca,
});

function options(other: Partial<StageRemoteOptions> = {}): StageRemoteOptions {
  return {
    branch: "main",
    depth: null,
    maxSizeBytes: 1e9,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...other,
  };
}

const incoming = () => readdir(path.join(dataDir, "incoming"));

it("keeps what arrives out of the repo until it is published", async () => {
  const dir = await remote.addRepo("one");
  const head = await remote.git(dir, "rev-parse", "main");
  await storage.createRepo(id, "main");
  const { staged, updates } = await storage.stageRemote(id, access("one"), options());
  expect(updates).toEqual([{ ref: "refs/heads/main", oldHash: "0".repeat(40), newHash: head }]);
  const isThere = () => storage.withReader(id, async (reader) => (await reader.info(head)) !== null);
  expect(await isThere()).toBe(false);
  const { signal } = new AbortController();
  expect(await storage.publish(id, updates, { staged, signal })).toEqual([
    { ref: "refs/heads/main", ok: true },
  ]);
  await staged.discard();
  expect(await isThere()).toBe(true);
  expect(await incoming()).toEqual([]);
});

it("leaves the repo as it is, also where a history ends early, until it is published", async () => {
  await remote.addRepo("deep", { count: 3 });
  await storage.createRepo(id, "main");
  const folder = path.join(dataDir, "repos", id.slice(-4, -2), id.slice(-2), `${id}.git`);
  const before = await readdir(folder, { recursive: true });
  const { staged, updates } = await storage.stageRemote(id, access("deep"), options({ depth: 2 }));
  expect(await readdir(folder, { recursive: true })).toEqual(before);
  const { signal } = new AbortController();
  const outcomes = await storage.publish(id, updates, { staged, signal });
  expect(outcomes).toEqual([{ ref: "refs/heads/main", ok: true }]);
  await staged.discard();
  expect(await readFile(path.join(folder, "shallow"), "utf8")).toMatch(/^[0-9a-f]{40}\n$/);
  const tip = updates[0]?.newHash ?? "";
  const commits = await storage.withReader(id, (reader) =>
    reader.listCommits(tip, { offset: 0, limit: 9, signal }),
  );
  expect(commits).toHaveLength(2);
});

it("refuses a history that takes more room than it may, however little came over the wire", async () => {
  await remote.addRepo("big", { count: 10, fileBytes: 20_000 });
  await storage.createRepo(id, "main");
  const staging = storage.stageRemote(id, access("big"), options({ maxSizeBytes: 100_000 }));
  await expect(staging).rejects.toMatchObject({
    kind: "too-large",
    message: "The history is larger than the limit of 100000 bytes",
  });
  await expect(staging).rejects.toBeInstanceOf(StorageError);
  expect(await incoming()).toEqual([]);
});

it("leaves nothing behind when it is aborted, or the branch is not there", async () => {
  await remote.addRepo("one");
  await storage.createRepo(id, "main");
  const missing = storage.stageRemote(id, access("one"), options({ branch: "next" }));
  await expect(missing).rejects.toMatchObject({ kind: "no-branch" });
  await expect(missing).rejects.toBeInstanceOf(RemoteError);
  const controller = new AbortController();
  remote.intercept = () => controller.abort();
  const aborted = storage.stageRemote(id, access("one"), options({ signal: controller.signal }));
  await expect(aborted).rejects.toMatchObject({ kind: "aborted" });
  expect(await incoming()).toEqual([]);
});

it("never tells where the data folder lies, nor the proxy's secret", async () => {
  remote.intercept = (_request, response) => {
    response
      .writeHead(200, { "content-type": "application/x-git-upload-pack-advertisement" })
      .end(`001e# service=git-upload-pack\n0000ERR ${dataDir}`);
  };
  const { signal } = new AbortController();
  const error: unknown = await storage
    .probeRemote(access("one"), { branch: null, signal })
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).not.toContain(dataDir);
  expect(String(error)).not.toContain(proxy.url);
});
