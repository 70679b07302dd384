import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestRemote, type TestRemote } from "./test-remote";

let remote: TestRemote;
let url: string;
beforeAll(async () => {
  remote = await startTestRemote();
  const repo = await remote.newRepo("kinds");
  url = repo.url;
  const dir = await remote.newClone("kinds", url);
  for (let index = 0; index < 6; index += 1)
    await remote.commit(dir, `file-${index}`, "x".repeat(5000 * index));
  await remote.git(dir, "push", "--quiet", "origin", "main");
});
afterAll(() => remote.stop());

it.each<[version: string, what: string, args: string[], commits: number]>([
  ["0", "a depth", ["--depth=2"], 2],
  ["1", "a depth", ["--depth=2"], 2],
  ["2", "a depth", ["--depth=2"], 2],
  ["0", "a time long ago", ["--shallow-since=2000-01-01"], 7],
  ["2", "a time long ago", ["--shallow-since=2000-01-01"], 7],
  ["2", "no blobs", ["--filter=blob:none"], 7],
  ["2", "small blobs", ["--filter=blob:limit=10k"], 7],
  ["2", "no trees", ["--filter=tree:0"], 7],
  ["0", "no blobs", ["--filter=blob:none"], 7],
])("clones over v%s with %s", async (version, what, args, commits) => {
  const copy = join(remote.workDir, `copy-${version}-${what.replaceAll(" ", "-")}`);
  const config = ["-c", `protocol.version=${version}`];
  await remote.git(remote.workDir, ...config, "clone", "--quiet", "--no-checkout", ...args, url, copy);
  expect(await remote.git(copy, "rev-list", "--count", "HEAD")).toBe(String(commits));
  if (commits < 7) {
    await remote.git(copy, ...config, "fetch", "--quiet", "--deepen=1");
    expect(await remote.git(copy, "rev-list", "--count", "HEAD")).toBe(String(commits + 1));
    await remote.git(copy, ...config, "fetch", "--quiet", "--unshallow");
    expect(await remote.git(copy, "rev-list", "--count", "HEAD")).toBe("7");
  }
});

it.each(["0", "1", "2"])(
  "checks out a partial clone over v%s, and fetches a commit by its hash",
  async (version) => {
    const config = ["-c", `protocol.version=${version}`];
    for (const filter of ["blob:none", "tree:0"]) {
      const copy = join(remote.workDir, `partial-${version}-${filter.replace(":", "-")}`);
      await remote.git(remote.workDir, ...config, "clone", "--quiet", `--filter=${filter}`, url, copy);
      expect(await remote.git(copy, "status", "--porcelain")).toBe("");
      expect((await readFile(join(copy, "file-5"), "utf8")).length).toBe(25_000);
      await remote.git(copy, ...config, "checkout", "--quiet", "HEAD~3");
    }
    const oldest = await remote.git(join(remote.workDir, `partial-${version}-tree-0`), "rev-parse", "HEAD");
    const bare = join(remote.workDir, `bare-${version}`);
    await remote.git(remote.workDir, "init", "--quiet", "--bare", bare);
    await remote.git(bare, ...config, "fetch", "--quiet", url, oldest);
    expect(await remote.git(bare, "rev-parse", "FETCH_HEAD")).toBe(oldest);
  },
);

it("keeps HEAD and stays usable when the first push goes to another branch", async () => {
  const repo = await remote.newRepo("other-first");
  const dir = await remote.newClone("other-first", repo.url);
  await remote.git(dir, "push", "--quiet", "origin", "main:refs/heads/topic");
  const head = await remote.git(dir, "rev-parse", "HEAD");
  const resolve = (name: string) =>
    remote.storage.withReader(repo.id, (reader) => reader.resolveCommit(name));
  expect([await resolve("HEAD"), await resolve("topic")]).toEqual([null, head]);
  const copy = join(remote.workDir, "other-first-copy");
  await remote.git(remote.workDir, "clone", "--quiet", repo.url, copy);
  expect(await remote.git(copy, "symbolic-ref", "HEAD")).toBe("refs/heads/main");
  expect(await remote.git(copy, "rev-parse", "origin/topic")).toBe(head);
  await remote.git(dir, "push", "--quiet", "origin", "main");
  expect(await resolve("HEAD")).toBe(head);
  await remote.git(dir, "push", "--quiet", "origin", ":topic");
  expect(await resolve("topic")).toBeNull();
});
