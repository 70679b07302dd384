import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  apiToken,
  type FakeArtifactsApi,
  sendError,
  sendJson,
  startFakeArtifactsApi,
} from "@/lib/test-support/fake-artifacts-api";
import { ArtifactsError } from "./artifacts-error";
import { callApi } from "./client";
import { getNamespace, listNamespaces } from "./namespaces";
import { createRepo, deleteRepo, getRepo, listRepos } from "./repos";
import { deleteToken, getTokenRecords, postToken } from "./tokens";

let fakeApi: FakeArtifactsApi;

beforeAll(async () => {
  fakeApi = await startFakeArtifactsApi();
  process.env.ARTIFACTS_API_URL = `${fakeApi.url}/client/v4`;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
});
afterAll(() => fakeApi.close());
beforeEach(() => fakeApi.forgetRequests());

const any = () => true;

async function failureOf(call: Promise<unknown>): Promise<ArtifactsError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ArtifactsError) return error;
  throw new Error(`Expected an ArtifactsError, got ${String(error)}`);
}

describe("a call that succeeds", () => {
  it("lists namespaces, with fields the reference does not name", async () => {
    const page = await listNamespaces({ limit: 20 });
    expect(page).toEqual({
      namespaces: [expect.objectContaining({ namespace: "acme", repo_count: 1 })],
      nextCursor: null,
    });
    expect(fakeApi.requests[0]?.query.get("limit")).toBe("20");
  });

  it("takes the cursor while more rows remain, and the total from the last page", async () => {
    expect(await listRepos("acme", { sort: "name" })).toMatchObject({ nextCursor: "next", total: null });
    expect(await listRepos("acme", { cursor: "next" })).toMatchObject({ nextCursor: null, total: 2 });
  });

  it("reads a repo without a status", async () => {
    const repo = await getRepo("acme", "demo");
    expect(repo).toMatchObject({ id: "repo_1", last_push_at: null });
    expect(repo.status).toBeUndefined();
  });

  it("takes a create that is answered with 200", async () => {
    const created = await createRepo("acme", { name: "new" });
    expect(created).toMatchObject({ name: "new", token: expect.stringMatching(/^art_v2_x_/) });
  });

  it("deletes a repo that was just deleted", async () => {
    expect(await deleteRepo("acme", "demo")).toEqual({ id: "repo_1" });
    expect(await deleteRepo("acme", "demo")).toEqual({ id: "repo_1" });
  });

  it("mints, lists and revokes tokens", async () => {
    const { id } = await postToken("acme", { repo: "demo", scope: "read", ttl: 60 });
    const page = await getTokenRecords("acme", "demo", { state: "all" });
    expect(page).toMatchObject({ page: 1, totalPages: 1, totalCount: 1 });
    expect(page.tokens).toEqual([expect.objectContaining({ id, state: "active" })]);
    expect(await deleteToken("acme", id)).toEqual({ id });
    expect(await deleteToken("acme", id)).toEqual({ id });
  });

  it("says that there is a next page of tokens when only a cursor says so", async () => {
    fakeApi.answerNext(any, (_, response) => {
      const info = { cursor: "c", per_page: 1, count: 0 };
      sendJson(response, 200, JSON.stringify({ result: [], success: true, result_info: info }));
    });
    expect(await getTokenRecords("acme", "demo", { page: 2 })).toMatchObject({
      page: 2,
      totalPages: 3,
      totalCount: null,
    });
  });

  it("reads a list whose paging is null", async () => {
    fakeApi.answerNext(any, (_, response) =>
      sendJson(response, 200, JSON.stringify({ result: [], success: true, result_info: null })),
    );
    expect(await listRepos("acme")).toEqual({ repos: [], nextCursor: null, total: null });
  });

  it("asks a read again when the connection is reset", async () => {
    fakeApi.answerNext(any, (_, response) => response.socket?.resetAndDestroy());
    expect((await getRepo("acme", "demo")).name).toBe("demo");
    expect(fakeApi.requests).toHaveLength(2);
  });
});

