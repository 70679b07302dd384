import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gitBytes, importCommits, packOf } from "@/server/test-git";
import { createLocalStorage, type LocalStorage } from "./local-storage";
import { planOf } from "./maintain";
import { zeroHash } from "./repo-storage";

const signal = new AbortController().signal;

let root: string;
let source: string;
let count = 0;
const opened: LocalStorage[] = [];

function makeHistory(ref: string, length: number, from: string | null = null): string {
  count += 1;
  return importCommits(source, ref, length, { stamp: String(count), from });
}

interface Repo {
  storage: LocalStorage;
  id: string;
  packDir: string;
  push(ref: string, oldHash: string, newHash: string, ...not: string[]): Promise<void>;
  move(ref: string, oldHash: string, newHash: string): Promise<boolean>;
  packs(kind?: string): Promise<string[]>;
  has(hash: string): Promise<boolean>;
  fsck(): void;
}

async function makeRepo(options: { keepUnreachableMs?: number } = {}): Promise<Repo> {
  const dataDir = await mkdtemp(join(root, "data-"));
  const storage = await createLocalStorage({ dataDir, log: () => {}, ...options });
  opened.push(storage);
  const id = "repo_maintained";
  await storage.createRepo(id, "main");
  const gitDir = join(dataDir, "repos/in/ed", `${id}.git`);
  const packDir = join(gitDir, "objects/pack");
  return {
    storage,
    id,
    packDir,
    async push(ref, oldHash, newHash, ...not) {
      const pack = packOf(source, [newHash, ...not.map((each) => `^${each}`)]);
      const staged = await storage.stage(id, Readable.from([pack]), { signal, maxSizeBytes: 1e9 });
      expect(await storage.publish(id, [{ ref, oldHash, newHash }], { staged, signal })).toEqual([
        { ref, ok: true },
      ]);
      await staged.discard();
    },
    async move(ref, oldHash, newHash) {
      const [outcome] = await storage.publish(id, [{ ref, oldHash, newHash }], { signal });
      return outcome?.ok ?? false;
    },
    packs: async (kind = "pack") => (await readdir(packDir)).filter((name) => name.endsWith(`.${kind}`)),
    has: (hash) => storage.withReader(id, async (reader) => (await reader.info(hash)) !== null),
    fsck: () => void gitBytes(gitDir, ["fsck", "--full", "--strict", "--no-dangling"]),
  };
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-maintain-"));
  source = join(root, "source.git");
  gitBytes(root, ["init", "--quiet", "--bare", source]);
});
afterAll(async () => {
  await Promise.all(opened.map((storage) => storage.close()));
  await rm(root, { recursive: true, force: true });
});

describe("planOf", () => {
  const pack = (objectCount: number, ...kinds: ("bitmap" | "cruft" | "borrowed")[]) => ({
    name: "pack-x",
    objectCount,
    hasBitmap: kinds.includes("bitmap"),
    isBorrowed: kinds.includes("borrowed"),
    isCruft: kinds.includes("cruft"),
  });
  const small = (length: number) => Array.from({ length }, () => pack(3));
  const state = { isShallow: false, hasSharedBitmap: false };
  it.each([
    ["an empty repo", [], "nothing"],
    ["a few small packs", small(10), "nothing"],
    ["many small packs of one size", small(11), "whole"],
    ["a large pack without a bitmap", [pack(5000)], "whole"],
    ["a bitmap and little that is new", [pack(5000, "bitmap"), ...small(9)], "nothing"],
    ["a bitmap and little that is new in many packs", [pack(5000, "bitmap"), ...small(10)], "roll-up"],
    ["a bitmap and half as much that is new", [pack(5000, "bitmap"), pack(2501)], "whole"],
    ["a bitmap and much that nobody wants", [pack(5000, "bitmap"), pack(9000, "cruft")], "nothing"],
    ["a borrowed pack with a bitmap", [pack(5000, "borrowed", "bitmap"), ...small(9)], "nothing"],
    ["a borrowed pack without a bitmap", [pack(5000, "borrowed"), ...small(9)], "index"],
    ["a borrowed pack and half as much that is new", [pack(5000, "borrowed"), pack(2501)], "whole"],
  ])("for %s", (_, packs, plan) => {
    expect(planOf(packs, state).kind).toBe(plan);
  });

  it("makes no bitmap where the history has been cut off, nor one that is there", () => {
    expect(planOf([pack(5000)], { ...state, isShallow: true }).kind).toBe("nothing");
    const borrowed = [pack(5000, "borrowed")];
    expect(planOf(borrowed, { ...state, hasSharedBitmap: true })).toEqual({
      kind: "nothing",
      needsSharedBitmap: true,
    });
  });
});

