import { beforeAll, expect, it } from "vitest";
import { getCommit } from "@/lib/artifacts/content";
import { commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { followPath } from "./follow-path";

const fakeApi = await fakeArtifactsForTests();
const link = (content: string) => ({ content, mode: "120000" as const });
let treeHash: string;
beforeAll(async () => {
  const commitHash = await commitFiles(fakeApi, "main", {
    "docs/README.md": { content: "x" },
    "docs/deep/a.txt": { content: "x" },
    "README.md": link("docs/README.md"),
    dir: link("docs/"),
    up: link("docs/deep/../README.md"),
    "docs/deep/back": link("../.."),
    chain: link("chain2"),
    chain2: link("./docs/deep/up"),
    "docs/deep/up": link("..//README.md"),
    self: link("self"),
    a: link("b"),
    b: link("a"),
    outside: link("../other"),
    "docs/outside": link("../../etc/passwd"),
    absolute: link("/etc/passwd"),
    dangling: link("docs/nope.md"),
    below: link("docs/README.md/x"),
    empty: link("."),
    "through-self": link("self/x"),
  });
  treeHash = (await getCommit(repoRecord, commitHash)).treeHash;
});

it.each([
  ["README.md", "docs/README.md"],
  ["docs/README.md", "docs/README.md"],
  ["dir", "docs"],
  ["dir/README.md", "docs/README.md"],
  ["dir/deep/back/dir/deep/a.txt", "docs/deep/a.txt"],
  ["up", "docs/README.md"],
  ["docs/deep/back", ""],
  ["chain", "docs/README.md"],
  ["empty", ""],
])("%s leads to %j", async (path, target) => {
  expect(await followPath(repoRecord, treeHash, path.split("/"))).toMatchObject({
    kind: "found",
    path: target,
  });
});

it.each([
  ["self", "loop"],
  ["a", "loop"],
  ["through-self", "loop"],
  ["outside", "outside"],
  ["docs/outside", "outside"],
  ["absolute", "absolute"],
  ["dangling", "missing"],
  ["below", "missing"],
  ["nope", "missing"],
])("%s leads nowhere: %s", async (path, kind) => {
  expect(await followPath(repoRecord, treeHash, path.split("/"))).toMatchObject({ kind });
});
