import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getCommit } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { unzip } from "@/lib/test-support/unzip";
import { listTree } from "./list-tree";
import { readBlobs } from "./read-blobs";
import { type ArchiveFormat, streamArchive } from "./stream-archive";

const run = promisify(execFile);
const fakeApi = await fakeArtifactsForTests();
let folder: string;
const never = new AbortController().signal;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vitrine-archive-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const deep = `${Array.from({ length: 60 }, (_, level) => `level-${level}`).join("/")}/end.txt`;
const files: Parameters<typeof commitFiles>[2] = {
  "README.md": { content: "# Hello\n".repeat(1000) },
  "bin/run": { content: "#!/bin/sh\n", mode: "100755" },
  "bin/link": { content: "../README.md", mode: "120000" },
  "ü b/naïve 文.txt": { content: "unicode\n" },
  "Case.txt": { content: "one" },
  "case.txt": { content: "two" },
  empty: { content: "" },
  // Larger than what is held in memory, and nothing that compresses.
  "large.bin": { content: randomBytes(1_300_000) },
  [deep]: { content: "deep" },
};

async function treeOf(commitHash: string): Promise<string> {
  return (await getCommit(repoRecord, commitHash)).treeHash;
}

async function archive(treeHash: string, format: ArchiveFormat): Promise<Buffer> {
  const source = { repo: repoRecord, treeHash, topFolder: "demo-x", format, signal: never };
  return Buffer.from(await new Response(await streamArchive(source)).arrayBuffer());
}

/** Everything in a folder: path → mode and content. */
async function contents(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of await readdir(root, { recursive: true })) {
    const file = path.join(root, name);
    const stat = await lstat(file);
    if (stat.isSymbolicLink()) found[name] = `-> ${await readlink(file)}`;
    else if (stat.isFile()) {
      const mode = stat.mode & 0o100 ? "x" : "-";
      found[name] = `${mode} ${createHash("sha1")
        .update(await readFile(file))
        .digest("hex")}`;
    }
  }
  return found;
}

async function unpack(name: string, bytes: Buffer, format: ArchiveFormat | "tar") {
  const target = path.join(folder, name);
  await mkdir(target);
  const file = path.join(folder, `${name}.${format}`);
  await writeFile(file, bytes);
  if (format === "zip") await unzip(file, target);
  else await run("tar", ["xf", file], { cwd: target });
  return contents(path.join(target, "demo-x"));
}

it("unpacks to what git archive gives, modes and links included, as tar.gz and as zip", async () => {
  const treeHash = await treeOf(await commitFiles(fakeApi, "main", files));
  const tarFile = path.join(folder, "git.tar");
  await fakeApi.git(["archive", "--format=tar", "--prefix=demo-x/", `--output=${tarFile}`, treeHash]);
  const expected = await unpack("git", await readFile(tarFile), "tar");
  expect(Object.keys(expected)).toHaveLength(Object.keys(files).length);
  for (const format of ["zip", "tar.gz"] as const) {
    expect(await unpack(`from-${format}`, await archive(treeHash, format), format)).toEqual(expected);
  }
});

it("is the same, byte for byte, for one tree at two commits", async () => {
  const first = await commitFiles(fakeApi, "one", files);
  const second = await commitFiles(fakeApi, "two", { ...files, "later.txt": { content: "gone at once" } });
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
  const third = await fakeApi.git([...identity, "commit-tree", "-m", "x", "-p", second, `${first}^{tree}`]);
  for (const format of ["zip", "tar.gz"] as const) {
    const [a, b] = [await treeOf(first), await treeOf(third.trim())];
    expect((await archive(a, format)).equals(await archive(b, format))).toBe(true);
  }
});

it("keeps a submodule as an empty directory, and an empty tree as an empty archive", async () => {
  const sub = `160000 commit ${"b".repeat(40)}\tvendor\n`;
  const tree = (await fakeApi.git(["mktree", "--missing"], sub)).trim();
  const empty = (await fakeApi.git(["mktree"], "")).trim();
  const list = async (treeHash: string) => {
    const file = path.join(folder, `${treeHash}.tgz`);
    await writeFile(file, await archive(treeHash, "tar.gz"));
    return (await run("tar", ["tzf", file])).stdout;
  };
  expect(await list(tree)).toBe("demo-x/\ndemo-x/vendor/\n");
  expect(await list(empty)).toBe("demo-x/\n");
});

