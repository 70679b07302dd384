import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testLimits } from "@/connections/test-connections";
import { askEarly, type EarlyRequest, earlyBodies } from "@/connections/test-early-answers";
import { flushText, pktText } from "@/gitformat/pkt-line";
import { openSqlite } from "@/server/db/dialect";
import { issueToken } from "@/server/hosting/issue-token";
import { operations } from "@/server/rest/openapi";
import { type Seeded, startTestService, type TestService, testApiToken } from "@/server/test-service";

/**
 * Answers that come before the end of a request's body, as a table of the real routes. What follows on the connection is
 * the next request, served, or the end: never silence, and never a part of the body that was taken for a request.
 */

/** What does not come is waited out in each row; what does come has many rows beside it to wait for. */
const connections = { ...testLimits, idleBodyMs: 5_000, unreadAnswerMs: 5_000, restMs: 1_000 };
let service: TestService;
let seeded: Seeded;
let readToken: string;
let waitingToken: string;
let lostToken: string;
beforeAll(async () => {
  service = await startTestService({ connections });
  seeded = await service.seed("early", "demo", { "a.txt": "a\n" });
  readToken = (await issueToken(service.hosting, "early", { repo: "demo", scope: "read" })).plaintext;
  waitingToken = (await service.seed("early", "waiting", { "a.txt": "a\n" })).token;
  const { db, close } = openSqlite(join(service.dataDir, "vitrine.sqlite"));
  await db.updateTable("repos").set({ status: "importing" }).where("name", "=", "waiting").execute();
  await close();
  const lost = await service.seed("early", "lost", { "a.txt": "a\n" });
  lostToken = lost.token;
  await service.hosting.storage.removeRepo(lost.id);
});
afterAll(() => service.stop());

/** `TOKEN` and the like in a header or a target stand for what the seeded repos have. */
type Row = [what: string, status: number, line: string, headers?: readonly string[], body?: string];

const filled = (text: string) =>
  Object.entries({
    WRITE: seeded.token,
    READ: readToken,
    WAITING: waitingToken,
    LOST: lostToken,
    API: testApiToken,
    COMMIT: seeded.commit,
    TREE: seeded.tree,
    BLOB: seeded.blobs["a.txt"] ?? "",
  }).reduce((all, [name, value]) => all.replace(name, value), text);

const bearer = (name: string) => `Authorization: Bearer ${name}`;
const next = { target: "/healthz", host: "localhost", answer: /"status":"ok"/ };

/** Whatever the body is, the answer is this one; and behind a body that ends the next request is served. */
async function expectEarly(
  _what: string,
  status: number,
  line: string,
  headers: readonly string[],
  body?: string,
) {
  const request = { line: filled(line), headers: ["Host: localhost", ...headers.map(filled)] };
  const port = Number(new URL(service.origin).port);
  await expectEarlyAt(port, body === undefined ? request : { ...request, body }, status);
}

async function expectEarlyAt(port: number, request: EarlyRequest, status: number) {
  const seen = await Promise.all(
    earlyBodies.map(async (what) => [what, await askEarly(port, request, { what, next })]),
  );
  expect(seen).toEqual(earlyBodies.map((what) => [what, what.startsWith("long") ? [status, 200] : [status]]));
}

const git = "/git/early/demo.git";
const zero = "0".repeat(40);
const one = "1".repeat(40);
const wantOne = `${pktText(`want ${one}\n`)}${flushText}${pktText("done\n")}`;
const pushOne = `${pktText(`${zero} ${one} refs/heads/x\0report-status`)}${flushText}`;

