import { beforeEach, expect, test } from "vitest";
import { commitFiles, repoRecord, sendJson } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { setPerProcess } from "@/lib/test-support/per-process";
import { bulkCalls } from "./bulk-calls";
import { getCommit, getTree } from "./content";
import { createObjectCache } from "./object-cache";
import { getRepo } from "./repos";

const fakeApi = await fakeArtifactsForTests();
const { treeHash } = await getCommit(
  repoRecord,
  await commitFiles(fakeApi, "main", { "a.txt": { content: "a" } }),
);

beforeEach(() => setPerProcess("object-cache", createObjectCache()));

/** Fills the one place of a walk until `release` is called. */
async function occupy(bulk: ReturnType<typeof bulkCalls>) {
  let release = () => {};
  fakeApi.answerNext(
    ({ path }) => path.endsWith("/repos/held"),
    (_, response) => {
      release = () => sendJson(response, 500, "{}");
    },
  );
  const held = bulk(() => getRepo("acme", "held")).catch(() => undefined);
  await expect.poll(() => fakeApi.requestsTo("/repos/held").length).toBe(1);
  return async () => {
    release();
    await held;
  };
}

test("a call inside of a walk waits for its turn, one outside does not", async () => {
  const bulk = bulkCalls({ atOnce: 1 });
  const release = await occupy(bulk);
  const queued = bulk(() => getRepo("acme", "demo"));
  expect((await getRepo("acme", "demo")).name).toBe("demo");
  expect(fakeApi.requestsTo("/repos/demo")).toHaveLength(1);
  await release();
  expect((await queued).name).toBe("demo");
});

test("what a person waits for leaves the queue of the walk that began it, and is asked once", async () => {
  const bulk = bulkCalls({ atOnce: 1 });
  const release = await occupy(bulk);
  const ofWalk = bulk(() => getTree(repoRecord, treeHash));
  const other = bulk(() => getTree(repoRecord, treeHash));
  expect(fakeApi.requestsTo(treeHash)).toHaveLength(0);
  expect(await getTree(repoRecord, treeHash)).toHaveLength(1);
  expect(await Promise.all([ofWalk, other])).toHaveLength(2);
  expect(fakeApi.requestsTo(treeHash)).toHaveLength(1);
  await release();
});

test("what is in memory takes no turn", async () => {
  await getTree(repoRecord, treeHash);
  const bulk = bulkCalls({ atOnce: 1 });
  const release = await occupy(bulk);
  expect(await bulk(() => getTree(repoRecord, treeHash))).toHaveLength(1);
  await release();
});
