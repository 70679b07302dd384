import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { RepoWithRemote } from "@/contract/repos";
import { apiToken, type StandIn, sendError, sendJson, startStandIn } from "./hosted-stand-in";
import { makeRepo } from "./make-repo";
import { createRepo } from "./repos";
import { createToken } from "./tokens";

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startStandIn();
  process.env.ARTIFACTS_API_URL = standIn.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
});
afterAll(() => standIn.close());
beforeEach(() => {
  standIn.tokens.length = 0;
  standIn.forgetRequests();
});

const isCreate = ({ method, path }: { method: string; path: string }) =>
  method === "POST" && path.endsWith("/acme/repos");

/** The next list holds `demo` as if it was made at that time. */
function listDemo(createdAtMs: number, times = 1): void {
  const created_at = new Date(createdAtMs).toISOString();
  const demo: RepoWithRemote = {
    ...{ id: "repo_1", name: "demo", description: null, default_branch: "main", source: null },
    ...{ created_at, updated_at: created_at, last_push_at: null, read_only: false, remote: standIn.remote },
  };
  for (let time = 0; time < times; time += 1) {
    standIn.answerNext(
      ({ method, path }) => method === "GET" && path.endsWith("/acme/repos"),
      (_, response) =>
        sendJson(response, 200, JSON.stringify({ result: [demo], success: true, errors: [], messages: [] })),
    );
  }
}

const refuseNext = () =>
  standIn.answerNext(isCreate, (_, response) =>
    sendError(response, 409, { code: 10201, message: "Repository already exists" }),
  );

const make = (isKept: boolean) =>
  makeRepo({ namespace: "acme", name: "Demo", isKept }, () => createRepo("acme", { name: "Demo" }));

async function bear(): Promise<void> {
  await createToken("acme", { repo: "demo", scope: "write" });
  // The notes of another test's tokens must not be met again.
  for (const token of standIn.tokens) token.id = `${token.id}-${Math.random().toString(36).slice(2)}`;
}

it("revokes the token of a repo that was made although its answer was lost", async () => {
  await bear();
  standIn.answerNext(isCreate, (_, response) => response.destroy());
  listDemo(Date.now());
  expect(await make(false)).toMatchObject({ name: "demo", id: "repo_1", birth: { state: "revoked" } });
  expect(standIn.tokens[0]?.isRevoked).toBe(true);
});

it("leaves a token that was asked for to whoever asked, and says that its secret is lost", async () => {
  await bear();
  standIn.answerNext(isCreate, (_, response) => sendError(response, 502, { code: 10000, message: "Lost" }));
  listDemo(Date.now());
  const { birth } = await make(true);
  expect(birth).toEqual({ state: "alive", because: "unheard", endsAt: null });
  expect(standIn.tokens[0]?.isRevoked).toBe(false);
});

it("touches nothing of a repo that was there before, and tells the failure", async () => {
  await bear();
  standIn.answerNext(isCreate, (_, response) => response.destroy());
  refuseNext();
  listDemo(Date.now() - 60_000, 6);
  await expect(make(false)).rejects.toMatchObject({ kind: "conflict" });
  expect(standIn.tokens[0]?.isRevoked).toBe(false);
});

it("asks once more when the connection was closed as the call went out", async () => {
  standIn.answerNext(isCreate, (_, response) => response.destroy());
  listDemo(Date.now() - 60_000, 3);
  expect(await make(true)).toMatchObject({ name: "Demo", birth: { state: "kept" } });
  expect(standIn.requests.filter(isCreate)).toHaveLength(2);
});

it("knows its own repo when the first call was done after all by the time of the second", async () => {
  await bear();
  standIn.answerNext(isCreate, (_, response) => response.destroy());
  refuseNext();
  listDemo(Date.now() - 60_000, 3);
  listDemo(Date.now());
  expect(await make(false)).toMatchObject({ name: "demo", id: "repo_1", birth: { state: "revoked" } });
});

it("gives up when the second connection is closed, too", async () => {
  standIn.answerNext(isCreate, (_, response) => response.destroy());
  standIn.answerNext(isCreate, (_, response) => response.destroy());
  listDemo(Date.now() - 60_000, 6);
  await expect(make(false)).rejects.toMatchObject({ kind: "unreachable" });
  expect(standIn.requests.filter(isCreate)).toHaveLength(2);
});

it("does not look where Artifacts refused", async () => {
  refuseNext();
  await expect(make(false)).rejects.toMatchObject({ kind: "conflict" });
  expect(standIn.requests).toHaveLength(1);
});
