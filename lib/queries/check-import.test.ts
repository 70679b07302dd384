import { createServer, type Server } from "node:http";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { checkImport } from "./check-import";

/** Stands for the dashboard's own server, which a page reaches by a path alone. */
let server: Server;
let answer = { status: 200, body: {} };
const browserFetch = globalThis.fetch;

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => browserFetch(new URL(path, origin), init));
});
afterEach(() => {
  answer = { status: 200, body: {} };
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.close();
});

const long = { namespace: "acme", name: "shop", startedAtMs: 0 };
const failure = (kind: string, notes?: string[]) => ({
  error: { kind, message: kind, requestId: "1", notes },
});
const repo = {
  id: "1",
  name: "shop",
  description: null,
  default_branch: "main",
  created_at: "",
  updated_at: "",
  last_push_at: null,
  source: null,
  read_only: false,
  remote: "",
};

it("is done when the repo can be read, whether it says so or not", async () => {
  answer = { status: 200, body: repo };
  expect(await checkImport(long)).toEqual({ state: "done" });
  answer = { status: 200, body: { ...repo, status: "importing" } };
  expect(await checkImport(long)).toEqual({ state: "running", progress: null });
});

it("runs with what is told of its progress, or with nothing told", async () => {
  answer = { status: 409, body: failure("importing", ["Receiving objects: 45%, 12 bytes"]) };
  expect(await checkImport(long)).toEqual({
    state: "running",
    progress: { phase: "Receiving objects", percent: 45, sizeBytes: 12 },
  });
  answer = { status: 409, body: failure("importing") };
  expect(await checkImport(long)).toEqual({ state: "running", progress: null });
});

it("has failed with the reason that is told, or without one where Artifacts is silent", async () => {
  answer = { status: 404, body: failure("not-found", ["The remote broke off"]) };
  expect(await checkImport(long)).toEqual({ state: "failed", note: "The remote broke off" });
  answer = { status: 404, body: failure("not-found") };
  expect(await checkImport(long)).toMatchObject({
    state: "failed",
    note: expect.stringContaining("does not say"),
  });
  expect(await checkImport({ ...long, startedAtMs: Date.now() })).toMatchObject({ state: "running" });
});

it("says nothing of an import while Artifacts cannot be asked", async () => {
  answer = { status: 429, body: failure("rate-limited") };
  await expect(checkImport(long)).rejects.toMatchObject({ kind: "rate-limited" });
});
