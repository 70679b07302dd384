import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { failureBody } from "@/lib/wire/failure";
import { RequestError } from "@/lib/wire/request-error";
import { isAllowedHost } from "./allowed-host";
import { requireSameOrigin } from "./check-origin";
import { decodeSegments } from "./decode-segments";
import { answer, handleApi } from "./handle-api";
import { handleRaw } from "./handle-raw";
import { parseBody, parseQuery } from "./parse-request";

describe("isAllowedHost", () => {
  it.each(["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000"])("serves %s", (host) => {
    expect(isAllowedHost(host, 3000)).toBe(true);
  });
  it.each([
    "evil.test:3000",
    "localhost:3001",
    "localhost",
    "localhost.evil.test:3000",
    "127.0.0.1.evil.test:3000",
    "evil.test@localhost:3000",
    "localhost:3000@evil.test",
    "localhost:3000, evil.test",
    "0.0.0.0:3000",
    "192.168.1.2:3000",
    "",
    null,
  ])("does not serve %j", (host) => {
    expect(isAllowedHost(host, 3000)).toBe(false);
  });
  it("serves a host without a port on port 80", () => {
    expect(isAllowedHost("localhost", 80)).toBe(true);
  });
});

describe("requireSameOrigin", () => {
  const host = "127.0.0.1:3000";
  it.each<Record<string, string>>([
    { host, origin: "http://127.0.0.1:3000" },
    { host, origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" },
    { host, "sec-fetch-site": "same-origin" },
  ])("lets %j pass", (headers) => {
    expect(() => requireSameOrigin(new Headers(headers))).not.toThrow();
  });
  it.each<Record<string, string>>([
    { host },
    { host, origin: "null" },
    { host, origin: "http://evil.test" },
    { host, origin: "http://127.0.0.1:3001" },
    { host, origin: "https://127.0.0.1:3000" },
    { host, origin: "http://localhost:3000" },
    { host, origin: "null", "sec-fetch-site": "same-origin" },
    { host, origin: "http://127.0.0.1:3000", "sec-fetch-site": "cross-site" },
    { host, "sec-fetch-site": "same-site" },
    { host, "sec-fetch-site": "none" },
    { origin: "http://127.0.0.1:3000" },
  ])("refuses %j", (headers) => {
    expect(() => requireSameOrigin(new Headers(headers))).toThrow(RequestError);
  });
});

describe("parseBody and parseQuery", () => {
  const schema = z.object({ ttl: z.number().min(60, "too short").optional() });
  const post = (body: string, type = "application/json") =>
    new Request("http://localhost/", { method: "POST", body, headers: { "content-type": type } });

  it("gives the body, checked", async () => {
    expect(await parseBody(schema, post('{"ttl":60,"extra":1}'))).toEqual({ ttl: 60 });
  });
  it("points at the field that is wrong", async () => {
    await expect(parseBody(schema, post('{"ttl":1}'))).rejects.toMatchObject({
      kind: "invalid",
      message: "too short",
      pointer: "/ttl",
    });
  });
  it.each([
    ["what is not JSON", post("{")],
    ["a form", post("{}", "text/plain")],
    ["nothing", new Request("http://localhost/", { method: "POST" })],
    ["a huge body", post(`"${"x".repeat(70_000)}"`)],
  ])("refuses %s", async (_, request) => {
    await expect(parseBody(schema, request)).rejects.toMatchObject({ kind: "invalid" });
  });
  it("reads the query", () => {
    const query = z.object({ q: z.string() });
    expect(parseQuery(query, new Request("http://localhost/?q=a%20b&x=1"))).toEqual({ q: "a b" });
  });
});

describe("handleApi", () => {
  const request = new Request("http://localhost/");
  const failureOf = async (error: unknown) => {
    const response = await handleApi(request, () => Promise.reject(error));
    return { response, failure: failureBody.parse(await response.json()).error };
  };

  it("sends only what the schema knows, and lets nobody store it", async () => {
    const response = await handleApi(request, async () =>
      answer(z.object({ id: z.string() }), Object.assign({ id: "a" }, { secret: "hush" })),
    );
    expect(await response.text()).toBe('{"id":"a"}');
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
  it.each([
    ["not-found", 404],
    ["conflict", 409],
    ["invalid", 400],
    ["unauthorized", 502],
    ["rate-limited", 429],
    ["importing", 409],
    ["forking", 409],
    ["unreachable", 504],
    ["upstream", 502],
  ] as const)("answers %s with %i", async (kind, status) => {
    const { response, failure } = await failureOf(new ArtifactsError(kind, "why", { pointer: "/x" }));
    expect(response.status).toBe(status);
    expect(failure).toMatchObject({ kind, message: "why", pointer: "/x" });
  });
  it("passes on how long to wait", async () => {
    const { response, failure } = await failureOf(
      new ArtifactsError("rate-limited", "slow", { retryAfterSeconds: 5 }),
    );
    expect(response.headers.get("retry-after")).toBe("5");
    expect(failure.retryAfterSeconds).toBe(5);
  });
  it("keeps the words of an unknown error to itself", async () => {
    const { response, failure } = await failureOf(new Error("hush"));
    expect(response.status).toBe(500);
    expect(failure.kind).toBe("internal");
    expect(JSON.stringify(failure)).not.toContain("hush");
  });
});

describe("handleApi and handleRaw", () => {
  const url = "http://127.0.0.1:3000/";
  const host = "127.0.0.1:3000";
  const ways = [handleApi, handleRaw];
  it.each(["POST", "PUT", "PATCH", "DELETE", "PURGE"])(
    "begin a %s for a page of the dashboard alone",
    async (method) => {
      for (const handle of ways) {
        const begun: string[] = [];
        const ask = (headers: Record<string, string>) =>
          handle(new Request(url, { method, headers: { host, ...headers } }), async () => {
            begun.push(JSON.stringify(headers));
            return new Response(null, { status: 204 });
          });
        expect((await ask({ origin: "http://evil.test" })).status).toBe(403);
        expect((await ask({})).status).toBe(403);
        expect(begun).toEqual([]);
        expect((await ask({ origin: "http://127.0.0.1:3000" })).status).toBe(204);
      }
    },
  );
  it.each(["GET", "HEAD"])("answer a %s from anywhere", async (method) => {
    for (const handle of ways) {
      const asked = new Request(url, { method, headers: { host, origin: "http://evil.test" } });
      expect((await handle(asked, async () => new Response(null, { status: 204 }))).status).toBe(204);
    }
  });
  it("say why in the shape of each", async () => {
    const request = new Request(url);
    const fail = () => Promise.reject(new ArtifactsError("rate-limited", "slow", { retryAfterSeconds: 5 }));
    const [asJson, asText] = await Promise.all(ways.map((handle) => handle(request, fail)));
    expect(await asJson?.json()).toMatchObject({ error: { kind: "rate-limited", message: "slow" } });
    expect(await asText?.text()).toBe("slow\n");
    expect(asText?.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(asText?.headers.get("content-security-policy")).toContain("sandbox");
    for (const response of [asJson, asText]) {
      expect(response?.status).toBe(429);
      expect(response?.headers.get("retry-after")).toBe("5");
      expect(response?.headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("decodeSegments", () => {
  it("gives names as they are", () => {
    expect(decodeSegments(["a%20b", "c%2Bd", "%2520", "x%2Fy", "plain"])).toEqual([
      "a b",
      "c+d",
      "%20",
      "x/y",
      "plain",
    ]);
  });
});
