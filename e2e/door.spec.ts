import { securityHeaders } from "@/lib/http/security-headers";
import { expect, test } from "./fixtures";
import { rawAnswer, rawExchange } from "./raw-exchange";

const foreign = "evil.example";

test("whatever is asked for under a name that is not ours is refused before anything answers", async ({
  stack,
}) => {
  const { host: own, port } = new URL(stack.url);
  const targets = [
    "/",
    "/default/welcome/",
    "//default//welcome",
    `//${foreign}/`,
    `/\\${foreign}`,
    "/..;/",
    "/%2e%2e/x",
    "/metrics",
    "/favicon.ico",
    "/-/icon.svg",
    "/-/healthz",
    "/-/api/namespaces",
    "/_next/static/nope.js",
    "/_next/image?url=/x",
    "/default/welcome/raw/main/README.md",
    "/%FF",
    `http://${foreign}/`,
    `http://${own}/default/`,
  ];
  for (const name of [foreign, `${foreign}:${port}`, `localhost.${foreign}:${port}`, "127.0.0.1"]) {
    for (const target of targets) {
      for (const method of ["GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND"]) {
        const answer = await rawAnswer(stack.url, [`${method} ${target} HTTP/1.1`, `Host: ${name}`]);
        expect(answer.status, `${method} ${target} of ${name}`).toBe(421);
        expect(answer.headers.get("location")).toBeNull();
        expect(answer.headers.get("content-security-policy")).toMatch(/sandbox$/);
      }
    }
  }
});

test("no answer leads to another site, and all of them carry the security headers", async ({ stack }) => {
  const { host: own } = new URL(stack.url);
  const expected: [line: string, status: number, location?: string][] = [
    ["GET /", 307, "/default"],
    ["GET /default", 200],
    ["HEAD /default", 200],
    ["GET /default/", 308, "/default"],
    ["GET //default//welcome", 308, "/default/welcome"],
    [`GET //${foreign}/`, 308, `/${foreign}/`],
    [`GET ///${foreign}`, 308, `/${foreign}`],
    [`GET /\\${foreign}`, 308, `/${foreign}`],
    [`GET /%2f%2f${foreign}/`, 308, `/%2f%2f${foreign}`],
    ["GET /..;/", 308, "/..;"],
    ["GET /default/nope", 404],
    ["GET /default/welcome/raw/main/README.md", 200],
    ["GET /default/welcome/raw/main/nope", 404],
    ["GET /-/api/namespaces", 200],
    ["GET /-/api/nope", 404],
    ["GET /-/icon.svg", 200],
    ["GET /_next/static/nope.js", 404],
    ["GET /_next/image?url=/x", 400],
    ["GET /default/%FF", 400],
    ["GET /default%", 400],
    [`GET http://${foreign}/`, 421],
    [`GET http://${own}/default`, 200],
    [`GET https://${own}/default`, 400],
    ["OPTIONS /default", 405],
    ["OPTIONS *", 405],
    ["TRACE /default", 405],
    ["POST /default", 405],
    ["POST /-/icon.svg", 405],
    ["PUT /default/welcome/raw/main/README.md", 405],
    ["POST /-/healthz", 405],
    ["DELETE /-/api/namespaces", 405],
    [`CONNECT ${own}`, 405],
  ];
  for (const [line, status, location = null] of expected) {
    const answer = await rawAnswer(stack.url, [`${line} HTTP/1.1`, `Host: ${own}`]);
    expect(answer.status, line).toBe(status);
    expect(answer.headers.get("location"), line).toBe(location);
    // A header that came twice would be both here, with a comma between.
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(answer.headers.get(name), `${name} of ${line}`).toBe(value);
    }
    expect(answer.headers.get("content-security-policy"), line).toMatch(/^default-src '(self|none)'/);
    expect(answer.headers.get("x-powered-by")).toBeNull();
  }
  const page = await rawAnswer(stack.url, ["GET /default HTTP/1.1", `Host: ${own}`]);
  expect(page.headers.get("content-security-policy")).not.toContain("sandbox");
});

