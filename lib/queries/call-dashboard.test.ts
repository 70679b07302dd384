import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";
import { shouldRetry } from "./should-retry";

let server: Server;
let next = { status: 200, body: "{}" };
let lastUrl = "";
const browserless = globalThis.fetch;

beforeAll(async () => {
  server = createServer((request, response) => {
    lastUrl = request.url ?? "";
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
