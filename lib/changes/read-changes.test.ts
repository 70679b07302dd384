import { beforeEach, expect, it } from "vitest";
import { getCommit } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { readChanges } from "./read-changes";

const fakeApi = await fakeArtifactsForTests();
const at = { ...repoRecord, remote: fakeApi.remote };
const repos = { before: at, after: at };
const lines = (count: number, word = "line") =>
  Array.from({ length: count }, (_, at) => `${word} ${at}\n`).join("");

type Files = Parameters<typeof commitFiles>[2];

async function changesOf(before: Files, after: Files) {
  const trees = await Promise.all(
    [before, after].map(async (files, side) => {
      const hash = await commitFiles(fakeApi, `side-${side}`, files);
      return (await getCommit(repoRecord, hash)).treeHash;
    }),
  );
  const { files } = await readChanges(repos, trees[0] ?? null, trees[1] ?? null);
  return files.map(({ path, oldPath, status, percent }) =>
    [status, oldPath, path, percent].filter((part) => part !== null).join(" "),
  );
}

beforeEach(() => {
  forgetPerProcess("object-cache");
  forgetPerProcess("changes-of-trees");
  fakeApi.forgetRequests();
});

it("a rename is one change, with how much stayed the same", async () => {
  const before = { "old.txt": { content: lines(100) }, same: { content: "x" } };
  const after = { "new/name.txt": { content: lines(90) }, same: { content: "x" } };
  expect(await changesOf(before, after)).toEqual([
    expect.stringMatching(/^renamed old.txt new\/name.txt 8\d$/),
  ]);
});

it("a copy of a file that changed and is still there says where it came from", async () => {
  const before = { "a.txt": { content: lines(100) } };
  const after = { "a.txt": { content: lines(101) }, "b.txt": { content: lines(100) } };
  expect(await changesOf(before, after)).toEqual(["modified a.txt", "copied a.txt b.txt 100"]);
});

it("what came and went without likeness is added and deleted", async () => {
  expect(
    await changesOf({ "a.txt": { content: lines(50) } }, { "b.txt": { content: lines(50, "other") } }),
  ).toEqual(["deleted a.txt", "added b.txt"]);
});

it("asks for nothing the second time", async () => {
  const before = { "deep/er/a.txt": { content: lines(10) }, "deep/er/b.txt": { content: "b" } };
  const after = { "deep/er/a.txt": { content: lines(11) }, "deep/er/b.txt": { content: "b" } };
  await changesOf(before, after);
  expect(fakeApi.requests.filter(({ path }) => path.includes("/tree/"))).toHaveLength(6);
  fakeApi.forgetRequests();
  await changesOf(before, after);
  expect(fakeApi.requests.filter(({ path }) => path.includes("/tree/"))).toHaveLength(0);
});