describe("a call that fails", () => {
  it.each([
    [400, 10100, "invalid"],
    [401, 10000, "unauthorized"],
    [403, 10000, "unauthorized"],
    [404, 10200, "not-found"],
    [409, 10201, "conflict"],
    [409, 10302, "importing"],
    [409, 10303, "forking"],
    [422, 10106, "invalid"],
    [500, 10400, "upstream"],
    [502, 10401, "upstream"],
    [418, 1, "upstream"],
  ] as const)("with %i/%i is %s", async (status, code, kind) => {
    fakeApi.answerNext(any, (_, response) => sendError(response, status, { code, message: "why" }));
    expect(await failureOf(getRepo("acme", "demo"))).toMatchObject({ kind, status, message: "why" });
  });

  it("names the field that was refused", async () => {
    fakeApi.answerNext(any, (_, response) =>
      sendError(response, 400, { code: 10101, message: "bad", source: { pointer: "/name" } }),
    );
    expect(await failureOf(createRepo("acme", { name: "x" }))).toMatchObject({
      kind: "invalid",
      pointer: "/name",
    });
  });

  it("keeps how long to wait after a 429, even without an envelope", async () => {
    fakeApi.answerNext(any, (_, response) => {
      response.writeHead(429, { "retry-after": "7" });
      response.end("slow down");
    });
    expect(await failureOf(getRepo("acme", "demo"))).toMatchObject({
      kind: "rate-limited",
      retryAfterSeconds: 7,
    });
  });

  it.each([
    ["HTML", "<html>"],
    ["another shape", '{"success":true,"result":{"id":1}}'],
    ["a success that is none", '{"success":false,"result":null,"errors":[]}'],
  ])("with %s and status 200 is upstream", async (_, body) => {
    fakeApi.answerNext(any, (__, response) => sendJson(response, 200, body));
    expect((await failureOf(getRepo("acme", "demo"))).kind).toBe("upstream");
  });

  it("does not follow a redirect", async () => {
    fakeApi.answerNext(any, (_, response) => {
      response.writeHead(302, { location: "/client/v4/elsewhere" });
      response.end();
    });
    expect((await failureOf(getRepo("acme", "demo"))).kind).toBe("upstream");
    expect(fakeApi.requests).toHaveLength(1);
  });

  it("never asks a change again", async () => {
    fakeApi.answerNext(any, (_, response) => response.socket?.resetAndDestroy());
    expect((await failureOf(createRepo("acme", { name: "x" }))).kind).toBe("unreachable");
    expect(fakeApi.requests).toHaveLength(1);
  });

  it("leaves out a secret that the answer repeats", async () => {
    const secret = `art_v1_${"a".repeat(40)}?expires=1900000000`;
    fakeApi.answerNext(any, (_, response) =>
      sendError(response, 400, { code: 10100, message: `bad ${secret} and Bearer ${apiToken}` }),
    );
    const { message } = await failureOf(getRepo("acme", "demo"));
    expect(message).toBe("bad [secret] and [secret]");
  });

  it.each(["..", ".", ""])("does not reach another route by the name %j", async (name) => {
    expect((await failureOf(getNamespace(name))).kind).toBe("not-found");
    expect((await failureOf(deleteRepo("acme", name))).kind).toBe("not-found");
    expect(fakeApi.requests).toHaveLength(0);
  });

  it("is given up when the caller gives up", async () => {
    const controller = new AbortController();
    fakeApi.answerNext(any, () => controller.abort(new Error("gone")));
    await expect(getRepo("acme", "demo", controller.signal)).rejects.toThrow("gone");
  });

  it("is unreachable when the connection breaks twice", async () => {
    fakeApi.answerNext(any, (_, response) => response.destroy());
    fakeApi.answerNext(any, (_, response) => response.destroy());
    expect((await failureOf(getRepo("acme", "demo"))).kind).toBe("unreachable");
    expect(fakeApi.requests).toHaveLength(2);
  });

  it("is unreachable when no answer comes in time", async () => {
    fakeApi.answerNext(any, () => undefined);
    const error = await failureOf(callApi(z.unknown(), { path: "/slow", timeoutMs: 50 }));
    expect(error).toMatchObject({ kind: "unreachable", message: "Artifacts did not answer within 0.05 s." });
  });
});
