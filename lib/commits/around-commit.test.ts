import { beforeAll, expect, it } from "vitest";
import type { OpenRepo } from "@/lib/reading/open-repo";
import { openRepo } from "@/lib/reading/open-repo";
import { repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { aroundCommit } from "./around-commit";

const fakeApi = await fakeArtifactsForTests();
const hashOf = async (ref: string) => (await fakeApi.git(["rev-parse", ref])).trim();
const commit = (mark: number, branch: string, message: string, from?: string) =>
  [
    `commit refs/heads/${branch}\nmark :${mark}`,
    "committer Ada <ada@example.test> 1767225600 +0000",
    `data ${message.length}\n${message}`,
    ...(from === undefined ? [] : [`from ${from}`]),
    `M 100644 inline ${message}\ndata 2\nx\n\n`,
  ].join("\n");

let opened: OpenRepo;
beforeAll(async () => {
  await fakeApi.git(["config", "uploadpack.allowFilter", "true"]);
  const input = [
    commit(1, "main", "one"),
    commit(2, "main", "two", ":1"),
    commit(3, "topic", "side", ":1"),
    commit(4, "main", "three", ":2"),
  ];
  await fakeApi.git(["fast-import", "--quiet", "--force"], input.join(""));
  await fakeApi.git(["tag", "v1", "main~1"]);
  opened = await openRepo(repoRecord.namespace, repoRecord.name);
});

const around = async (ref: string, waits: boolean) =>
  aroundCommit(opened, await hashOf(ref), { beside: Promise.resolve(), waits });

it("names the children of a commit, and the branches and tags that lead to it", async () => {
  expect(await around("main~2", true)).toEqual({
    children: expect.arrayContaining([await hashOf("main~1"), await hashOf("topic")]),
    branches: ["main", "topic"],
    tags: ["v1"],
    isWhole: true,
  });
  expect(await around("main", true)).toEqual({ children: [], branches: ["main"], tags: [], isWhole: true });
});

it("is known without waiting once the history is there", async () => {
  await around("main", true);
  expect(await around("main~1", false)).toMatchObject({ tags: ["v1"] });
});

it("looks through the log where Git gives no histories, but only when it is asked for", async () => {
  forgetPerProcess("history-packs");
  forgetPerProcess("filter-support");
  await fakeApi.git(["config", "uploadpack.allowFilter", "false"]);
  // What was fetched before does not have it.
  const newer = commit(1, "main", "four", await hashOf("main"));
  await fakeApi.git(["fast-import", "--quiet", "--force"], newer);
  opened = await openRepo(repoRecord.namespace, repoRecord.name);
  fakeApi.forgetRequests();
  const hash = await hashOf("main");
  const aMoment = new Promise((resolve) => setTimeout(resolve, 500));
  expect(await aroundCommit(opened, hash, { beside: aMoment, waits: false })).toBeNull();
  expect(fakeApi.requests.filter(({ path }) => path.endsWith("/log"))).toHaveLength(0);
  expect(await around("main~2", true)).toMatchObject({ branches: ["main"], tags: ["v1"] });
});
