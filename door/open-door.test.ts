import type { RequestListener } from "node:http";
import { expect, it } from "vitest";
import { openTestConnections, testLimits } from "@/connections/test-connections";
import { askEarly, earlyBodies } from "@/connections/test-early-answers";
import { plainTextHeaders, securityHeaders } from "@/lib/http/security-headers";
import { type DoorOptions, openDoor } from "./open-door";

const { listen: listenTo, dial } = openTestConnections();

/** What is behind the door says what it was asked for. */
const echo: RequestListener = (request, response) => {
  response.end(`served ${request.method} ${request.url}`);
};

const listen = (options: Partial<DoorOptions> = {}): Promise<number> =>
  listenTo(openDoor({ serve: echo, limits: testLimits, ...options }));

/** The whole answer to some lines of a request, after which the connection is closed. */
async function ask(port: number, lines: string[]): Promise<{ status: number; head: string; body: string }> {
  const { socket, closed } = dial(port);
  socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n`);
  const [head = "", body = ""] = (await closed).split("\r\n\r\n");
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body };
}

function expectHeaders(head: string, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    expect(head.split("\r\n").filter((line) => line.toLowerCase().startsWith(`${name}:`))).toEqual([
      `${name}: ${value}`,
    ]);
  }
}

it.each<[what: string, status: number, lines: (host: string) => string[]]>([
  ["a foreign Host", 421, () => ["GET / HTTP/1.1", "Host: evil.example"]],
  [
    "a foreign Host with a path that would lead on",
    421,
    () => ["GET //acme//demo/ HTTP/1.1", "Host: evil.example"],
  ],
  ["our name with another port", 421, () => ["GET / HTTP/1.1", "Host: localhost:1"]],
  ["no Host", 400, () => ["GET / HTTP/1.1"]],
  ["no Host, as HTTP 1.0 allows", 400, () => ["GET / HTTP/1.0"]],
  ["two Hosts", 400, (host) => ["GET / HTTP/1.1", `Host: ${host}`, "Host: evil.example"]],
  ["the same Host twice", 400, (host) => ["GET / HTTP/1.1", `Host: ${host}`, `Host: ${host}`]],
  ["the URL of another site", 421, (host) => ["GET http://evil.example/ HTTP/1.1", `Host: ${host}`]],
  [
    "the URL of another site that ends in ours",
    421,
    (host) => [`GET http://evil.example@${host}/ HTTP/1.1`, `Host: ${host}`],
  ],
  ["our URL under a foreign Host", 421, (host) => [`GET http://${host}/ HTTP/1.1`, "Host: evil.example"]],
  ["a URL of another scheme", 400, (host) => [`GET https://${host}/ HTTP/1.1`, `Host: ${host}`]],
  ["a question to all of us", 405, (host) => ["OPTIONS * HTTP/1.1", `Host: ${host}`]],
  ["a path that is not UTF-8", 400, (host) => ["GET /a/%FF HTTP/1.1", `Host: ${host}`]],
  ["a path with half an escape", 400, (host) => ["GET /a% HTTP/1.1", `Host: ${host}`]],
  ["a change of a page", 405, (host) => ["POST /acme/demo HTTP/1.1", `Host: ${host}`, "Content-Length: 0"]],
  ["TRACE", 405, (host) => ["TRACE / HTTP/1.1", `Host: ${host}`]],
  ["a method that nobody knows here", 405, (host) => ["PROPFIND / HTTP/1.1", `Host: ${host}`]],
  ["CONNECT", 405, (host) => [`CONNECT ${host} HTTP/1.1`, `Host: ${host}`]],
  ["CONNECT to elsewhere", 421, () => ["CONNECT evil.example:443 HTTP/1.1", "Host: evil.example:443"]],
  ["an expectation", 417, (host) => ["GET / HTTP/1.1", `Host: ${host}`, "Expect: tea"]],
  ["no HTTP", 400, () => ["hello"]],
  ["a method that is none", 400, (host) => ["TEA / HTTP/1.1", `Host: ${host}`]],
  [
    "two lengths",
    400,
    (host) => ["POST / HTTP/1.1", `Host: ${host}`, "Content-Length: 1", "Content-Length: 2"],
  ],
  [
    "headers without end",
    431,
    (host) => ["GET / HTTP/1.1", `Host: ${host}`, `Cookie: ${"x".repeat(20_000)}`],
  ],
])("refuses %s with %i, in a line of text under our headers", async (_what, status, lines) => {
  const served: string[] = [];
  const port = await listen({
    serve: (request, response) => {
      served.push(String(request.url));
      response.end();
    },
  });
  const answer = await ask(port, lines(`127.0.0.1:${port}`));
  expect(answer.status).toBe(status);
  expectHeaders(answer.head, plainTextHeaders);
  expect(answer.head).not.toMatch(/^(location|x-powered-by):/im);
  if (status === 405) expect(answer.head).toMatch(/^allow: GET, HEAD/m);
  expect(answer.body).toMatch(/^[A-Z][^\n]+\.\n$/);
  expect(served).toEqual([]);
});