describe("maintenance", () => {
  let repo: Repo;
  beforeEach(async () => {
    repo = await makeRepo();
  });

  it("makes one pack with a bitmap of a large push, and leaves it alone while little is new", async () => {
    const tip = makeHistory("refs/heads/large", 200);
    await repo.push("refs/heads/main", zeroHash, tip);
    expect(await repo.storage.maintainRepo(repo.id, signal)).toEqual({ againAtMs: null });
    const [base] = await repo.packs();
    expect(await repo.packs("bitmap")).toEqual([base?.replace(".pack", ".bitmap")]);
    let at = tip;
    for (let index = 0; index < 12; index += 1) {
      const next = makeHistory("refs/heads/large", 1, at);
      await repo.push("refs/heads/main", at, next, at);
      at = next;
    }
    await repo.storage.maintainRepo(repo.id, signal);
    const packs = await repo.packs();
    expect(packs).toHaveLength(2);
    expect(packs).toContain(base);
    expect(await readdir(repo.packDir)).toContain("multi-pack-index");
    expect(await repo.has(at)).toBe(true);
    repo.fsck();
  });

  it("removes what killed processes left, and nothing else", async () => {
    const tip = makeHistory("refs/heads/left", 2);
    await repo.push("refs/heads/main", zeroHash, tip);
    const orphan = `pack-${"a".repeat(40)}`;
    for (const name of ["tmp_pack_x1", "tmp_idx_x1", ".tmp-7-pack-x.pack", "multi-pack-index.lock"]) {
      await writeFile(join(repo.packDir, name), "half");
    }
    await writeFile(join(repo.packDir, `${orphan}.pack`), "half");
    await writeFile(join(repo.packDir, `${orphan}.rev`), "half");
    await repo.storage.maintainRepo(repo.id, signal);
    const names = await readdir(repo.packDir);
    expect(names.map((name) => name.replace(/^pack-[0-9a-f]{40}/, "pack")).sort()).toEqual([
      "pack.idx",
      "pack.pack",
      "pack.rev",
    ]);
    repo.fsck();
  });

  it("keeps what refs have left for as long as it was told, and says when that is over", async () => {
    const kept = makeHistory("refs/heads/kept", 200);
    const regretted = makeHistory("refs/heads/regretted", 300);
    // Old packs: the time counts from when nothing leads to an object any more, not from when it came.
    await repo.push("refs/heads/main", zeroHash, kept);
    await repo.push("refs/heads/gone", zeroHash, regretted, kept);
    for (const name of await repo.packs())
      await utimes(join(repo.packDir, name), 1_600_000_000, 1_600_000_000);
    expect(await repo.move("refs/heads/gone", regretted, zeroHash)).toBe(true);
    const beforeMs = Date.now();
    const { againAtMs } = await repo.storage.maintainRepo(repo.id, signal);
    expect(await repo.packs("mtimes")).toHaveLength(1);
    expect(againAtMs).toBeGreaterThanOrEqual(beforeMs + 14 * 86_400_000 - 1000);
    expect(await repo.has(regretted)).toBe(true);
    // What comes back is whole.
    expect(await repo.move("refs/heads/back", zeroHash, regretted)).toBe(true);
    repo.fsck();
  });

  it("lets go of the packs that it has replaced", async () => {
    const tip = makeHistory("refs/heads/held", 200);
    await repo.push("refs/heads/main", zeroHash, tip);
    expect(await repo.has(tip)).toBe(true);
    const processes = repo.storage.gitProcessCount;
    expect(processes).toBeGreaterThan(0);
    await repo.storage.maintainRepo(repo.id, signal);
    await expect.poll(() => repo.storage.gitProcessCount).toBe(0);
    expect(await repo.has(tip)).toBe(true);
  });

  it("of a repo that is removed meanwhile, or is not there, fails as missing", async () => {
    await expect(repo.storage.maintainRepo("repo_missing", signal)).rejects.toMatchObject({
      kind: "missing-repo",
    });
    const tip = makeHistory("refs/heads/removed", 200);
    await repo.push("refs/heads/main", zeroHash, tip);
    const running = repo.storage.maintainRepo(repo.id, signal).then(
      () => "done",
      (error: { kind: string }) => error.kind,
    );
    await repo.storage.removeRepo(repo.id);
    expect(["done", "missing-repo"]).toContain(await running);
  });

  it("ends when it is told to, and leaves the repo whole", async () => {
    const tip = makeHistory("refs/heads/ended", 200);
    await repo.push("refs/heads/main", zeroHash, tip);
    const ending = new AbortController();
    const running = repo.storage.maintainRepo(repo.id, ending.signal);
    ending.abort();
    await expect(running).rejects.toMatchObject({ kind: "aborted" });
    repo.fsck();
    await repo.storage.maintainRepo(repo.id, signal);
    repo.fsck();
  });
});

