import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flushText, pktText } from "@/gitformat/pkt-line";
import { gitText, packOf } from "@/server/test-git";
import { createLocalStorage, type LocalStorage } from "./local-storage";
import { type RefUpdate, type StagedObjects, StorageError, zeroHash } from "./repo-storage";

const signal = new AbortController().signal;
const id = "repo_abcdefghijklmnop";

let root: string;
let dataDir: string;
let source: string;
let storage: LocalStorage;
let first: string;
let head: string;
const big = randomBytes(3 * 1024 * 1024);

const git = (...args: string[]) => gitText(source, args);

async function idsOf(opened: LocalStorage): Promise<string[]> {
  const ids: string[] = [];
  for await (const each of opened.listRepoIds()) ids.push(each);
  return ids;
}

const reading = <T>(fn: Parameters<typeof storage.withReader<T>>[1], repoId = id) =>
  storage.withReader(repoId, fn);

async function push(repoId: string, updates: RefUpdate[], revs: string[] = []): Promise<void> {
  const staged = await storage.stage(repoId, Readable.from([packOf(source, revs)]), {
    signal,
    maxSizeBytes: 1e9,
  });
  const outcomes = await storage.publish(repoId, updates, { staged, signal });
  await staged.discard();
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-storage-"));
  dataDir = join(root, "data");
  source = join(root, "source");
  await mkdir(join(source, "dir/deep"), { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  await writeFile(join(source, "README.md"), "# Hello\n");
  await writeFile(join(source, "dir/deep/file"), "deep\n");
  await writeFile(join(source, 'caf\xe9 "quoted"\nline'), "odd\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "One");
  first = git("rev-parse", "HEAD");
  await writeFile(join(source, "big"), big);
  await writeFile(join(source, "empty"), "");
  await symlink("README.md", join(source, "link"));
  git("add", "--all");
  git("update-index", "--add", "--cacheinfo", `160000,${first},module`);
  git("commit", "--quiet", "--message", "Two");
  head = git("rev-parse", "HEAD");

  storage = await createLocalStorage({ dataDir, log: () => {} });
  await storage.createRepo(id, "main");
  await push(id, [{ ref: "refs/heads/main", oldHash: zeroHash, newHash: head }], [head]);
});
afterAll(async () => {
  await storage.close();
  await rm(root, { recursive: true, force: true });
});

it("lets a clone that is under way end well when its repo is removed, and its files go after it", async () => {
  const doomed = "repo_doomed1";
  await storage.createRepo(doomed, "main");
  await push(doomed, [{ ref: "refs/heads/main", oldHash: zeroHash, newHash: head }], [head]);
  const request = new PassThrough();
  const answer = await reading(
    async (reader) => reader.uploadPack(request, { protocol: null, signal }),
    doomed,
  );
  request.write(pktText(`want ${head} side-band-64k ofs-delta\n`) + pktText("deepen 9\n") + flushText);
  // Git has opened the repo: it says where the history will end.
  const chunks: Buffer[] = [];
  answer.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(answer, "data");
  await storage.removeRepo(doomed);
  await expect(reading((reader) => reader.resolveCommit("main"), doomed)).rejects.toMatchObject({
    kind: "missing-repo",
  });
  // One that nobody reads is gone before it is even looked for the other.
  await storage.createRepo("repo_doomed2", "main");
  await storage.removeRepo("repo_doomed2");
  const trash = () => readdir(join(dataDir, "trash"));
  await expect.poll(trash).toEqual([expect.stringMatching(/^repo_doomed1-/)]);
  request.end(pktText("done\n"));
  await once(answer, "close");
  const told = Buffer.concat(chunks);
  expect(told.length).toBeGreaterThan(big.length);
  expect(told.subarray(-4).toString()).toBe(flushText);
  await expect.poll(trash).toEqual([]);
});

describe("repos", () => {
  it("makes a repo that git itself takes for one, and removes it", async () => {
    await storage.createRepo("repo_new1", "trunk");
    await expect(storage.createRepo("repo_new1", "trunk")).rejects.toBeInstanceOf(StorageError);
    const path = join(dataDir, "repos/ne/w1/repo_new1.git");
    git("--git-dir", path, "fsck");
    expect(git("--git-dir", path, "symbolic-ref", "HEAD")).toBe("refs/heads/trunk");
    expect(await reading((reader) => reader.resolveCommit("HEAD"), "repo_new1")).toBeNull();
    expect(await idsOf(storage)).toEqual(expect.arrayContaining([id, "repo_new1"]));
    await storage.removeRepo("repo_new1");
    await storage.removeRepo("repo_new1");
    await expect(reading(async () => 1, "repo_new1")).rejects.toMatchObject({ kind: "missing-repo" });
    await expect(stat(path)).rejects.toThrow();
    expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
  });

  it("takes no id that could lead out of its folder", async () => {
    for (const each of ["", "../x", "..", "a/b/c/d", "abc\0def", "-option", "x".repeat(65)]) {
      await expect(reading(async () => 1, each)).rejects.toMatchObject({ kind: "missing-repo" });
    }
  });

  it("sweeps half-made things at the start and keeps everything else", async () => {
    const other = join(root, "swept");
    const opened = await createLocalStorage({ dataDir: other, log: () => {} });
    await opened.createRepo(id, "main");
    await opened.close();
    await mkdir(join(other, "incoming/left/pack"), { recursive: true });
    await mkdir(join(other, "trash/left"), { recursive: true });
    const again = await createLocalStorage({ dataDir: other, log: () => {} });
    expect(await readdir(join(other, "incoming"))).toEqual([]);
    expect(await readdir(join(other, "trash"))).toEqual([]);
    expect(await again.withReader(id, (reader) => reader.resolveCommit("HEAD"))).toBeNull();
    await again.close();
  });

  it("says in one line that git is missing, or too old", async () => {
    const path = process.env.PATH;
    const bin = join(root, "bin");
    await mkdir(bin);
    const open = () => createLocalStorage({ dataDir: join(root, "no-git"), log: () => {} });
    try {
      process.env.PATH = bin;
      await expect(open()).rejects.toThrow("git was not found; version 2.36 or newer is needed");
      await writeFile(join(bin, "git"), "#!/bin/sh\necho git version 2.30.2\n", { mode: 0o755 });
      await expect(open()).rejects.toThrow("git 2.30 is too old; version 2.36 or newer is needed");
    } finally {
      process.env.PATH = path;
    }
  });

  it("says in one line that a data folder cannot be written", async () => {
    await writeFile(join(root, "file"), "");
    const opening = createLocalStorage({ dataDir: join(root, "file"), log: () => {} });
    await expect(opening).rejects.toThrow(/cannot be written \(E/);
  });
});

describe("reading", () => {
  it("gives commits in order, with offset and limit", async () => {
    const list = (offset: number, limit: number) =>
      reading((reader) => reader.listCommits(head, { offset, limit, signal }));
    expect(await list(0, 50)).toEqual([head, first]);
    expect(await list(1, 50)).toEqual([first]);
    expect(await list(0, 1)).toEqual([head]);
    expect(await list(9, 1)).toEqual([]);
    expect(await list(0, 0)).toEqual([]);
  });

  it("finds paths by exact bytes", async () => {
    const find = (path: string | Buffer) =>
      reading((reader) => reader.findPath(head, typeof path === "string" ? Buffer.from(path) : path));
    expect(await find("dir")).toMatchObject({ mode: "40000", type: "tree" });
    expect(await find("dir/deep/file")).toMatchObject({ mode: "100644", type: "blob" });
    expect(await find("link")).toMatchObject({ mode: "120000", type: "blob" });
    expect(await find("module")).toEqual({ mode: "160000", type: "commit", hash: first });
    expect(await find(Buffer.from('caf\xe9 "quoted"\nline', "utf8"))).toMatchObject({ type: "blob" });
    const nowhere = [
      "",
      "/",
      "dir/",
      "/dir",
      "dir//deep",
      "../x",
      "dir/..",
      ".",
      "README.md/x",
      "module/x",
      "di",
      "dir\0",
    ];
    for (const path of [...nowhere, "x".repeat(5000)]) expect(await find(path), path).toBeNull();
    const tree = git("rev-parse", "HEAD:dir");
    expect(await reading((reader) => reader.findPath(tree, Buffer.from("deep/file")))).toMatchObject({
      type: "blob",
    });
  });

  it("streams blobs of every size whole", async () => {
    for (const [path, content] of [
      ["big", big],
      ["empty", Buffer.alloc(0)],
      ["README.md", Buffer.from("# Hello\n")],
    ] as const) {
      const hash = git("rev-parse", `HEAD:${path}`);
      const found = await reading((reader) => reader.stream(hash, signal));
      expect(found?.info).toEqual({ hash, type: "blob", sizeBytes: content.length });
      expect(found && (await buffer(found.content)).equals(content), path).toBe(true);
    }
  });

  it("gives null for what is not there and what is no hash", async () => {
    for (const hash of [
      "1".repeat(40),
      "HEAD",
      "main:README.md",
      `${head}\ncontents ${head}`,
      head.slice(0, 10),
      "",
    ]) {
      expect(await reading((reader) => reader.info(hash))).toBeNull();
      expect(await reading((reader) => reader.read(hash))).toBeNull();
      expect(await reading((reader) => reader.stream(hash, signal))).toBeNull();
    }
  });

  it("ends the process of a stream that nobody reads on", async () => {
    const hash = git("rev-parse", "HEAD:big");
    const before = storage.gitProcessCount;
    const unread = await reading((reader) => reader.stream(hash, signal));
    const aborting = new AbortController();
    const cut = await reading((reader) => reader.stream(hash, aborting.signal));
    unread?.content.destroy();
    cut?.content.on("error", () => {});
    aborting.abort();
    await expect.poll(() => storage.gitProcessCount).toBeLessThanOrEqual(before);
  });
});

describe("stage and publish", () => {
  it("shows staged objects to nobody before they are published", async () => {
    await storage.createRepo("repo_quarantine", "main");
    const staged = await storage.stage("repo_quarantine", Readable.from([packOf(source, [head])]), {
      signal,
      maxSizeBytes: 1e9,
    });
    const look = () => reading((reader) => reader.info(head), "repo_quarantine");
    expect(await look()).toBeNull();
    const update = { ref: "refs/heads/main", oldHash: zeroHash, newHash: head };
    expect(await storage.publish("repo_quarantine", [update], { staged, signal })).toEqual([
      { ref: "refs/heads/main", ok: true },
    ]);
    await staged.discard();
    await staged.discard();
    expect(await look()).toMatchObject({ type: "commit" });
  });

  it("drops what was staged and discarded", async () => {
    await storage.createRepo("repo_discarded", "main");
    const staged = await storage.stage("repo_discarded", Readable.from([packOf(source, [head])]), {
      signal,
      maxSizeBytes: 1e9,
    });
    await staged.discard();
    const update = { ref: "refs/heads/main", oldHash: zeroHash, newHash: head };
    expect(await storage.publish("repo_discarded", [update], { signal })).toEqual([
      { ref: "refs/heads/main", ok: false, reason: "missing necessary objects" },
    ]);
  });

  it("takes a pack only for the repo that it was staged for", async () => {
    const staged = await storage.stage(id, Readable.from([packOf(source, [head])]), {
      signal,
      maxSizeBytes: 1e9,
    });
    await storage.createRepo("repo_foreign", "main");
    await expect(storage.publish("repo_foreign", [], { staged, signal })).rejects.toMatchObject({
      kind: "internal",
    });
    const forged: StagedObjects = { discard: async () => {} };
    await expect(storage.publish(id, [], { staged: forged, signal })).rejects.toMatchObject({
      kind: "internal",
    });
    await staged.discard();
  });

  it("ends and leaves nothing when the sender is cut off or the signal fires", async () => {
    const pack = packOf(source, [head]);
    const cut = new Readable({ read() {} });
    cut.push(pack.subarray(0, 1000));
    const cutStage = storage.stage(id, cut, { signal, maxSizeBytes: 1e9 });
    cut.destroy(new Error("gone"));
    await expect(cutStage).rejects.toMatchObject({ kind: "aborted" });

    const aborting = new AbortController();
    const stalled = new Readable({ read() {} });
    stalled.push(pack.subarray(0, 1000));
    const stalledStage = storage.stage(id, stalled, { signal: aborting.signal, maxSizeBytes: 1e9 });
    aborting.abort();
    await expect(stalledStage).rejects.toMatchObject({ kind: "aborted" });

    const short = storage.stage(id, Readable.from([pack.subarray(0, 1000)]), { signal, maxSizeBytes: 1e9 });
    await expect(short).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringContaining("early EOF"),
    });
    const large = storage.stage(id, Readable.from([pack]), { signal, maxSizeBytes: 2048 });
    await expect(large).rejects.toMatchObject({
      kind: "too-large",
      message: "pack is larger than the limit of 2 KiB",
    });
    expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
  });

  it("moves a ref only from the value it has", async () => {
    const ref = "refs/heads/swap";
    const publish = (oldHash: string, newHash: string) =>
      storage.publish(id, [{ ref, oldHash, newHash }], { signal });
    expect(await publish(head, first)).toMatchObject([{ ok: false }]);
    expect(await publish(zeroHash, first)).toMatchObject([{ ok: true }]);
    expect(await publish(zeroHash, head)).toMatchObject([{ ok: false, reason: "fetch first" }]);
    const race = await Promise.all([publish(first, head), publish(first, zeroHash)]);
    expect(race.flat().filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  it("makes or deletes many refs in order, as Git does for each alone", async () => {
    const set = (ref: string, oldHash: string, newHash: string) => ({ ref, oldHash, newHash });
    await storage.publish(id, [set("refs/heads/x", zeroHash, head)], { signal });
    const swapped = await storage.publish(
      id,
      [
        set("refs/heads/x", head, zeroHash),
        set("refs/heads/x/y", zeroHash, head),
        set("refs/heads/x/y/z", zeroHash, head),
      ],
      { signal },
    );
    expect(swapped).toMatchObject([{ ok: true }, { ok: true }, { ok: false }]);
    expect(await reading((reader) => reader.resolveCommit("x/y"))).toBe(head);
    expect(await reading((reader) => reader.resolveCommit("x"))).toBeNull();
  });

  it("reads four digits or more of a hash as Git does, where no ref is called so", async () => {
    const resolve = (name: string) => reading((reader) => reader.resolveCommit(name));
    const digits = head.slice(0, 12);
    expect(await resolve(digits)).toBe(head);
    expect(await resolve(digits.toUpperCase())).toBe(head);
    expect(await resolve(head.slice(0, 3))).toBeNull();
    expect(await resolve(git("rev-parse", "HEAD:README.md").slice(0, 12))).toBeNull();
    expect(await resolve(`${digits}~1`)).toBeNull();
    const ref = `refs/heads/${digits}`;
    await storage.publish(id, [{ ref, oldHash: zeroHash, newHash: first }], { signal });
    expect(await resolve(digits)).toBe(first);
    await storage.publish(id, [{ ref, oldHash: first, newHash: zeroHash }], { signal });
  });

  it("refuses names that are no refs", async () => {
    for (const ref of [
      "HEAD",
      "main",
      "refs/heads",
      "refs/heads/../x",
      "refs/heads/a b",
      "refs/heads/x.lock",
      "refs/heads/-x\n",
    ]) {
      const outcomes = await storage.publish(id, [{ ref, oldHash: zeroHash, newHash: head }], { signal });
      expect(outcomes, ref).toEqual([{ ref, ok: false, reason: "funny refname" }]);
    }
  });

  it("finds the broken ones among good updates", async () => {
    const updates = Array.from({ length: 20 }, (_, index) => ({
      ref: `refs/tags/bulk-${index}`,
      oldHash: zeroHash,
      newHash: index === 7 || index === 13 ? String(index % 10).repeat(40) : head,
    }));
    const outcomes = await storage.publish(id, updates, { signal });
    expect(outcomes.flatMap((outcome, index) => (outcome.ok ? [] : [index]))).toEqual([7, 13]);
  });

  it("removes the lock that a killed git left behind", async () => {
    const gitDir = join(dataDir, "repos", id.slice(-4, -2), id.slice(-2), `${id}.git`);
    const lock = join(gitDir, "refs/heads/locked.lock");
    await writeFile(lock, "");
    const long = new Date(Date.now() - 60_000);
    await utimes(lock, long, long);
    const update = { ref: "refs/heads/locked", oldHash: zeroHash, newHash: head };
    expect(await storage.publish(id, [update], { signal })).toMatchObject([{ ok: true }]);
    expect((await readFile(join(gitDir, "refs/heads/locked"), "utf8")).trim()).toBe(head);
  });
});

describe("maintenance", () => {
  it("rolls up the packs of many pushes and packs their refs, while reads and pushes go on", async () => {
    const opened = await createLocalStorage({
      dataDir: join(root, "maintained"),
      log: (event, fields) => {
        if (event !== "storage-opened") throw new Error(`${event} ${JSON.stringify(fields)}`);
      },
    });
    const repo = "repo_maintained";
    await opened.createRepo(repo, "main");
    const packFolder = join(root, "maintained/repos/in/ed", `${repo}.git/objects/pack`);
    const countPacks = async () =>
      (await readdir(packFolder)).filter((name) => name.endsWith(".pack")).length;
    let tip = head;
    const tips: string[] = [];
    const publishNext = async (index: number) => {
      const before = tip;
      tip = git("commit-tree", `${head}^{tree}`, "-p", before, "-m", `Push ${index}`);
      tips.push(tip);
      const revs = index === 0 ? [tip] : [tip, `^${before}`];
      const staged = await opened.stage(repo, Readable.from([packOf(source, revs)]), {
        signal,
        maxSizeBytes: 1e9,
      });
      const updates = [
        { ref: "refs/heads/main", oldHash: index === 0 ? zeroHash : before, newHash: tip },
        ...Array.from({ length: 10 }, (_, tag) => ({
          ref: `refs/tags/t${index}-${tag}`,
          oldHash: zeroHash,
          newHash: tip,
        })),
      ];
      const outcomes = await opened.publish(repo, updates, { staged, signal });
      expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
      for (const each of tips) {
        expect(await opened.withReader(repo, (reader) => reader.info(each))).toMatchObject({
          type: "commit",
        });
      }
    };
    for (let index = 0; index < 30; index += 1) {
      const tidying = index % 5 === 4 ? opened.maintainRepo(repo, signal) : null;
      await publishNext(index);
      await tidying;
    }
    await expect.poll(countPacks).toBeLessThanOrEqual(20);
    await expect
      .poll(() => readFile(join(packFolder, "../../packed-refs"), "utf8").catch(() => ""))
      .toContain("refs/tags/t0-0");
    const log = await opened.withReader(repo, (reader) =>
      reader.listCommits(tip, { offset: 0, limit: 100, signal }),
    );
    expect(log).toHaveLength(32);
    await publishNext(30);
    await opened.close();
  });
});
