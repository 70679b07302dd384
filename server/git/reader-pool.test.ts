import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ReaderPool } from "./reader-pool";
import { type GitProcess, GitRunner, type GitStartOptions } from "./run-git";

/** A runner that remembers what it started, so that a test can kill it. */
class WatchedRunner extends GitRunner {
  readonly started: GitProcess[] = [];
  override async start(args: readonly string[], options: GitStartOptions): Promise<GitProcess> {
    const child = await super.start(args, options);
    this.started.push(child);
    return child;
  }
}

let root: string;
let runner: WatchedRunner;
let hashes: string[];
const sizes = Array.from({ length: 300 }, (_, index) => index * 211);

async function makeRepo(name: string): Promise<string> {
  const gitDir = join(root, name);
  execFileSync("git", ["init", "--quiet", "--bare", gitDir]);
  return gitDir;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "vitrine-pool-"));
  await writeFile(join(root, "config"), "[safe]\n\tdirectory = *\n");
  runner = new WatchedRunner({
    configFile: join(root, "config"),
    maxTransfers: 4,
    maxQuestions: 4,
    waitMs: 1000,
  });
  const gitDir = await makeRepo("one.git");
  const files: string[] = [];
  for (const size of sizes) {
    files.push(join(root, `blob-${size}`));
    await writeFile(join(root, `blob-${size}`), "\n".repeat(size));
  }
  const output = execFileSync("git", ["--git-dir", gitDir, "hash-object", "-w", "--stdin-paths"], {
    input: `${files.join("\n")}\n`,
  });
  hashes = output.toString().trim().split("\n");
});
afterAll(async () => {
  await runner.close();
  await rm(root, { recursive: true, force: true });
});

const newPool = (maxProcesses = 4, waitMs = 1000) =>
  new ReaderPool(runner, { maxProcesses, idleMs: 60_000, waitMs });

it("answers thousands of questions at once, each with its own object", async () => {
  const pool = newPool();
  const gitDir = join(root, "one.git");
  const asked = Array.from({ length: 3000 }, (_, index) => index % hashes.length);
  const found = await Promise.all(
    asked.map((at) => (at % 3 === 0 ? pool.info : pool.contents).call(pool, gitDir, hashes[at] ?? "")),
  );
  found.forEach((each, index) => {
    const at = asked[index] ?? 0;
    expect(each?.hash).toBe(hashes[at]);
    expect(each?.sizeBytes).toBe(sizes[at]);
    expect(each?.content.length).toBe(at % 3 === 0 ? 0 : sizes[at]);
  });
  expect(pool.processCount).toBeLessThanOrEqual(2);
  pool.close();
});

it("asks a new process what a killed one left unanswered", async () => {
  const pool = newPool();
  const gitDir = join(root, "one.git");
  await pool.info(gitDir, hashes[0] ?? "");
  const asking = Promise.all(hashes.map((hash) => pool.contents(gitDir, hash)));
  runner.started.at(-1)?.kill();
  const found = await asking;
  expect(found.map((each) => each?.sizeBytes)).toEqual(sizes);
  pool.close();
});

it("reads nothing of what is larger than asked for, and answers those who asked after it", async () => {
  const pool = newPool();
  const gitDir = join(root, "one.git");
  for (let round = 0; round < 3; round += 1) {
    const found = await Promise.all(
      hashes.map((hash, at) => pool.contents(gitDir, hash, at === 200 ? 100 : 1e6)),
    );
    expect(found.map((each) => each?.sizeBytes)).toEqual(sizes);
    expect(found.map((each) => each?.content.length)).toEqual(
      sizes.map((size, at) => (at === 200 ? 0 : size)),
    );
  }
  pool.close();
});

it("fails a question whose process dies each time, instead of asking for ever", async () => {
  const pool = newPool();
  await expect(pool.info(join(root, "absent.git"), hashes[0] ?? "")).rejects.toMatchObject({
    kind: "damaged",
  });
  pool.close();
});

it("makes room for another repo by ending an idle process", async () => {
  const pool = newPool(1);
  const two = await makeRepo("two.git");
  for (let round = 0; round < 3; round += 1) {
    expect(await pool.info(join(root, "one.git"), hashes[1] ?? "")).not.toBeNull();
    expect(await pool.info(two, hashes[1] ?? "")).toBeNull();
  }
  const both = await Promise.all(
    [join(root, "one.git"), two, join(root, "one.git"), two].map((gitDir) =>
      pool.info(gitDir, hashes[2] ?? ""),
    ),
  );
  expect(both.map((each) => each !== null)).toEqual([true, false, true, false]);
  pool.close();
});

it("sees objects that arrive after its process was started", async () => {
  const pool = newPool();
  const gitDir = await makeRepo("late.git");
  await writeFile(join(root, "late"), "late\n");
  expect(await pool.info(gitDir, "1".repeat(40))).toBeNull();
  const hash = execFileSync("git", ["--git-dir", gitDir, "hash-object", "-w", join(root, "late")])
    .toString()
    .trim();
  expect(await pool.info(gitDir, hash)).toMatchObject({ type: "blob", sizeBytes: 5 });
  pool.close();
});

it("refuses as busy what finds no free process in time, and lets an aborted one leave the line", async () => {
  const small = new GitRunner({
    configFile: join(root, "config"),
    maxTransfers: 1,
    maxQuestions: 1,
    waitMs: 50,
  });
  const holder = await small.start(["cat-file", "--batch"], {
    slot: "transfer",
    gitDir: join(root, "one.git"),
  });
  await expect(small.run(["--version"], { slot: "transfer" })).rejects.toMatchObject({ kind: "busy" });
  const aborting = new AbortController();
  const waiting = small.run(["--version"], { slot: "transfer", signal: aborting.signal });
  aborting.abort();
  await expect(waiting).rejects.toMatchObject({ kind: "aborted" });
  const next = small.run(["--version"], { slot: "transfer" });
  holder.kill();
  expect((await next).toString()).toMatch(/^git version/);
  await small.close();
});

it("gives git nothing of the host's environment", async () => {
  process.env.GIT_DIR = "/nonexistent";
  process.env.GIT_CONFIG_COUNT = "1";
  process.env.GIT_CONFIG_KEY_0 = "user.name";
  process.env.GIT_CONFIG_VALUE_0 = "Host";
  try {
    const listed = await runner.run(["config", "--list", "--show-scope"], {
      slot: "question",
      gitDir: join(root, "one.git"),
    });
    expect(listed.toString()).not.toMatch(/Host|^system/m);
    expect(listed.toString()).toMatch(/command\s+core\.fsync=all/);
  } finally {
    for (const name of ["GIT_DIR", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0"])
      delete process.env[name];
  }
});
