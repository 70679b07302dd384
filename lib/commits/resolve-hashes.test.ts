import { expect, it } from "vitest";
import type { RepoRefs } from "@/lib/git/refs";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { resolveHashes } from "./resolve-hashes";

const fakeApi = await fakeArtifactsForTests();
const content = { namespace: "acme", name: "demo", id: "repo_1" };
const noRefs: RepoRefs = { head: "main", headHash: null, branches: [], tags: [], others: [] };

async function resolve(
  commit: { hash: string; parents: string[] },
  words: string[],
  refs: Partial<RepoRefs> = {},
) {
  const found = new Map<string, string>();
  await resolveHashes({ content, refs: { ...noRefs, ...refs }, commit }, words, found);
  return found;
}

it("finds whole hashes by their commits, and short ones among what was before", async () => {
  const first = await commitFiles(fakeApi, "main", { a: { content: "1" } });
  const tree = (await fakeApi.git(["rev-parse", `${first}^{tree}`])).trim();
  const made = async (parent: string, words: string) =>
    (
      await fakeApi.git([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.c",
        "commit-tree",
        tree,
        "-p",
        parent,
        "-m",
        words,
      ])
    ).trim();
  const second = await made(first, "second");
  const third = await made(second, "third");
  const parents = [second];
  const found = await resolve({ hash: third, parents }, [
    first,
    first.slice(0, 8),
    second.slice(0, 7),
    tree,
    "0".repeat(40),
    "0000000",
  ]);
  expect(Object.fromEntries(found)).toEqual({
    [first]: first,
    [first.slice(0, 8)]: first,
    [second.slice(0, 7)]: second,
  });
});

it("asks nothing about tips of refs, about nothing else more than eleven times, and about a parent that is cut off once", async () => {
  const hash = "1".repeat(40);
  const branches = [{ name: "x", hash: `abcdef0${"0".repeat(33)}` }];
  const found = await resolve({ hash, parents: [] }, ["abcdef0", "1111111"], { branches });
  expect([...found.keys()]).toEqual(["abcdef0", "1111111"]);
  expect(fakeApi.requests).toEqual([]);
  const many = Array.from({ length: 40 }, (_, at) => `${at}`.padStart(40, "2"));
  const missing = "3".repeat(40);
  expect(
    (await resolve({ hash, parents: [missing] }, ["3333333", ...many, "c0ccccc", "d0ddddd", "20260305"]))
      .size,
  ).toBe(0);
  expect(fakeApi.requests).toHaveLength(11);
});

it("reads no log for dates and words", async () => {
  const found = await resolve({ hash: "1".repeat(40), parents: [] }, ["20260305", "defaced", "1234567890"]);
  expect(found.size).toBe(0);
  expect(fakeApi.requests).toEqual([]);
});
