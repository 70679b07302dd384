import { beforeAll, beforeEach, expect, it } from "vitest";
import type { Commit } from "@/contract/content";
import { getCommit } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { changeOptions } from "./change-options";
import { openChanges, openMerge } from "./open-changes";

const fakeApi = await fakeArtifactsForTests();
const at = { ...repoRecord, remote: fakeApi.remote };
const options = changeOptions.parse({});
const whole = { file: null, from: 0 };
const lines = (count: number, changed: Record<number, string> = {}) =>
  Array.from({ length: count }, (_, line) => `${changed[line] ?? line}\n`).join("");

const commitOf = async (branch: string, files: Record<string, string>) => {
  const all = Object.entries(files).map(([path, content]) => [path, { content }]);
  return getCommit(repoRecord, await commitFiles(fakeApi, branch, Object.fromEntries(all)));
};

let left: Commit;
let right: Commit;
let merge: Commit;
let many: Commit;
beforeAll(async () => {
  left = await commitOf("left", { both: lines(60, { 5: "left" }), left: "1\n", same: "=\n" });
  right = await commitOf("right", { both: lines(60, { 50: "right" }), same: "=\n" });
  const merged = lines(60, { 5: "left", 25: "merge", 50: "right" });
  merge = await commitOf("merge", { both: merged, left: "1\n", same: "=\n", own: "by hand\n" });
  many = await commitOf(
    "many",
    Object.fromEntries(Array.from({ length: 60 }, (_, file) => [`many/${file}`, `${file}\n`])),
  );
});
beforeEach(() => {
  for (const name of ["object-cache", "line-diffs", "changes-of-trees", "remotes-without-blobs"])
    forgetPerProcess(name);
  fakeApi.forgetRequests();
});

it("of a merge shows only what differs from all of its parents, in files and in lines", async () => {
  const { files } = await openMerge(at, [left, right], { after: merge, options, part: whole });
  expect(files.map(({ change }) => change.path)).toEqual(["both", "own"]);
  const [both] = files;
  if (both?.shown?.kind !== "text") throw new Error(both?.shown?.kind);
  expect(both.counts).toEqual({ added: 1, removed: 1 });
  const [run] = both.shown.text.hunks.flatMap(({ runs }) => runs);
  expect(run).toMatchObject({ newStart: 25, newEnd: 26 });
});

const blobsAsked = () => fakeApi.requests.filter(({ path }) => path.includes("/blob/")).length;
const open = () =>
  openChanges({ before: at, after: at }, { before: null, after: many, options, part: whole });

it("many files come by one fetch of Git", async () => {
  const { files } = await open();
  expect(files.every(({ counts }) => counts?.added === 1)).toBe(true);
  expect(blobsAsked()).toBe(0);
  expect(fakeApi.requests.filter(({ path }) => path.endsWith("/git-upload-pack")).length).toBeLessThanOrEqual(
    2,
  );
});

it("and one by one where Git refuses, which is not asked again", async () => {
  const refuse = () =>
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/git-upload-pack"),
      (_, response) => response.writeHead(500).end(),
    );
  refuse();
  const { files } = await open();
  expect(files.every(({ counts }) => counts?.added === 1)).toBe(true);
  expect(blobsAsked()).toBe(60);
  expect(fakeApi.requests.filter(({ path }) => path.endsWith("/git-upload-pack"))).toHaveLength(1);
});

it("one file alone, or those from one on", async () => {
  const ask = (part: { file: string | null; from: number }) =>
    openChanges({ before: at, after: at }, { before: null, after: many, options, part });
  expect((await ask({ file: "many/7", from: 0 })).files.map(({ change }) => change.path)).toEqual(["many/7"]);
  expect((await ask({ file: null, from: 58 })).files).toHaveLength(2);
  expect((await ask({ file: "not there", from: 0 })).files).toHaveLength(60);
});
