import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listRefs } from "@/server/git/list-refs";
import { GitRunner } from "@/server/git/run-git";
import { gitText } from "@/server/test-git";
import { readRefFiles } from "./read-ref-files";
import { bareConfig } from "./repo-folder";

let root: string;
let dir: string;
let runner: GitRunner;
let commit: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "vitrine-ref-files-"));
  dir = path.join(root, "repo.git");
  const configFile = path.join(root, "gitconfig");
  await writeFile(configFile, "[safe]\n\tdirectory = *\n");
  runner = new GitRunner({ configFile, maxTransfers: 1, maxQuestions: 4, waitMs: 10_000 });
  gitText(".", ["init", "--quiet", "--bare", "--object-format=sha1", dir]);
  await put("config", bareConfig);
  commit = gitText(dir, ["commit-tree", "-m", "one", gitText(dir, ["mktree"])]);
});
afterEach(async () => {
  await runner.close();
  await rm(root, { recursive: true, force: true });
});

const put = (file: string, text: string) => writeFile(path.join(dir, file), text);
const setRef = (ref: string, hash = commit) => gitText(dir, ["update-ref", ref, hash]);
const pack = () => gitText(dir, ["pack-refs", "--all"]);
const nextCommit = () => gitText(dir, ["commit-tree", "-m", "two", "-p", commit, `${commit}^{tree}`]);
const packedHeader = "# pack-refs with: peeled fully-peeled sorted \n";
const otherHash = "1234567890".repeat(4);

async function expectGitsAnswer(count: number): Promise<void> {
  const read = await readRefFiles(dir);
  expect(read).toEqual(await listRefs(runner, dir));
  expect(read?.hashes.size).toBe(count);
}

describe("what it reads is what git reads", () => {
  it("in an empty repo", () => expectGitsAnswer(0));

  it("loose refs, packed ones, those that are both, and those that are gone", async () => {
    const refs = [
      "refs/heads/main",
      "refs/heads/a/b.c-d_e",
      "refs/heads/a{b",
      "refs/tags/v1.0",
      "refs/notes",
    ];
    for (const ref of refs) setRef(ref);
    gitText(dir, ["tag", "-a", "-m", "two", "v2", commit]);
    await expectGitsAnswer(6);
    pack();
    await expectGitsAnswer(6);
    const next = nextCommit();
    setRef("refs/heads/main", next);
    setRef("refs/heads/new", next);
    gitText(dir, ["update-ref", "-d", "refs/tags/v1.0"]);
    await expectGitsAnswer(6);
    expect((await readRefFiles(dir))?.hashes.get("refs/heads/main")).toBe(next);
  });

  it("packed refs without what their tags lead to, and without a header", async () => {
    const lines = `${commit} refs/heads/a\n${commit} refs/heads/b\n`;
    await put("packed-refs", `# pack-refs with: sorted \n${lines}`);
    await expectGitsAnswer(2);
    await put("packed-refs", lines);
    await expectGitsAnswer(2);
    await put("packed-refs", "");
    await expectGitsAnswer(0);
  });

  it.each<[string, number, () => Promise<unknown>]>([
    ["a ref whose lock is held", 1, () => put("refs/heads/main.lock", `${otherHash}\n`)],
    ["a new ref's lock", 1, () => put("refs/heads/new.lock", "")],
    ["the lock of the packed refs", 1, () => put("packed-refs.lock", `${commit} refs/heads/x\n`)],
    ["a folder of locks", 1, () => mkdir(path.join(dir, "refs/heads/x.lock"))],
    ["empty folders", 1, () => mkdir(path.join(dir, "refs/heads/a/b"), { recursive: true })],
    [
      "a folder where a packed ref is",
      2,
      async () => {
        setRef("refs/heads/a");
        pack();
        await mkdir(path.join(dir, "refs/heads/a"));
      },
    ],
    ["a ref without a line break", 2, () => put("refs/heads/bare", commit)],
    ["a ref to an object that is not there", 2, () => put("refs/heads/lost", `${otherHash}\n`)],
    ["another HEAD than a branch", 1, () => put("HEAD", `${commit}\n`)],
    [
      "a linked worktree",
      2,
      async () => {
        gitText(dir, ["worktree", "add", "--quiet", "-b", "linked", path.join(root, "linked"), commit]);
        gitText(path.join(root, "linked"), ["update-ref", "refs/bisect/bad", commit]);
      },
    ],
  ])("%s", async (_what, count, make) => {
    setRef("refs/heads/main");
    await make();
    await expectGitsAnswer(count);
  });

  it("while refs are packed and moved", async () => {
    setRef("refs/heads/still");
    const next = nextCommit();
    let isOver = false;
    const moving = (async () => {
      for (let round = 0; round < 8; round += 1) {
        const to = round % 2 === 0 ? next : commit;
        await runner.run(["update-ref", "refs/heads/moving", to], { slot: "question", gitDir: dir });
        await runner.run(["pack-refs", "--all", "--prune"], { slot: "question", gitDir: dir });
        if (round % 2 === 0) continue;
        await runner.run(["update-ref", "refs/heads/still", commit], { slot: "question", gitDir: dir });
        await runner.run(["update-ref", "-d", "refs/heads/moving"], { slot: "question", gitDir: dir });
      }
    })().finally(() => {
      isOver = true;
    });
    let count = 0;
    while (!isOver) {
      const read = await readRefFiles(dir);
      if (read === null) continue;
      count += 1;
      expect(read.hashes.get("refs/heads/still")).toBe(commit);
      expect([undefined, commit, next]).toContain(read.hashes.get("refs/heads/moving"));
      expect(read.hashes.size).toBeLessThanOrEqual(2);
    }
    await moving;
    expect(count).toBeGreaterThan(0);
    await expectGitsAnswer(1);
  });
});

