import { expect, it } from "vitest";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { checkpointBranch, findCheckpoints } from "./find-checkpoints";

const fakeApi = await fakeArtifactsForTests();
const content = { namespace: "acme", name: "demo", id: "repo_1" };
const named = (...values: string[]) =>
  values.map((value) => ({ key: "Entire-Checkpoint", value, isInText: false }));

it("finds those that the branch has", async () => {
  const ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const hash = await commitFiles(fakeApi, checkpointBranch, {
    "a1/b2c3d4e5f6/metadata.json": { content: "{}" },
    "01/ARZ3NDEKTSV4RRFFQ69G5FAV/metadata.json": { content: "{}" },
    "aa/aaaaaaaaaa/metadata.json/folder": { content: "{}" },
  });
  const refs = { branches: [{ name: checkpointBranch, hash }] };
  const trailers = named("a1b2c3d4e5f6", ulid, "aaaaaaaaaaaa", "ffffffffffff", "../../etc");
  expect(Object.fromEntries(await findCheckpoints(content, refs, trailers))).toEqual({
    a1b2c3d4e5f6: "a1/b2c3d4e5f6/metadata.json",
    [ulid]: "01/ARZ3NDEKTSV4RRFFQ69G5FAV/metadata.json",
  });
});

it("asks nothing where no trailer names one, or there is no such branch", async () => {
  const branches = [{ name: checkpointBranch, hash: "1".repeat(40) }];
  expect((await findCheckpoints(content, { branches }, named("no"))).size).toBe(0);
  expect((await findCheckpoints(content, { branches: [] }, named("a1b2c3d4e5f6"))).size).toBe(0);
  expect(fakeApi.requests).toEqual([]);
});