it("unpacks a tree of names that lead out of it, inside of its own folder", async () => {
  const blob = (await fakeApi.git(["hash-object", "-w", "--stdin"], "x")).trim();
  const names = ["..", ".", ".git", ".GIT", "a\\..\\b", "c\u0007d", "ok"];
  const tree = (
    await fakeApi.git(["mktree", "-z"], names.map((name) => `100644 blob ${blob}\t${name}\0`).join(""))
  ).trim();
  const bytes = { zip: await archive(tree, "zip"), tar: await archive(tree, "tar.gz") };
  const expected = ["_", "_GIT", "__", "_git", "a_.._b", "c_d", "ok"];
  const fromTar = await unpack("hostile-tar", bytes.tar, "tar.gz");
  const fromZip = await unpack("hostile-zip", bytes.zip, "zip");
  expect(Object.keys(fromTar).sort()).toEqual(expected);
  expect(Object.keys(fromZip).sort()).toEqual(expected);
});

it("writes a file whose length Artifacts does not tell", async () => {
  const content = randomBytes(700_000);
  const commit = await commitFiles(fakeApi, "unsized", { "a.bin": { content } });
  const hash = (await fakeApi.git(["rev-parse", `${commit}:a.bin`])).trim();
  const treeHash = await treeOf(commit);
  for (const format of ["zip", "tar.gz"] as const) {
    for (let times = 0; times < 3; times++) {
      fakeApi.answerNext(
        ({ path: asked }) => asked.endsWith(hash),
        (_request, response) => {
          response.writeHead(200);
          response.end(content);
        },
      );
    }
    const bytes = await archive(treeHash, format);
    const name = `unsized-${format}`;
    const unpacked = await unpack(name, bytes, format);
    expect(unpacked["a.bin"]).toBe(`- ${createHash("sha1").update(content).digest("hex")}`);
  }
});

it.each(["zip", "tar.gz"] as const)("breaks the %s when Artifacts fails half-way", async (format) => {
  const commit = await commitFiles(fakeApi, `broken-${format}`, {
    "a.bin": { content: randomBytes(600_000) },
    z: { content: `last of ${format}` },
  });
  const hash = (await fakeApi.git(["rev-parse", `${commit}:z`])).trim();
  fakeApi.answerNext(
    ({ path: asked }) => asked.endsWith(hash),
    (_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("too little", () => response.destroy());
    },
  );
  await expect(archive(await treeOf(commit), format)).rejects.toThrow();
});

it("asks for no more once the reader has gone", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`f${index}`, { content: randomBytes(20_000) }]),
  );
  const treeHash = await treeOf(await commitFiles(fakeApi, "many", many));
  const source = { repo: repoRecord, treeHash, topFolder: "x", format: "zip" as const, signal: never };
  const reader = (await streamArchive(source)).getReader();
  await reader.read();
  await reader.cancel();
  const asked = fakeApi.requests.filter(({ path: called }) => called.includes("/blob/")).length;
  expect(asked).toBeLessThan(60);
});

it("refuses in words what is too much", async () => {
  const treeHash = await treeOf(await commitFiles(fakeApi, "main", files));
  const over = (limits: Partial<Parameters<typeof listTree>[3]>) =>
    listTree(repoRecord, treeHash, never, {
      maxEntries: 1000,
      maxDepth: 100,
      maxPathLength: 1000,
      ...limits,
    });
  await expect(over({ maxEntries: 20 })).rejects.toThrow("holds more than 20 files");
  await expect(over({ maxDepth: 59 })).rejects.toThrow("more than 59 levels deep");
  await expect(over({ maxPathLength: 100 })).rejects.toThrow("a path of more than 100 characters");
  await expect(
    (async () => {
      const entries = await over({});
      for await (const _file of readBlobs(repoRecord, entries, never, 1000));
    })(),
  ).rejects.toThrow("more than 1000 bytes");
});
