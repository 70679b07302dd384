import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { gitText, packOf } from "@/server/test-git";
import { linkOrCopy } from "./link-objects";
import { createLocalStorage, type LocalStorage } from "./local-storage";
import { zeroHash } from "./repo-storage";

const signal = new AbortController().signal;

let root: string;
let dataDir: string;
let source: string;
let storage: LocalStorage;
let count = 0;
let parent: string;

const git = (...args: string[]) => gitText(source, args);
const newId = () => {
  count += 1;
  return `repo_fork${String(count).padStart(4, "0")}`;
};
const folderOf = (id: string) => join(dataDir, "repos", id.slice(-4, -2), id.slice(-2), `${id}.git`);
/** Every object that the repo holds, reachable or not. */
const objectsOf = (id: string) =>
  gitText(folderOf(id), ["cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--unordered"])
    .split("\n")
    .filter((line) => line !== "")
    .sort();
const refsOf = (id: string) => gitText(folderOf(id), ["for-each-ref", "--format=%(refname) %(objectname)"]);
const fsck = (id: string) => gitText(folderOf(id), ["fsck", "--full", "--strict", "--no-dangling"]);
const has = (id: string, hash: string) =>
  storage.withReader(id, async (reader) => (await reader.info(hash)) !== null);
const packsOf = async (id: string) =>
  (await readdir(join(folderOf(id), "objects/pack"))).filter((name) => name.endsWith(".pack"));

let commits = 0;
async function commit(message: string, ...parents: string[]): Promise<string> {
  commits += 1;
  const blob = gitText(source, ["hash-object", "-w", "--stdin"], `${message} ${commits}\n`);
  const tree = gitText(source, ["mktree"], `100644 blob ${blob}\tfile-${commits % 7}\n`);
  return gitText(source, ["commit-tree", tree, ...parents.flatMap((each) => ["-p", each]), "-m", message]);
}
async function push(
  id: string,
  ref: string,
  oldHash: string,
  newHash: string,
  ...not: string[]
): Promise<void> {
  const pack = packOf(source, [newHash, ...not.map((each) => `^${each}`)]);
  const staged = await storage.stage(id, Readable.from([pack]), { signal, maxSizeBytes: 1e9 });
  const outcomes = await storage.publish(id, [{ ref, oldHash, newHash }], { staged, signal });
  await staged.discard();
  expect(outcomes).toEqual([{ ref, ok: true }]);
}
const move = async (id: string, ref: string, oldHash: string, newHash: string) =>
  expect(await storage.publish(id, [{ ref, oldHash, newHash }], { signal })).toEqual([{ ref, ok: true }]);

let first: string;
let tip: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-fork-"));
  dataDir = join(root, "data");
  source = join(root, "source");
  await mkdir(source);
  git("init", "--quiet", "--initial-branch=main");
  storage = await createLocalStorage({ dataDir, log: () => {} });
});
afterAll(async () => {
  await storage.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  parent = newId();
  await storage.createRepo(parent, "main");
  first = await commit("First");
  tip = await commit("Second", first);
  await push(parent, "refs/heads/main", zeroHash, first);
  await push(parent, "refs/heads/main", first, tip, first);
});