describe("what nobody has wanted for longer than it is kept", () => {
  it("is dropped, with the rest untouched", async () => {
    const repo = await makeRepo({ keepUnreachableMs: -2000 });
    const kept = makeHistory("refs/heads/stay", 200);
    const secret = makeHistory("refs/heads/secret", 300);
    await repo.push("refs/heads/main", zeroHash, kept);
    await repo.push("refs/heads/gone", zeroHash, secret, kept);
    expect(await repo.move("refs/heads/gone", secret, zeroHash)).toBe(true);
    expect(await repo.storage.maintainRepo(repo.id, signal)).toEqual({ againAtMs: null });
    expect(await repo.has(secret)).toBe(false);
    expect(await repo.has(kept)).toBe(true);
    expect(await repo.packs("mtimes")).toEqual([]);
    expect(await repo.move("refs/heads/back", zeroHash, secret)).toBe(false);
    repo.fsck();
  });

  it("is not dropped while somebody reads", async () => {
    const repo = await makeRepo({ keepUnreachableMs: -2000 });
    const kept = makeHistory("refs/heads/read", 10);
    const left = makeHistory("refs/heads/left", 10);
    await repo.push("refs/heads/main", zeroHash, kept);
    await repo.push("refs/heads/gone", zeroHash, left, kept);
    expect(await repo.move("refs/heads/gone", left, zeroHash)).toBe(true);
    const stream = await repo.storage.withReader(repo.id, async (reader) =>
      reader.advertise("git-upload-pack", { protocol: "version=2", signal }),
    );
    expect((await repo.storage.maintainRepo(repo.id, signal)).againAtMs).not.toBeNull();
    expect(await repo.has(left)).toBe(true);
    await buffer(stream);
    expect(await repo.storage.maintainRepo(repo.id, signal)).toEqual({ againAtMs: null });
    expect(await repo.has(left)).toBe(false);
    repo.fsck();
  });

  it("is set apart however small it is, but not after each push", async () => {
    const tip = makeHistory("refs/heads/small", 3);
    for (const keepUnreachableMs of [-2000, 14 * 86_400_000]) {
      const repo = await makeRepo({ keepUnreachableMs });
      const amended = makeHistory(`refs/heads/amended-${keepUnreachableMs}`, 1, tip);
      await repo.push("refs/heads/main", zeroHash, tip);
      await repo.push("refs/heads/main", tip, amended, tip);
      await repo.move("refs/heads/main", amended, tip);
      const { againAtMs } = await repo.storage.maintainRepo(repo.id, signal);
      expect(await repo.has(amended)).toBe(keepUnreachableMs > 0);
      expect(await repo.packs()).toHaveLength(keepUnreachableMs > 0 ? 2 : 1);
      if (keepUnreachableMs < 0) expect(againAtMs).toBeNull();
      else expect(againAtMs).toBeGreaterThan(Date.now());
      repo.fsck();
    }
  });

  it("stays in forks that were made before", async () => {
    const repo = await makeRepo({ keepUnreachableMs: -2000 });
    const kept = makeHistory("refs/heads/stay2", 200);
    const secret = makeHistory("refs/heads/secret2", 300);
    await repo.push("refs/heads/main", zeroHash, kept);
    await repo.push("refs/heads/gone", zeroHash, secret, kept);
    await repo.storage.forkRepo(repo.id, "repo_before", { defaultBranchOnly: false, signal });
    await repo.move("refs/heads/gone", secret, zeroHash);
    await repo.storage.maintainRepo(repo.id, signal);
    expect(await repo.has(secret)).toBe(false);
    const inFork = await repo.storage.withReader("repo_before", (reader) => reader.resolveCommit("gone"));
    expect(inFork).toBe(secret);
  });

  it("is not dropped when a ref has come back to it since it was set apart", async () => {
    const repo = await makeRepo({ keepUnreachableMs: 3_600_000 });
    const kept = makeHistory("refs/heads/stay4", 200);
    const old = makeHistory("refs/heads/old4", 300);
    const other = makeHistory("refs/heads/other4", 3);
    await repo.push("refs/heads/main", zeroHash, kept);
    for (const [name, hash] of [
      ["old", old],
      ["other", other],
    ] as const) {
      await repo.push(`refs/heads/${name}`, zeroHash, hash);
      await repo.move(`refs/heads/${name}`, hash, zeroHash);
    }
    // Set apart long ago, as the times in the pack say.
    for (const name of await repo.packs())
      await utimes(join(repo.packDir, name), 1_600_000_000, 1_600_000_000);
    gitBytes(repo.packDir, ["--git-dir=../..", "repack", "-d", "-q", "--cruft", "--cruft-expiration=never"]);
    expect(await repo.packs("mtimes")).toHaveLength(1);
    expect(await repo.move("refs/heads/back", zeroHash, old)).toBe(true);
    await repo.storage.maintainRepo(repo.id, signal);
    expect([await repo.has(old), await repo.has(other)]).toEqual([true, false]);
    repo.fsck();
  });

  it("is never lost to a push that leads to it again while it is being dropped", async () => {
    const repo = await makeRepo({ keepUnreachableMs: -2000 });
    const kept = makeHistory("refs/heads/stay3", 200);
    const incoming = join(repo.packDir, "../../../../../../incoming");
    await repo.push("refs/heads/main", zeroHash, kept);
    let old: string | null = null;
    for (let round = 0; round < 12; round += 1) {
      const tip = makeHistory(`refs/heads/race-${round}`, 350);
      await repo.push("refs/heads/moving", old ?? zeroHash, tip);
      if (old !== null) {
        // The old tip comes back under another name while maintenance wants it gone: one of the two wins, wholly.
        let isDone = false;
        const tidying = repo.storage.maintainRepo(repo.id, signal).finally(() => {
          isDone = true;
        });
        // Every other time only once the dropping itself has begun.
        while (round % 2 === 0 && !isDone) {
          if ((await readdir(incoming)).some((name) => name.startsWith("maintain-"))) break;
        }
        const isBack = await repo.move(`refs/heads/back-${round}`, zeroHash, old);
        await tidying;
        expect(await repo.has(old)).toBe(isBack);
      }
      repo.fsck();
      old = tip;
    }
  }, 120_000);
});