it.each<[what: string, line: string, served: string]>([
  ["a path", "GET /a//b/?q=%41 HTTP/1.1", "GET /a//b/?q=%41"],
  ["a change below /-/api", "DELETE /-/api/a HTTP/1.1", "DELETE /-/api/a"],
  ["our own URL as the path that it names", "GET http://HOST/a?b HTTP/1.1", "GET /a?b"],
  ["our own URL without a path", "GET http://HOST?b HTTP/1.1", "GET /?b"],
  ["what asks for another protocol as if it had not", "GET /a HTTP/1.1\r\nUpgrade: websocket", "GET /a"],
])("serves %s, under the headers that go with everything", async (_what, line, served) => {
  const port = await listen();
  const host = `127.0.0.1:${port}`;
  const answer = await ask(port, [line.replace("HOST", host), `Host: ${host}`]);
  expect(answer.status).toBe(200);
  expect(answer.body).toContain(`served ${served}`);
  expectHeaders(answer.head, securityHeaders);
});

it("answers a WebSocket's handshake at once, where there are none", async () => {
  const port = await listen();
  const { socket, until } = dial(port);
  socket.write(
    `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  expect(await until(/served GET \//)).toMatch(/^HTTP\/1\.1 200/);
});

it("hands on the upgrades of our own hosts, where there are some", async () => {
  const port = await listen({
    upgrade: (_request, socket) => socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
  });
  const lines = (host: string) => ["GET / HTTP/1.1", `Host: ${host}`, "Upgrade: x", "Connection: upgrade"];
  expect((await ask(port, lines(`localhost:${port}`))).status).toBe(101);
  const refused = await ask(port, lines("evil.example"));
  expect(refused.status).toBe(421);
  expectHeaders(refused.head, plainTextHeaders);
});

it("serves the next request after a refusal that came before the end of a body", async () => {
  const port = await listen();
  const { socket, until } = dial(port);
  const size = 600_000;
  socket.write(`POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: ${size}\r\n\r\n${"x".repeat(size)}`);
  socket.write(`GET /next HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  expect(await until(/served GET/)).toMatch(/^HTTP\/1\.1 421[\s\S]*HTTP\/1\.1 200[\s\S]*served GET \/next$/);
});

it.each<[what: string, status: number, line: string, headers?: readonly string[]]>([
  ["a foreign host", 421, "POST /-/api/a", ["Host: evil.example"]],
  ["another foreign host", 421, "GET /", ["Host: evil.example"]],
  ["two hosts", 400, "POST /-/api/a", ["Host: HOST", "Host: HOST"]],
  ["no host", 400, "PUT /-/api/a", []],
  ["a change of a page", 405, "POST /acme/demo"],
  ["another change of a page", 405, "PATCH /acme/demo"],
  ["a deletion of a page", 405, "DELETE /acme/demo"],
  ["a method that nobody knows here", 405, "PROPFIND /-/api/a"],
  ["a question to all of us", 405, "OPTIONS *"],
  ["a path that is not UTF-8", 400, "POST /-/api/%FF"],
  ["an expectation", 417, "POST /-/api/a", ["Host: HOST", "Expect: tea"]],
  ["a page that is read", 200, "GET /acme/demo"],
  ["a change from elsewhere", 403, "POST /-/api/403"],
  ["a change of nothing", 404, "DELETE /-/api/404"],
  ["a change that is too long", 413, "PUT /-/api/413"],
  ["a change of another type", 415, "PATCH /-/api/415"],
  ["a change too many", 429, "POST /-/api/429"],
  ["a change that has to wait", 503, "POST /-/api/503"],
])("answers %s with %i before the end of its body", async (_what, status, line, headers = ["Host: HOST"]) => {
  const port = await listen({
    serve: (request, response) => {
      response.statusCode = Number(/\d{3}$/.exec(request.url ?? "")?.[0] ?? 200);
      response.end("told\n");
    },
  });
  const host = `localhost:${port}`;
  const request = { line, headers: headers.map((each) => each.replace("HOST", host)) };
  const next = { target: "/", host, answer: /told/ };
  const seen = await Promise.all(
    earlyBodies.map(async (what) => [what, await askEarly(port, request, { what, next })]),
  );
  expect(seen).toEqual(earlyBodies.map((what) => [what, what.startsWith("long") ? [status, 200] : [status]]));
});

it("answers 408 under our headers to a body that stops", async () => {
  const port = await listen({
    serve: (request, response) => request.resume().once("end", () => response.end("served")),
  });
  const { socket, closed } = dial(port);
  socket.write(`POST /-/api/a HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 10\r\n\r\n12345`);
  const answer = await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 408/);
  expectHeaders(answer, securityHeaders);
});

it("writes nothing into an answer that is on its way when what follows is no HTTP", async () => {
  const port = await listen({
    serve: (_request, response) => {
      response.write("begun");
    },
  });
  const { socket, until, closed } = dial(port);
  socket.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  await until(/begun/);
  socket.write("no HTTP at all\r\n\r\n");
  expect(await closed).not.toMatch(/HTTP\/1\.1 400/);
});