describe("a fork", () => {
  it("holds every ref and object of its parent, in the parent's own files", async () => {
    const side = await commit("Side", first);
    await push(parent, "refs/heads/side/deep", zeroHash, side, tip);
    const tag = gitText(
      source,
      ["mktag"],
      `object ${tip}\ntype commit\ntag v1\ntagger Ada <ada@example.com> 1760000000 +0000\n\nOne\n`,
    );
    await push(parent, "refs/tags/v1", zeroHash, tag, tip, side);
    const id = newId();
    const { objectCount } = await storage.forkRepo(parent, id, { defaultBranchOnly: false, signal });
    expect(refsOf(id)).toBe(refsOf(parent));
    expect(objectsOf(id)).toEqual(objectsOf(parent));
    expect(objectCount).toBe(objectsOf(id).length);
    expect(await readFile(join(folderOf(id), "HEAD"), "utf8")).toBe("ref: refs/heads/main\n");
    fsck(id);
    for (const name of await packsOf(parent)) {
      const [mine, theirs] = await Promise.all(
        [id, parent].map((each) => stat(join(folderOf(each), "objects/pack", name))),
      );
      expect(mine?.ino).toBe(theirs?.ino);
    }
    expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
  });

  it("counts an object once that lies in several packs", async () => {
    const next = await commit("Third", tip);
    // The whole history again, in a second pack.
    await push(parent, "refs/heads/again", zeroHash, next);
    const id = newId();
    const { objectCount } = await storage.forkRepo(parent, id, { defaultBranchOnly: false, signal });
    expect(objectCount).toBe(new Set(objectsOf(parent)).size);
    expect(objectCount).toBe(9);
  });

  it("of an empty repo is an empty repo with the same default branch", async () => {
    const empty = newId();
    await storage.createRepo(empty, "trunk");
    for (const defaultBranchOnly of [false, true]) {
      const id = newId();
      expect(await storage.forkRepo(empty, id, { defaultBranchOnly, signal })).toEqual({
        objectCount: 0,
        defaultBranch: "trunk",
      });
      expect(await readFile(join(folderOf(id), "HEAD"), "utf8")).toBe("ref: refs/heads/trunk\n");
      await push(id, "refs/heads/trunk", zeroHash, first);
      fsck(id);
    }
  });

  it("shares no fate: pushes, rewrites, repacks and the removal of one side never show on the other", async () => {
    const id = newId();
    await storage.forkRepo(parent, id, { defaultBranchOnly: false, signal });
    const before = { refs: refsOf(parent), objects: objectsOf(parent) };
    const mine = await commit("Mine", tip);
    await push(id, "refs/heads/main", tip, mine, tip);
    const other = await commit("Other root");
    await push(id, "refs/heads/main", mine, other);
    expect(await has(parent, mine)).toBe(false);
    gitText(folderOf(id), ["repack", "-a", "-d", "-f", "-q"]);
    gitText(folderOf(id), ["prune", "--expire=now"]);
    await storage.maintainRepo(id, signal);
    expect({ refs: refsOf(parent), objects: objectsOf(parent) }).toEqual(before);
    fsck(parent);
    expect(await has(parent, tip)).toBe(true);

    const late = newId();
    await storage.forkRepo(parent, late, { defaultBranchOnly: false, signal });
    const theirs = await commit("Theirs");
    await push(parent, "refs/heads/main", tip, theirs);
    await storage.maintainRepo(parent, signal);
    expect(await has(late, theirs)).toBe(false);
    await storage.removeRepo(parent);
    fsck(late);
    fsck(id);
    expect(refsOf(late)).toBe(before.refs);
    expect(objectsOf(late)).toEqual(before.objects);
    const next = await commit("Next", tip);
    await push(late, "refs/heads/main", tip, next, tip);
    fsck(late);
  });

  it("of a fork outlives both", async () => {
    const [child, grandchild] = [newId(), newId()];
    await storage.forkRepo(parent, child, { defaultBranchOnly: false, signal });
    await storage.forkRepo(child, grandchild, { defaultBranchOnly: false, signal });
    await storage.removeRepo(parent);
    await storage.removeRepo(child);
    fsck(grandchild);
    expect(await has(grandchild, first)).toBe(true);
  });

  it("takes loose objects, the commit-graph and the end of a shallow history along", async () => {
    const next = await commit("Loose", tip);
    for (const hash of [
      next,
      git("rev-parse", `${next}^{tree}`),
      git("rev-parse", `${next}^{tree}:file-${commits % 7}`),
    ]) {
      const path = `objects/${hash.slice(0, 2)}/${hash.slice(2)}`;
      await mkdir(join(folderOf(parent), "objects", hash.slice(0, 2)), { recursive: true });
      await writeFile(join(folderOf(parent), path), await readFile(join(source, ".git", path)));
    }
    await move(parent, "refs/heads/main", tip, next);
    await storage.maintainRepo(parent, signal);
    await writeFile(join(folderOf(parent), "shallow"), `${first}\n`);
    const id = newId();
    const { objectCount } = await storage.forkRepo(parent, id, { defaultBranchOnly: false, signal });
    expect(objectCount).toBe(9);
    expect(objectsOf(id)).toEqual(objectsOf(parent));
    expect(await readdir(join(folderOf(id), "objects/info/commit-graphs"))).toContain("commit-graph-chain");
    gitText(folderOf(id), ["commit-graph", "verify"]);
    expect(await readFile(join(folderOf(id), "shallow"), "utf8")).toBe(`${first}\n`);
    fsck(id);
  });

  it("of a repo that is not there fails and leaves nothing", async () => {
    const id = newId();
    for (const defaultBranchOnly of [false, true]) {
      await expect(storage.forkRepo("repo_missing", id, { defaultBranchOnly, signal })).rejects.toMatchObject(
        {
          kind: "missing-repo",
        },
      );
    }
    await expect(stat(folderOf(id))).rejects.toThrow("ENOENT");
    expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
  });

  it("is whole whatever pushes, repacks and removals do to the parent meanwhile", async () => {
    const raced = parent;
    let at = tip;
    const acknowledged: string[] = [];
    let isDone = false;
    const pushing = (async () => {
      for (let index = 0; index < 40; index += 1) {
        const next = await commit(`Race ${index}`, at);
        await push(raced, "refs/heads/main", at, next, at);
        at = next;
        acknowledged.push(next);
      }
      isDone = true;
    })();
    const tidying = (async () => {
      while (!isDone) await storage.maintainRepo(raced, signal);
    })();
    const forks: { id: string; seen: string | undefined }[] = [];
    while (!isDone) {
      const seen = acknowledged.at(-1);
      const id = newId();
      await storage.forkRepo(raced, id, { defaultBranchOnly: forks.length % 3 === 2, signal });
      forks.push({ id, seen });
    }
    await Promise.all([pushing, tidying]);
    await storage.removeRepo(raced);
    expect(forks.length).toBeGreaterThan(5);
    for (const { id, seen } of forks) {
      fsck(id);
      if (seen !== undefined) gitText(folderOf(id), ["merge-base", "--is-ancestor", seen, "refs/heads/main"]);
    }
  }, 120_000);
});