describe.each([
  ["git-upload-pack", wantOne],
  ["git-receive-pack", pushOne],
] as const)("POST …/%s", (name, body) => {
  const post = `POST ${git}/${name}`;
  const type = `Content-Type: application/x-${name}-request`;
  it.concurrent.each<Row>([
    ["no token", 401, post, [type]],
    ["a token of nobody", 403, post, [type, bearer("art_v1_none")]],
    ["another repo's token", 403, post, [type, bearer("WAITING")]],
    ["a repo that is being imported", 409, post.replace("demo", "waiting"), [type, bearer("WAITING")]],
    ["a repo that is lost", 404, post.replace("demo", "lost"), [type, bearer("LOST")], body],
    ["no type", 415, post, [bearer("WRITE")]],
    ["another type", 415, post, [bearer("WRITE"), "Content-Type: application/json"]],
    ["another encoding", 415, post, [bearer("WRITE"), type, "Content-Encoding: br"]],
    ["damaged gzip", 400, post, [bearer("WRITE"), type, "Content-Encoding: gzip"], "zzzz"],
    ["no pkt-lines", 400, post, [bearer("WRITE"), type], "zzzz"],
    ["another method", 404, post.replace("POST", "PUT"), [bearer("WRITE"), type]],
    ["another method and a text", 404, post.replace("POST", "PATCH"), ["Content-Type: text/plain"]],
  ])("answers %s with %i", (what, status, line, headers = [], sent) =>
    expectEarly(what, status, line, headers, sent),
  );
});

it.each([
  ["git-upload-pack", wantOne],
  ["git-receive-pack", pushOne],
] as const)("answers a %s that there is no room for with 503", async (name, body) => {
  const small = await startTestService({ connections, git: { maxTransfers: 1, waitMs: 50 } });
  const { token, commit } = await small.seed("early", "demo", { "a.txt": "a\n" });
  const holder = connect(Number(new URL(small.origin).port), "127.0.0.1");
  holder.on("error", () => {});
  const headers = [`Authorization: Bearer ${token}`, `Content-Type: application/x-${name}-request`];
  const want = pktText(`want ${commit}\n`);
  const running = async () => (await small.hosting.storage.measure()).git.running;
  const idle = await running();
  holder.write(
    `POST ${git}/git-upload-pack HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n` +
      `${headers[0]}\r\nContent-Type: application/x-git-upload-pack-request\r\n\r\n${want}`,
  );
  await expect.poll(running).toBe(idle + 1);
  // It says something now and then, or its silence would be answered.
  const alive = setInterval(() => holder.write(want), 100);
  const port = Number(new URL(small.origin).port);
  const request = { line: `POST ${git}/${name}`, headers: ["Host: localhost", ...headers], body };
  await expectEarlyAt(port, request, 503);
  clearInterval(alive);
  holder.destroy();
  await small.stop();
});

describe("what Git asks besides", () => {
  const upload = [bearer("WRITE"), "Content-Type: application/x-git-upload-pack-request"];
  const v2 = [...upload, "Git-Protocol: version=2"];
  const refs = `GET ${git}/info/refs`;
  it.concurrent.each<Row>([
    [
      "refs over v2",
      200,
      `POST ${git}/git-upload-pack`,
      v2,
      `${pktText("command=ls-refs\n")}0001${flushText}`,
    ],
    ["objects that are not there", 200, `POST ${git}/git-upload-pack`, upload, wantOne],
    ["a push with a read token", 403, `POST ${git}/git-receive-pack`, [bearer("READ")]],
    [
      "a push of nothing",
      200,
      `POST ${git}/git-receive-pack`,
      [bearer("WRITE"), "Content-Type: application/x-git-receive-pack-request"],
      flushText,
    ],
    ["an advertisement", 200, `${refs}?service=git-upload-pack`, [bearer("WRITE")]],
    ["an advertisement without a token", 401, `${refs}?service=git-receive-pack`],
    [
      "an advertisement for a push with a read token",
      403,
      `${refs}?service=git-receive-pack`,
      [bearer("READ")],
    ],
    [
      "an advertisement that waits for an import",
      409,
      `${refs}?service=git-upload-pack`.replace("demo", "waiting"),
      [bearer("WAITING")],
    ],
    [
      "an advertisement of a lost repo",
      404,
      `${refs}?service=git-upload-pack`.replace("demo", "lost"),
      [bearer("LOST")],
    ],
    ["the dumb protocol", 403, refs, [bearer("WRITE")]],
    ["an unknown service", 404, `POST ${git}/git-upload-archive`, [bearer("WRITE")]],
    ["LFS", 501, `POST ${git}/info/lfs/objects/batch`, ["Content-Type: application/vnd.git-lfs+json"]],
    [
      "an upload of LFS",
      501,
      `PUT ${git}/info/lfs/objects/${one}`,
      ["Content-Type: application/octet-stream"],
    ],
    ["an unlock of LFS", 501, `DELETE ${git}/info/lfs/locks/1`],
  ])("answers %s with %i", (what, status, line, headers = [], body) =>
    expectEarly(what, status, line, headers, body),
  );
});