test("what is no request, or one with two minds, is refused in our own words", async ({ stack }) => {
  const { host: own } = new URL(stack.url);
  const expected: [status: number, lines: string[]][] = [
    [400, ["GET /default HTTP/1.1"]],
    [400, ["GET /default HTTP/1.1", `Host: ${own}`, `Host: ${foreign}`]],
    [400, ["GET /default HTTP/1.1", `Host: ${foreign}`, `Host: ${own}`]],
    [400, ["what is this"]],
    [400, ["GET /default HTTP/1.1", `Host: ${own}`, "no header"]],
    [400, ["POST /-/api/namespaces HTTP/1.1", `Host: ${own}`, "Content-Length: 1", "Content-Length: 2"]],
    [417, ["GET /default HTTP/1.1", `Host: ${own}`, "Expect: the-unexpected"]],
    [431, ["GET /default HTTP/1.1", `Host: ${own}`, `Cookie: ${"x".repeat(20_000)}`]],
  ];
  for (const [status, lines] of expected) {
    const { body, headers, ...answer } = await rawAnswer(stack.url, lines);
    expect(answer.status, lines.join()).toBe(status);
    expect(body).toMatch(/^The request|^This /);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  }
});

test("a request for another protocol is answered as if it had not asked", async ({ stack }) => {
  const { host: own } = new URL(stack.url);
  for (const protocol of ["websocket", "h2c", "anything"]) {
    const answer = await rawExchange(
      stack.url,
      `GET /-/healthz HTTP/1.1\r\nHost: ${own}\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
      { isEnough: (text) => text.includes('{"status":"ok"}') },
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
  }
});

test("the next request on a connection is served after an answer that did not want its body", async ({
  stack,
}) => {
  const { host: own } = new URL(stack.url);
  const size = 300_000;
  const create = "POST /-/api/namespaces/default/repos";
  const asked = (line: string, headers: string[] = []) =>
    `${[`${line} HTTP/1.1`, `Host: ${own}`, `Content-Length: ${size}`, ...headers].join("\r\n")}\r\n\r\n`;
  const ours = `Origin: ${stack.url}`;
  const json = "Content-Type: application/json";
  const expected: [status: number, line: string, headers?: string[]][] = [
    [403, create],
    [403, create, ["Origin: http://evil.example"]],
    [400, create, [ours]],
    [400, create, [ours, json]],
    [403, "DELETE /-/api/namespaces/default/repos/welcome"],
    [403, "POST /-/api/namespaces/default/repos/welcome/tokens", [json]],
    [403, "DELETE /-/api/namespaces/default/repos/welcome/tokens/none"],
    [403, "POST /-/api/leaks/find", [json]],
    [400, "POST /-/api/leaks/find", [ours]],
    [404, "POST /-/api/nope"],
    [405, "PUT /-/api/namespaces/default/repos"],
    [405, "PATCH /-/api/namespaces/default/repos/welcome"],
    [417, create, ["Expect: tea"]],
    [200, "GET /default"],
    [200, "GET /-/api/namespaces"],
    [405, "POST /-/api/namespaces"],
    [405, "POST /default"],
    [405, "POST /-/icon.svg"],
    [405, "PUT /default/welcome/raw/main/README.md"],
  ];
  for (const [status, line, headers] of expected) {
    const [first, rest] = ["x".repeat(1000), "x".repeat(size - 1000)];
    const next = `GET /-/healthz HTTP/1.1\r\nHost: ${own}\r\n\r\n`;
    const isEnough = (text: string) => text.includes('{"status":"ok"}');
    const told = await rawExchange(stack.url, asked(line, headers) + first + rest + next, { isEnough });
    expect(told, line).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*HTTP/1\\.1 200 OK`));
  }
  // Refused at the door, before the body has come: the rest follows the answer.
  const late = await rawExchange(stack.url, asked("POST /default") + "x".repeat(1000), {
    followUp: {
      when: /not served here/,
      bytes: `${"x".repeat(size - 1000)}GET /-/healthz HTTP/1.1\r\nHost: ${own}\r\n\r\n`,
    },
    isEnough: (text) => text.includes('{"status":"ok"}'),
  });
  expect(late).toMatch(/^HTTP\/1\.1 405 [\s\S]*HTTP\/1\.1 200 OK/);
});