describe("a fork of the default branch alone", () => {
  it("holds that branch, the tags within its history, and no object beyond", async () => {
    const side = await commit("Secret", first);
    await push(parent, "refs/heads/side", zeroHash, side, tip);
    await move(parent, "refs/tags/old", zeroHash, first);
    await move(parent, "refs/tags/outside", zeroHash, side);
    const tag = gitText(
      source,
      ["mktag"],
      `object ${first}\ntype commit\ntag v1\ntagger Ada <ada@example.com> 1760000000 +0000\n\nOne\n`,
    );
    await push(parent, "refs/tags/v1", zeroHash, tag, tip, side);
    const id = newId();
    const { objectCount } = await storage.forkRepo(parent, id, { defaultBranchOnly: true, signal });
    expect(refsOf(id)).toBe(`refs/heads/main ${tip}\nrefs/tags/old ${first}\nrefs/tags/v1 ${tag}`);
    expect(await has(id, side)).toBe(false);
    expect(await has(id, git("rev-parse", `${side}^{tree}`))).toBe(false);
    expect(await has(id, tag)).toBe(true);
    expect(objectsOf(id)).toHaveLength(7);
    expect(objectCount).toBe(7);
    fsck(id);
    await expect(stat(join(folderOf(id), "objects/info/commit-graphs"))).rejects.toThrow("ENOENT");
  });

  it("has nothing of what refs have left behind", async () => {
    const regretted = await commit("Password", tip);
    await push(parent, "refs/heads/main", tip, regretted, tip);
    await move(parent, "refs/heads/main", regretted, tip);
    expect(await has(parent, regretted)).toBe(true);
    const id = newId();
    const { objectCount } = await storage.forkRepo(parent, id, { defaultBranchOnly: true, signal });
    expect(await has(id, regretted)).toBe(false);
    expect(objectCount).toBe(6);
    fsck(id);
  });

  it("shares the parent's files when there is nothing else in it", async () => {
    const id = newId();
    await storage.forkRepo(parent, id, { defaultBranchOnly: true, signal });
    expect(await packsOf(id)).toEqual(await packsOf(parent));
    const [name = ""] = await packsOf(id);
    expect((await stat(join(folderOf(id), "objects/pack", name))).nlink).toBe(2);
  });
});

it("copies a file that can have no second name here", async () => {
  const other = await mkdtemp("/dev/shm/vitrine-fork-").catch(() => null);
  if (other === null) return;
  await writeFile(join(other, "from"), "content", { mode: 0o444 });
  await linkOrCopy(join(other, "from"), join(root, "copied"));
  expect(await readFile(join(root, "copied"), "utf8")).toBe("content");
  await expect(linkOrCopy(join(other, "nothing"), join(root, "copied-2"))).rejects.toMatchObject({
    code: "ENOENT",
  });
  await rm(other, { recursive: true });
});
