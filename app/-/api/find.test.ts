import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { matchWorkers } from "@/lib/find/match-worker";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { failureBody } from "@/lib/wire/failure";
import { pathLine } from "@/lib/wire/path-lines";
import { searchEvent } from "@/lib/wire/search-events";
import { callTrail } from "@/lib/wire/upstream-calls";
import * as paths from "./namespaces/[namespace]/repos/[repo]/paths/[tree]/route";
import * as search from "./namespaces/[namespace]/repos/[repo]/search/[tree]/route";

const fakeApi = await fakeArtifactsForTests();
let tree: string;

beforeAll(async () => {
  await commitFiles(fakeApi, "main", { "a.txt": { content: "needle\n" }, "b/c.txt": { content: "other\n" } });
  tree = (await fakeApi.git(["rev-parse", "main^{tree}"])).trim();
});
afterAll(() => matchWorkers().closeAll());

interface TreeRoute {
  GET(
    request: Request,
    context: { params: Promise<{ namespace: string; repo: string; tree: string }> },
  ): Promise<Response>;
}

const ask = (route: TreeRoute, query = "", treeHash = tree, headers = {}) =>
  route.GET(new Request(`http://127.0.0.1:3000/${query}`, { headers }), {
    params: Promise.resolve({ namespace: "acme", repo: "demo", tree: treeHash }),
  });

const linesOf = async (response: Response): Promise<unknown[]> =>
  (await response.text())
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

it("lists paths and finds text as lines of JSON, never stored", async () => {
  const listed = await ask(paths);
  expect(listed.headers.get("content-type")).toBe("application/x-ndjson");
  expect(listed.headers.get("cache-control")).toBe("no-store");
  expect((await linesOf(listed)).map((line) => pathLine.parse(line))).toEqual([
    { directory: "", names: ["a.txt"] },
    { directory: "b", names: ["c.txt"] },
    { end: "complete", next: null },
  ]);
  const found = (await linesOf(await ask(search, "?q=NEEDLE")))
    .map((line) => searchEvent.parse(line))
    // A busy machine reports progress in between.
    .filter((event) => !("progress" in event));
  expect(found).toMatchObject([{ file: { path: "a.txt", hits: 1 } }, { end: "done", counts: { files: 2 } }]);
});

it("tells the calls that the lines took in a last one, to who asks for it", async () => {
  await commitFiles(fakeApi, "told", { "told/only-here.txt": { content: "x" } });
  const told = (await fakeApi.git(["rev-parse", "told^{tree}"])).trim();
  const below = (await fakeApi.git(["rev-parse", "told:told"])).trim();
  const lines = await linesOf(await ask(paths, "", told, { [callTrailHeader]: "line" }));
  const { calls } = z.object({ calls: callTrail }).parse(lines.at(-1));
  expect(calls.calls.filter(({ url }) => url.endsWith(`/tree/${below}`))).toMatchObject([
    { via: "rest", status: 200 },
  ]);
  expect(lines.at(-2)).toMatchObject({ end: "complete" });
});

it("goes on behind the place it is given", async () => {
  const rest = await linesOf(await ask(search, `?q=e&after=${tree.slice(0, 12)}.0`));
  expect(rest).toMatchObject([{ file: { path: "b/c.txt" } }, { end: "done" }]);
});

it.each([
  ["?q=(&regex=1", "/q"],
  ["?q=", "/q"],
  [`?q=${"x".repeat(501)}`, "/q"],
  [`?q=x&path=${"x".repeat(301)}`, "/path"],
  ["?q=x&after=1.2", "/after"],
])("refuses %s at the field", async (query, pointer) => {
  const response = await ask(search, query);
  expect(response.status).toBe(400);
  expect(failureBody.parse(await response.json()).error).toMatchObject({ kind: "invalid", pointer });
});

it("does not know a tree that is none", async () => {
  for (const route of [paths, search]) {
    expect((await ask(route, "?q=x", "../../other")).status).toBe(404);
    expect((await ask(route, "?q=x", "f".repeat(40))).status).toBe(404);
  }
});

it("tells in its last line what went wrong on the way", async () => {
  await commitFiles(fakeApi, "odd", {
    "first.txt": { content: "needle here\n" },
    "z/last.txt": { content: "x" },
  });
  const odd = (await fakeApi.git(["rev-parse", "odd^{tree}"])).trim();
  const below = (await fakeApi.git(["rev-parse", "odd:z"])).trim();
  for (let call = 0; call < 2; call += 1) {
    fakeApi.answerNext(
      ({ path }) => path.endsWith(`/tree/${below}`),
      (_, response) => response.destroy(),
    );
  }
  const response = await ask(search, "?q=needle", odd);
  expect(response.status).toBe(200);
  const lines = await linesOf(response);
  expect(lines[0]).toMatchObject({ file: { path: "first.txt" } });
  expect(failureBody.parse(lines.at(-1)).error.kind).toBe("unreachable");
});