it("never copies what a fork shares with its parent for the sake of a bitmap or of little waste", async () => {
  const repo = await makeRepo({ keepUnreachableMs: -2000 });
  const base = makeHistory("refs/heads/base", 300);
  const waste = makeHistory("refs/heads/waste", 1, base);
  await repo.push("refs/heads/main", zeroHash, base);
  await repo.push("refs/heads/main", base, waste, base);
  await repo.move("refs/heads/main", waste, base);
  await repo.storage.forkRepo(repo.id, "repo_thrifty", { defaultBranchOnly: false, signal });
  const folder = join(repo.packDir, "../../../../../if/ty/repo_thrifty.git");
  const packDir = join(folder, "objects/pack");
  const sizes = await Promise.all(
    (await readdir(packDir))
      .filter((name) => name.endsWith(".pack"))
      .map(async (name) => ({ name, size: (await stat(join(packDir, name))).size })),
  );
  const largest = sizes.sort((a, b) => b.size - a.size)[0]?.name;
  let at = base;
  for (let index = 0; index < 12; index += 1) {
    const next = makeHistory("refs/heads/grown", 1, at);
    const pack = packOf(source, [next, `^${at}`]);
    const staged = await repo.storage.stage("repo_thrifty", Readable.from([pack]), {
      signal,
      maxSizeBytes: 1e9,
    });
    const update = { ref: "refs/heads/main", oldHash: at, newHash: next };
    expect(await repo.storage.publish("repo_thrifty", [update], { staged, signal })).toMatchObject([
      { ok: true },
    ]);
    await staged.discard();
    at = next;
    if (index % 4 === 0) await repo.storage.maintainRepo("repo_thrifty", signal);
    const names = await readdir(packDir);
    expect(names).toContain(largest);
    expect(names.some((name) => /^multi-pack-index-.*bitmap$/.test(name))).toBe(true);
  }
  gitBytes(folder, ["fsck", "--full", "--strict", "--no-dangling"]);
  // The parent sheds its waste, at the price of one pack of its own.
  await repo.storage.maintainRepo(repo.id, signal);
  expect(await repo.has(waste)).toBe(false);
});
