import { expect, test } from "vitest";
import { openRepo } from "@/lib/reading/open-repo";
import { apiToken, commitFiles, repoRecord } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { callTrail } from "@/lib/wire/upstream-calls";
import { callTrailAsHeader, noteCall, noteFromMemory, readCallTrail, withCallTrail } from "./call-trail";
import { getBlob, getCommit, getTree, listCommits } from "./content";
import { createRepo } from "./repos";

const fakeApi = await fakeArtifactsForTests();

test("a request's calls are told with status, time and size, and neither token nor secret is in them", async () => {
  const hash = await commitFiles(fakeApi, "main", { "a.txt": { content: "hello" } });
  const read = () =>
    withCallTrail(async () => {
      await openRepo("acme", "demo");
      const { treeHash } = await getCommit(repoRecord, hash);
      const [entry] = await getTree(repoRecord, treeHash);
      await getBlob(repoRecord, entry?.hash ?? "", { maxBytes: 100 });
      await getBlob(repoRecord, entry?.hash ?? "", { maxBytes: 100 });
      await listCommits(repoRecord, hash, { limit: 1 });
      return { trail: readCallTrail(), header: callTrailAsHeader() };
    });
  const first = await read();
  expect(
    first.trail.calls.map(({ via, method, url }) => `${via} ${method} ${new URL(url).pathname}`),
  ).toEqual(
    expect.arrayContaining([
      "rest POST /client/v4/accounts/local/artifacts/namespaces/acme/tokens",
      "rest GET /client/v4/accounts/local/artifacts/namespaces/acme/repos/demo",
      "git POST /git/acme/demo.git/git-upload-pack",
      // Once an origin.
      "git GET /git/acme/demo.git/info/refs",
      `rest GET /client/v4/accounts/local/artifacts/namespaces/acme/repos/demo/commit/${hash}`,
    ]),
  );
  expect(first.trail.calls).toHaveLength(8);
  for (const call of first.trail.calls) {
    expect(call.status).toBeGreaterThanOrEqual(200);
    expect(call.tookMs).toBeGreaterThanOrEqual(0);
    expect(call.sizeBytes).toBeGreaterThan(0);
  }
  expect(first.header).not.toContain(apiToken);
  expect(first.header).not.toContain("art_");
  expect(callTrail.parse(JSON.parse(first.header))).toEqual(first.trail);

  // By hash, once: the second time only the record and the refs are asked for.
  const second = await read();
  expect(second.trail.request).not.toBe(first.trail.request);
  expect(
    second.trail.calls.filter(({ via }) => via !== "memory").map(({ url }) => new URL(url).pathname),
  ).toEqual(expect.arrayContaining(["/git/acme/demo.git/git-upload-pack"]));
  expect(second.trail.calls.map(({ via }) => via).sort()).toEqual([
    "git",
    "memory",
    "memory",
    "memory",
    "memory",
    "rest",
  ]);
});

test("what a person typed freely and what Artifacts answered are not in the trail", async () => {
  const header = await withCallTrail(async () => {
    await createRepo("acme", { name: "new", description: "art_v1_0000 and my password" });
    return callTrailAsHeader();
  });
  expect(header).toContain("new");
  expect(header).not.toMatch(/art_|password|0123456789abcdef/);
});

test("a trail is bounded: it says how many calls it leaves out, and fits a header", async () => {
  const header = await withCallTrail(async () => {
    for (let index = 0; index < 500; index += 1) {
      noteCall({ via: "rest", method: "GET", url: `http://127.0.0.1/${index}/${"é".repeat(5000)}` })({
        status: 200,
      });
    }
    noteFromMemory("http://127.0.0.1/art_v1_0123456789");
    return callTrailAsHeader();
  });
  expect(header.length).toBeLessThan(7000);
  expect(header).toMatch(/^[\x20-\x7e]+$/);
  const { calls, leftOut } = callTrail.parse(JSON.parse(header));
  expect(calls.length + leftOut).toBe(501);
});
