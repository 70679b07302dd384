import { createServer, type Server } from "node:http";
import { onlineManager } from "@tanstack/react-query";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";
import { createQueryClient } from "./query-client";
import { shouldRetry } from "./should-retry";

let server: Server;
let next = { status: 200, body: "{}" };
let lastUrl = "";
const browserless = globalThis.fetch;

beforeAll(async () => {
  server = createServer((request, response) => {
    lastUrl = request.url ?? "";
    // A request that is not answered.
    if (next.status === 0) return;
    response.writeHead(next.status, { "content-type": "application/json" });
    response.end(next.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const origin = `http://127.0.0.1:${address.port}`;
  // A browser resolves paths against its page; Node has no page.
  globalThis.fetch = (input, init) => browserless(new URL(String(input), origin), init);
});
afterAll(async () => {
  globalThis.fetch = browserless;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const schema = z.object({ id: z.string() });
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (reason: unknown) => reason,
  );

describe("callDashboard", () => {
  it("gives the checked answer of the URL", async () => {
    next = { status: 200, body: '{"id":"a"}' };
    expect(await callDashboard(schema, { url: "/-/api/namespaces/acme?q=x+y" })).toEqual({ id: "a" });
    expect(lastUrl).toBe("/-/api/namespaces/acme?q=x+y");
  });

  it("throws what the dashboard says went wrong", async () => {
    const error = { kind: "rate-limited", message: "slow", retryAfterSeconds: 3, requestId: "r" };
    next = { status: 429, body: JSON.stringify({ error }) };
    const failure = await failureOf(callDashboard(schema, { url: "/x" }));
    expect(failure).toBeInstanceOf(ApiFailure);
    expect(failure).toMatchObject(error);
  });

  it.each([
    ["a page of a gateway", { status: 502, body: "<html>" }],
    ["another shape", { status: 200, body: '{"id":1}' }],
    ["no JSON", { status: 200, body: "hello" }],
  ])("is internal on %s", async (_, answer) => {
    next = answer;
    expect(await failureOf(callDashboard(schema, { url: "/x" }))).toMatchObject({ kind: "internal" });
  });
});

describe("shouldRetry", () => {
  it("asks again twice for what may pass", () => {
    const failure = new ApiFailure("upstream", "x");
    expect([0, 1, 2].map((count) => shouldRetry(count, failure))).toEqual([true, true, false]);
  });

  it.each(["not-found", "conflict", "invalid", "forbidden", "rate-limited"] as const)(
    "takes %s as it is",
    (kind) => {
      expect(shouldRetry(0, new ApiFailure(kind, "x"))).toBe(false);
    },
  );
});

describe("without a connection, or without an answer", () => {
  it("sends nothing where the browser is offline, and says so at once", async () => {
    vi.stubGlobal("navigator", { onLine: false });
    lastUrl = "";
    const call = callDashboard(schema, { method: "POST", url: "/-/api/never" });
    expect(await failureOf(call)).toMatchObject({ kind: "offline" });
    expect(lastUrl).toBe("");
    expect(shouldRetry(0, await failureOf(call))).toBe(false);
    vi.unstubAllGlobals();
  });

  it("ends what takes too long: a change may have happened, a read is just read again", async () => {
    next = { status: 0, body: "" };
    const slow = (method: "GET" | "POST") =>
      failureOf(callDashboard(schema, { method, url: "/-/api/slow", timeoutMs: 20 }));
    expect(await slow("POST")).toMatchObject({
      kind: "unreachable",
      notes: [expect.stringContaining("No answer came within"), expect.stringContaining("may have happened")],
    });
    expect(await slow("GET")).toMatchObject({ kind: "unreachable", notes: undefined });
  });

  it("holds no change back until there is a connection: a form would wait without end", async () => {
    onlineManager.setOnline(false);
    const client = createQueryClient();
    const change = client.getMutationCache().build(client, { mutationFn: async () => "tried" });
    expect(await change.execute(undefined)).toBe("tried");
    expect(await client.fetchQuery({ queryKey: ["read"], queryFn: async () => "tried" })).toBe("tried");
    onlineManager.setOnline(true);
  });
});
