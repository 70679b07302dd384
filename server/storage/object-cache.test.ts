import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeObject } from "@/gitformat/git-object";
import { writePack } from "@/gitformat/write-pack";
import { createLocalStorage, type LocalStorage } from "./local-storage";
import { ObjectCache } from "./object-cache";
import { zeroHash } from "./repo-storage";

const signal = new AbortController().signal;
const range = { offset: 0, limit: 10 };

function blobOf(hash: string, sizeBytes: number) {
  return { info: { hash, type: "blob" as const, sizeBytes }, content: Buffer.alloc(sizeBytes) };
}

describe("the cache", () => {
  it("never finds in one repo what was kept of another", () => {
    const cache = new ObjectCache();
    cache.partOf("one").keepObject(blobOf("a", 1));
    cache.partOf("one").keepHistory("a", range, ["a"]);
    expect(cache.partOf("one").object("a")?.info.hash).toBe("a");
    expect(cache.partOf("one").history("a", range)).toEqual(["a"]);
    expect(cache.partOf("two").object("a")).toBeUndefined();
    expect(cache.partOf("two").history("a", range)).toBeUndefined();
  });

  it("tells pages of one history apart", () => {
    const part = new ObjectCache().partOf("one");
    part.keepHistory("a", { offset: 1, limit: 12 }, ["x"]);
    for (const other of [
      { offset: 11, limit: 2 },
      { offset: 0, limit: 12 },
      { offset: 1, limit: 1 },
    ]) {
      expect(part.history("a", other)).toBeUndefined();
    }
    expect(part.history("a", { offset: 1, limit: 12 })).toEqual(["x"]);
  });

  it("finds nothing after a drop, not even what a visit from before it still keeps", () => {
    const cache = new ObjectCache();
    const before = cache.partOf("one");
    before.keepObject(blobOf("a", 1));
    cache.drop("one");
    before.keepObject(blobOf("b", 1));
    before.keepHistory("b", range, ["b"]);
    const after = cache.partOf("one");
    expect([after.object("a"), after.object("b"), after.history("b", range)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("keeps no large object, and of the small ones no more than 32 MiB", () => {
    const part = new ObjectCache().partOf("one");
    part.keepObject(blobOf("large", 64 * 1024 + 1));
    expect(part.object("large")).toBeUndefined();
    const names = Array.from({ length: 1000 }, (_, index) => `small-${index}`);
    for (const name of names) part.keepObject(blobOf(name, 64 * 1024));
    const kept = names.filter((name) => part.object(name) !== undefined);
    expect(kept.length).toBeGreaterThan(500);
    expect(kept.length).toBeLessThanOrEqual(512);
    expect(kept.at(-1)).toBe("small-999");
  });
});

describe("reading through it", () => {
  let root: string;
  let dataDir: string;
  let storage: LocalStorage;
  let count = 0;
  const gitDirOf = (id: string) => join(dataDir, "repos", id.slice(-4, -2), id.slice(-2), `${id}.git`);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "vitrine-kept-"));
    dataDir = join(root, "data");
    storage = await createLocalStorage({ dataDir, log: () => {}, keepUnreachableMs: -2000 });
  });
  afterAll(async () => {
    await storage.close();
    await rm(root, { recursive: true, force: true });
  });

  /** A repo with `main`, and with a branch `gone` of one commit more. */
  async function seed() {
    count += 1;
    const id = `repo_${String(count).padStart(4, "0")}kept`;
    const blob = makeObject("blob", Buffer.from(`content ${count}\n`));
    const tree = makeObject(
      "tree",
      Buffer.concat([Buffer.from("100644 file\0"), Buffer.from(blob.hash, "hex")]),
    );
    const commit = (parents: string) =>
      makeObject(
        "commit",
        Buffer.from(`tree ${tree.hash}\n${parents}${who("author")}${who("committer")}\nOne\n`),
      );
    const who = (role: string) => `${role} Ada <ada@example.com> 1700000000 +0000\n`;
    const main = commit("");
    const gone = commit(`parent ${main.hash}\n`);
    await storage.createRepo(id, "main");
    const pack = Readable.from([writePack([blob, tree, main, gone])], { objectMode: false });
    const staged = await storage.stage(id, pack, { signal, maxSizeBytes: 1e9 });
    const updates = [
      { ref: "refs/heads/main", oldHash: zeroHash, newHash: main.hash },
      { ref: "refs/heads/gone", oldHash: zeroHash, newHash: gone.hash },
    ];
    const outcomes = await storage.publish(id, updates, { staged, signal });
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    return { id, blob, tree, main, gone };
  }

  const logOf = (id: string, tip: string, offset = 0) =>
    storage.withReader(id, (reader) => reader.listCommits(tip, { offset, limit: 10, signal }));

  it("answers again without Git what was read before, and nothing else", async () => {
    const { id, blob, main, gone } = await seed();
    const read = () => storage.withReader(id, (reader) => reader.read(blob.hash));
    const [first, log] = [await read(), await logOf(id, gone.hash)];
    expect(first?.content.toString()).toBe(blob.content.toString());
    expect(log).toEqual([gone.hash, main.hash]);
    const objects = join(gitDirOf(id), "objects");
    await rename(objects, `${objects}-away`);
    expect(await read()).toEqual(first);
    expect(await logOf(id, gone.hash)).toEqual(log);
    await expect(logOf(id, gone.hash, 1)).rejects.toThrow();
    await rename(`${objects}-away`, objects);
  });

  it("no longer reads what was dropped as nobody wanted it", async () => {
    const { id, main, gone } = await seed();
    const read = (hash: string) => storage.withReader(id, (reader) => reader.read(hash));
    expect(await read(gone.hash)).not.toBeNull();
    expect(await logOf(id, gone.hash)).toHaveLength(2);
    const update = { ref: "refs/heads/gone", oldHash: gone.hash, newHash: zeroHash };
    await storage.publish(id, [update], { signal });
    await storage.maintainRepo(id, signal);
    expect(await read(gone.hash)).toBeNull();
    expect(await logOf(id, gone.hash)).toEqual([]);
    expect(await read(main.hash)).not.toBeNull();
  });

  it("finds in a fork of the default branch nothing that was read of its parent beyond it", async () => {
    const { id, main, gone } = await seed();
    await storage.withReader(id, (reader) => reader.read(gone.hash));
    const fork = `${id}_fork`;
    await storage.forkRepo(id, fork, { defaultBranchOnly: true, signal });
    const inFork = (hash: string) => storage.withReader(fork, (reader) => reader.read(hash));
    expect([await inFork(gone.hash), (await inFork(main.hash))?.info.hash]).toEqual([null, main.hash]);
    expect(await logOf(fork, gone.hash)).toEqual([]);
  });

  it("sees what arrives after it was found missing", async () => {
    const { id } = await seed();
    const late = makeObject("blob", Buffer.from(`late ${count}\n`));
    const read = () => storage.withReader(id, (reader) => reader.read(late.hash));
    expect(await read()).toBeNull();
    const pack = Readable.from([writePack([late])], { objectMode: false });
    const staged = await storage.stage(id, pack, { signal, maxSizeBytes: 1e9 });
    const update = { ref: "refs/tags/late", oldHash: zeroHash, newHash: late.hash };
    expect(await storage.publish(id, [update], { staged, signal })).toEqual([{ ref: update.ref, ok: true }]);
    expect((await read())?.content.toString()).toBe(late.content.toString());
  });

  it("reads nothing more of a repo that was removed", async () => {
    const { id, blob } = await seed();
    const read = () => storage.withReader(id, (reader) => reader.read(blob.hash));
    expect(await read()).not.toBeNull();
    await storage.removeRepo(id);
    await expect(read()).rejects.toMatchObject({ kind: "missing-repo" });
  });
});
