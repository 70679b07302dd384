import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { RepoWithRemote } from "@/contract/repos";
import { createRepo } from "@/lib/artifacts/repos";
import {
  apiToken,
  type FakeArtifactsApi,
  sendError,
  sendJson,
  startFakeArtifactsApi,
} from "@/lib/test-support/fake-artifacts-api";
import { createToken } from "./create-token";
import { makeRepo } from "./make-repo";

let fakeApi: FakeArtifactsApi;

beforeAll(async () => {
  fakeApi = await startFakeArtifactsApi();
  process.env.ARTIFACTS_API_URL = fakeApi.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
});
afterAll(() => fakeApi.close());
beforeEach(() => {
  fakeApi.tokens.length = 0;
  fakeApi.forgetRequests();
});

const isCreate = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && path.endsWith("/acme/repos");

/** The next list holds `demo` as if it was made at that time. */
function listDemo(createdAtMs: number, times = 1): void {
  const created_at = new Date(createdAtMs).toISOString();
  const demo: RepoWithRemote = {
    ...{ id: "repo_1", name: "demo", description: null, default_branch: "main", source: null },
    ...{ created_at, updated_at: created_at, last_push_at: null, read_only: false, remote: fakeApi.remote },
  };
  for (let time = 0; time < times; time += 1) {
    fakeApi.answerNext(
      ({ method, path }) => method === "GET" && path.endsWith("/acme/repos"),
      (_, response) =>
        sendJson(response, 200, JSON.stringify({ result: [demo], success: true, errors: [], messages: [] })),
    );
  }
}

const refuseNext = () =>
  fakeApi.answerNext(isCreate, (_, response) =>
    sendError(response, 409, { code: 10201, message: "Repository already exists" }),
  );

const make = (isKept: boolean) =>
  makeRepo({ namespace: "acme", name: "Demo", isKept }, () => createRepo("acme", { name: "Demo" }));

async function bear(): Promise<void> {
  await createToken("acme", { repo: "demo", scope: "write" });
  // The notes of another test's tokens must not be met again.
  for (const token of fakeApi.tokens) token.id = `${token.id}-${Math.random().toString(36).slice(2)}`;
}

it("revokes the token of a repo that was made although its answer was lost", async () => {
  await bear();
  fakeApi.answerNext(isCreate, (_, response) => response.destroy());
  listDemo(Date.now());
  expect(await make(false)).toMatchObject({ name: "demo", id: "repo_1", initialToken: { state: "revoked" } });
  expect(fakeApi.tokens[0]?.isRevoked).toBe(true);
});

it("leaves a token that was asked for to whoever asked, and says that its secret is lost", async () => {
  await bear();
  fakeApi.answerNext(isCreate, (_, response) => sendError(response, 502, { code: 10000, message: "Lost" }));
  listDemo(Date.now());
  const { initialToken } = await make(true);
  expect(initialToken).toEqual({ state: "alive", because: "unheard", endsAt: null });
  expect(fakeApi.tokens[0]?.isRevoked).toBe(false);
});

it("touches nothing of a repo that was there before, and tells the failure", async () => {
  await bear();
  fakeApi.answerNext(isCreate, (_, response) => response.destroy());
  refuseNext();
  listDemo(Date.now() - 60_000, 6);
  await expect(make(false)).rejects.toMatchObject({ kind: "conflict" });
  expect(fakeApi.tokens[0]?.isRevoked).toBe(false);
});

it("asks once more when the connection was closed as the call went out", async () => {
  fakeApi.answerNext(isCreate, (_, response) => response.destroy());
  listDemo(Date.now() - 60_000, 3);
  expect(await make(true)).toMatchObject({ name: "Demo", initialToken: { state: "kept" } });
  expect(fakeApi.requests.filter(isCreate)).toHaveLength(2);
});

it("knows its own repo when the first call was done after all by the time of the second", async () => {
  await bear();
  fakeApi.answerNext(isCreate, (_, response) => response.destroy());
  refuseNext();
  listDemo(Date.now() - 60_000, 3);
  listDemo(Date.now());
  expect(await make(false)).toMatchObject({ name: "demo", id: "repo_1", initialToken: { state: "revoked" } });
});

it("gives up when the second connection is closed, too", async () => {
  fakeApi.answerNext(isCreate, (_, response) => response.destroy());
  fakeApi.answerNext(isCreate, (_, response) => response.destroy());
  listDemo(Date.now() - 60_000, 6);
  await expect(make(false)).rejects.toMatchObject({ kind: "unreachable" });
  expect(fakeApi.requests.filter(isCreate)).toHaveLength(2);
});

it("does not look where Artifacts refused", async () => {
  refuseNext();
  await expect(make(false)).rejects.toMatchObject({ kind: "conflict" });
  expect(fakeApi.requests).toHaveLength(1);
});
