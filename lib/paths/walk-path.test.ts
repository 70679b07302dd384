import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getCommit, getTree } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { findEntry } from "./find-entry";
import { readLevels } from "./read-levels";
import { walkPath } from "./walk-path";

const fakeApi = await fakeArtifactsForTests();
const oddName = "ä b/c%d#e?'f\"g\n.txt";
let treeHash: string;
beforeAll(async () => {
  const commitHash = await commitFiles(fakeApi, "main", {
    "README.md": { content: "# Hello\n" },
    [oddName]: { content: "odd" },
    "bin/run": { content: "#!/bin/sh\n", mode: "100755" },
    "bin/link": { content: "run", mode: "120000" },
    "bin/deep/file": { content: "x" },
  });
  treeHash = (await getCommit(repoRecord, commitHash)).treeHash;
});
beforeEach(() => {
  forgetPerProcess("object-cache");
  fakeApi.forgetRequests();
});
const treesRead = () => fakeApi.requests.filter(({ path }) => path.includes("/tree/")).length;

describe("findEntry", () => {
  it("finds files, directories, symlinks and executables", async () => {
    expect(await findEntry(repoRecord, treeHash, [])).toEqual({ kind: "tree", hash: treeHash });
    expect(await findEntry(repoRecord, treeHash, ["bin"])).toMatchObject({ kind: "tree" });
    expect(await findEntry(repoRecord, treeHash, ["bin", "run"])).toMatchObject({ kind: "blob" });
    expect(await findEntry(repoRecord, treeHash, ["bin", "link"])).toMatchObject({ kind: "symlink" });
    expect(await findEntry(repoRecord, treeHash, oddName.split("/"))).toMatchObject({ kind: "blob" });
  });

  it("gives null for what is not there, and for what lies below a file", async () => {
    expect(await findEntry(repoRecord, treeHash, ["nope"])).toBeNull();
    expect(await findEntry(repoRecord, treeHash, ["README.md", "x"])).toBeNull();
    expect(await findEntry(repoRecord, treeHash, [""])).toBeNull();
  });

  it("reads the directories above, and not the one it finds", async () => {
    await findEntry(repoRecord, treeHash, []);
    expect(treesRead()).toBe(0);
    await findEntry(repoRecord, treeHash, ["bin", "deep"]);
    expect(treesRead()).toBe(2);
  });
});

describe("readLevels", () => {
  const pathsOf = async (path: string) =>
    (await readLevels(repoRecord, treeHash, path)).map((level) => level.path);

  it("gives each directory down to the path, and each is read once", async () => {
    expect(await pathsOf("bin/deep")).toEqual(["", "bin", "bin/deep"]);
    expect(treesRead()).toBe(3);
  });

  it("ends where the path leads to no directory", async () => {
    expect(await pathsOf("")).toEqual([""]);
    expect(await pathsOf("bin/run")).toEqual(["", "bin"]);
    expect(await pathsOf("README.md/x")).toEqual([""]);
    expect(await pathsOf("nope/x")).toEqual([""]);
  });
});

describe("walkPath", () => {
  it("says how many trees the way may still have", async () => {
    const walk = walkPath(treeHash, ["bin", "run"]);
    expect(walk).toMatchObject({ awaited: treeHash, treesLeft: 3, found: null });
    walk.take(await getTree(repoRecord, treeHash));
    expect(walk).toMatchObject({ treesLeft: 2, found: null });
    walk.take(await getTree(repoRecord, walk.awaited ?? ""));
    expect(walk).toMatchObject({ awaited: null, treesLeft: 0, found: { kind: "blob" } });
  });
});
