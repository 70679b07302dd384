import { expect, test } from "vitest";
import { sendJson } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { listForks } from "./list-forks";
import { readSourceChain } from "./source-chain";

const fakeApi = await fakeArtifactsForTests();

const day = (date: number) => new Date(Date.UTC(2026, 0, date)).toISOString();

function repo(name: string, madeOn: number, source: string | null = null) {
  return {
    id: name,
    name,
    description: null,
    default_branch: "main",
    created_at: day(madeOn),
    updated_at: day(madeOn),
    last_push_at: null,
    source,
    read_only: false,
    remote: "https://example.test/git/acme/x.git",
  };
}

function answerNextPage(repos: object[], cursor: string | null) {
  const info = { per_page: 200, count: repos.length, ...(cursor === null ? {} : { cursor }) };
  fakeApi.answerNext(
    ({ path }) => path.endsWith("/repos"),
    (_request, response) =>
      sendJson(
        response,
        200,
        JSON.stringify({ result: repos, success: true, errors: [], messages: [], result_info: info }),
      ),
  );
}

test("finds the forks of a repo, whatever the case of the name, and none that is older than it", async () => {
  answerNextPage([repo("b", 9, "artifacts:acme/BASE"), repo("other", 8, "artifacts:acme/base2")], "more");
  answerNextPage([repo("a", 7, "artifacts:acme/base"), repo("old", 2, "artifacts:acme/base")], "more");
  expect(await listForks("acme", repo("base", 5))).toEqual({
    forks: ["b", "a"],
    isComplete: true,
    searched: 3,
  });
  expect(fakeApi.requests).toHaveLength(2);
});

test("stops after 2,000 repos and says so", async () => {
  const many = Array.from({ length: 200 }, (_, at) => repo(`r${at}`, 9));
  for (let page = 0; page < 10; page += 1) answerNextPage(many, "more");
  expect(await listForks("acme", repo("base", 5))).toEqual({ forks: [], isComplete: false, searched: 2000 });
  expect(fakeApi.requests).toHaveLength(10);
});

const answerRepo = (name: string, made: object) =>
  fakeApi.answerNext(
    ({ path }) => path.endsWith(`/repos/${name}`),
    (_request, response) =>
      sendJson(response, 200, JSON.stringify({ result: made, success: true, errors: [], messages: [] })),
  );

test("follows a fork of a fork of an import", async () => {
  answerRepo("b", repo("b", 4, "artifacts:acme/a"));
  answerRepo("a", repo("a", 3, "git:https://example.test/x.git"));
  expect(await readSourceChain(repo("c", 5, "artifacts:acme/b"))).toEqual([
    { kind: "repo", namespace: "acme", repo: "b", isGone: false },
    { kind: "repo", namespace: "acme", repo: "a", isGone: false },
    { kind: "import", url: "https://example.test/x.git" },
  ]);
});

test("takes a younger repo of the parent's name for another one", async () => {
  answerRepo("b", repo("b", 8, "artifacts:acme/a"));
  expect(await readSourceChain(repo("c", 5, "artifacts:acme/b"))).toEqual([
    { kind: "repo", namespace: "acme", repo: "b", isGone: true },
  ]);
});

test("ends where a parent cannot be read now, and says where it stopped following", async () => {
  fakeApi.answerNext(
    ({ path }) => path.endsWith("/repos/b"),
    (_request, response) =>
      sendJson(
        response,
        409,
        JSON.stringify({
          result: null,
          success: false,
          errors: [{ code: 10302, message: "Still importing" }],
          messages: [],
        }),
      ),
  );
  expect(await readSourceChain(repo("c", 5, "artifacts:acme/b"))).toEqual([
    { kind: "repo", namespace: "acme", repo: "b", isGone: false },
  ]);

  for (let step = 0; step < 8; step += 1) answerRepo("b", repo("b", 5, "artifacts:acme/b"));
  const endless = await readSourceChain(repo("c", 5, "artifacts:acme/b"));
  expect(endless).toHaveLength(9);
  expect(endless.at(-1)).toEqual({ kind: "more" });
});