it("answers a fetch that says more than is read with 413", async () => {
  const headers = ["Content-Type: application/x-git-upload-pack-request", "Git-Protocol: version=2"];
  const request = {
    line: `POST ${git}/git-upload-pack`,
    headers: ["Host: localhost", filled(bearer("WRITE")), ...headers],
    body: pktText("command=fetch\n") + pktText(`agent=${"x".repeat(65_000)}`).repeat(518),
  };
  const port = Number(new URL(service.origin).port);
  expect(await askEarly(port, request, { what: "long", next })).toEqual([413, 200]);
}, 60_000);

describe("the REST API", () => {
  const ofRoute = (route: string) =>
    route
      .replace(":account", "a")
      .replace(":namespace", "early")
      .replace(":repo", "demo")
      .replace(/(commit|tree|blob)\/:hash/, (_all, kind: string) => `${kind}/${kind.toUpperCase()}`)
      .replace(/\/file$/, "/file?path=a.txt")
      .replace(":ref/*", "main/a.txt")
      .replace(":id", "none");
  const routes = Object.keys(operations).map(ofRoute);
  const json = [bearer("API"), "Content-Type: application/json"];
  const long = "x".repeat(300_000);
  const reading = routes.filter((line) => line.startsWith("GET"));
  const writing = routes.filter((line) => !line.startsWith("GET"));

  it.concurrent.each<Row>(
    [
      ...routes.map((line): Row => ["a stranger's", 401, line, json.slice(1)]),
      ...reading.map((line): Row => ["its", 200, line, json]),
      ...writing.map((line): Row => ["a too long", 413, line, json, long]),
      ...writing.map((line): Row => ["a text's", 415, line, [bearer("API"), "Content-Type: text/plain"]]),
      ...writing.map((line): Row => ["an untyped", 415, line, [bearer("API")]]),
      ...new Set(routes.map((line) => line.replace(/^\S+/, "PUT"))),
    ].map((row): Row => (typeof row === "string" ? ["another method's", 405, row, json] : row)),
  )("answers %s body with %i at %s", (what, status, line, headers = [], body) =>
    expectEarly(what, status, line, headers, body),
  );

  const nowhere = "/client/v4/accounts/a/artifacts/namespaces/early/nowhere";
  it.concurrent.each<Row>([
    ["no route", 404, `POST ${nowhere}`, json],
    ["no route and a text", 404, `POST ${nowhere}`, [bearer("API"), "Content-Type: text/plain"]],
    ["no route and too much", 404, `PATCH ${nowhere}`, json, long],
    ["no route from a stranger", 401, `POST ${nowhere}`, json.slice(1)],
    ["no URL", 400, `POST ${nowhere}/%zz`, json],
    ["no URL from a stranger", 401, `POST ${nowhere}/%zz`],
    ["too long a name", 414, `POST ${nowhere.replace("early", "x".repeat(4097))}`, json],
  ])("answers %s with %i", (what, status, line, headers = [], body) =>
    expectEarly(what, status, line, headers, body),
  );
});

it.concurrent.each<Row>([
  ["metrics", 200, "GET /metrics"],
  ["metrics from elsewhere", 401, "GET /metrics", ["X-Forwarded-For: 192.0.2.1"]],
  ["metrics by POST", 404, "POST /metrics", ["Content-Type: application/json"]],
  ["health", 200, "GET /healthz"],
  ["health by PUT", 404, "PUT /healthz", ["Content-Type: text/plain"]],
  ["the document", 200, "GET /openapi.json"],
  ["nowhere", 404, "POST /nowhere"],
  ["an expectation", 417, "GET /healthz", ["Expect: tea"]],
  ["nowhere with a method of others", 404, "PROPFIND /nowhere", ["Content-Type: text/xml"]],
])("answers %s with %i", (what, status, line, headers = [], body) =>
  expectEarly(what, status, line, headers, body),
);