describe("what it leaves to git", () => {
  it.each<[string, () => unknown]>([
    ["a symbolic ref", () => gitText(dir, ["symbolic-ref", "refs/heads/alias", "refs/heads/main"])],
    ["a name beyond ASCII", () => setRef("refs/heads/é")],
    ["what is no name of a ref", () => put("refs/heads/a..b", `${commit}\n`)],
    ["a hidden file", () => put("refs/heads/.hidden", `${commit}\n`)],
    ["an empty ref", () => put("refs/heads/empty", "")],
    ["a ref that is no hash", () => put("refs/heads/broken", "nothing\n")],
    ["a ref of zeros", () => put("refs/heads/zero", `${"0".repeat(40)}\n`)],
    ["a ref with a Windows line break", () => put("refs/heads/dos", `${commit}\r\n`)],
    ["a ref with more behind it", () => put("refs/heads/more", `${commit}\n${commit}\n`)],
    ["a hash of the other kind", () => put("refs/heads/sha256", `${commit}${"0".repeat(24)}\n`)],
    ["a large file", () => put("refs/heads/large", "a".repeat(100_000))],
    ["a link", () => symlink("main", path.join(dir, "refs/heads/link"))],
    ["a link to a folder", () => symlink("heads", path.join(dir, "refs/link"))],
    [
      "very many refs",
      async () => {
        await mkdir(path.join(dir, "refs/heads/many"));
        for (let at = 0; at < 201; at += 1) await put(`refs/heads/many/${at}`, `${commit}\n`);
      },
    ],
    ["no folder of refs", () => rename(path.join(dir, "refs"), path.join(dir, "old"))],
    ["no config", () => rm(path.join(dir, "config"))],
    ["another config", () => gitText(dir, ["config", "extensions.worktreeConfig", "true"])],
    ["another format of hashes", () => putOther("sha256", ["--object-format=sha256"])],
    [
      "another format of refs",
      async () => {
        await rm(path.join(dir, "refs/heads"), { recursive: true });
        await put("refs/heads", "this repository uses the reftable format\n");
      },
    ],
  ])("%s", async (_what, make) => {
    setRef("refs/heads/main");
    await make();
    expect(await readRefFiles(dir)).toBeNull();
  });

  it.each<[string, (line: string) => string]>([
    ["a line of another form", (line) => line.replace(" ", "\t")],
    ["Windows line breaks", (line) => packedHeader.replace("\n", "\r\n") + line.replace("\n", "\r\n")],
    ["no last line break", (line) => packedHeader + line.trimEnd()],
    ["an empty line", (line) => `${packedHeader}\n${line}`],
    ["a header of another form", (line) => `# something\n${line}`],
    ["a second header", (line) => `${packedHeader}${packedHeader}${line}`],
    ["a ref twice", (line) => packedHeader + line + line],
    ["an order of its own", (line) => packedHeader + line.replace("/x", "/y") + line],
    ["a tag's end without a tag", (line) => `${packedHeader}^${commit}\n${line}`],
    ["a tag's end twice", (line) => `${packedHeader}${line}^${commit}\n^${commit}\n`],
    ["zeros", (line) => packedHeader + line.replace(/^\w+/, "0".repeat(40))],
    ["a hash of the other kind", (line) => packedHeader + line.replace(" ", `${"0".repeat(24)} `)],
    ["a name that ends as a lock does", (line) => packedHeader + line.replace("/x", "/x.lock")],
    ["a name that is none", (line) => packedHeader + line.replace("/x", "/../x")],
    ["a name outside refs", (line) => packedHeader + line.replace("refs/heads/x", "HEAD")],
    ["a name beyond ASCII", (line) => packedHeader + line.replace("/x", "/é")],
    ["a byte of zero", (line) => packedHeader + line.replace("/x", "/x\0")],
    [
      "very many refs",
      (line) => {
        const lines = Array.from({ length: 20_000 }, (_, at) => line.replace("/x", `/${100_000 + at}`));
        return packedHeader + lines.join("");
      },
    ],
  ])("packed refs with %s", async (_what, text) => {
    await put("packed-refs", text(`${commit} refs/heads/x\n`));
    expect(await readRefFiles(dir)).toBeNull();
  });
});

async function putOther(name: string, how: string[]): Promise<void> {
  dir = path.join(root, `${name}.git`);
  gitText(".", ["init", "--quiet", "--bare", ...how, dir]);
}
