import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { createPageRequest, type PageRequest } from "@/lib/process/page-request";
import { createKeptAnswers } from "./kept-answers";

type Make = (request: IncomingMessage, response: ServerResponse, made: PageRequest) => void;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A door whose pages are made by `make`; `made` counts them. */
async function door(make: Make) {
  const kept = createKeptAnswers({ maxBytes: 32 * 1_048_576 });
  const count = { made: 0 };
  const server = createServer(async (request, response) => {
    if (await kept.answer(request, response)) return;
    count.made += 1;
    const made = createPageRequest({ isDocument: request.headers.rsc === undefined, isReading: true });
    kept.listen(request, response, made);
    make(request, response, made);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ask = async (path = "/acme/shop", init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const text = await answer.text();
    // What is kept is kept after the answer has gone.
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { status: answer.status, headers: answer.headers, text };
  };
  return { ask, count };
}

const policy = (nonce: string) => `script-src 'nonce-${nonce}'`;
let nonces = 0;

/** A page with two scripts and the calls behind it, which holds as long as `state.version` is what it was. */
const page =
  (
    state: { version: number },
    more: Partial<{ status: number; before: (made: PageRequest) => void }> = {},
  ): Make =>
  (_request, response, made) => {
    const nonce = `nonce${nonces++}`;
    const { version } = state;
    let asked = 0;
    made.holds = () => Promise.resolve(state.version === version ? `again-${++asked}` : null);
    more.before?.(made);
    response.statusCode = more.status ?? 200;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-security-policy", policy(nonce));
    response.write(`<script nonce="${nonce}"></script>${version}`);
    response.end(Buffer.from(`<script nonce="${nonce}">"${made.mark}first"</script>é`));
  };

const shape =
  /^<script nonce="([^"]+)"><\/script>(\d+)<script nonce="([^"]+)">"calls-[0-9a-f]{32}\.([\w-]+)"<\/script>é$/;

test("a page is made once, and each answer has a nonce of its own and its own calls", async () => {
  const { ask, count } = await door(page({ version: 1 }));
  const answers = [await ask(), await ask(), await ask()];
  expect(count.made).toBe(1);
  const parsed = answers.map(({ text }) => shape.exec(text) ?? []);
  expect(parsed.map(([, , version, , calls]) => [version, calls])).toEqual([
    ["1", "first"],
    ["1", "again-1"],
    ["1", "again-2"],
  ]);
  for (const [index, [, first, , second]] of parsed.entries()) {
    expect(first).toBe(second);
    expect(answers[index]?.headers.get("content-security-policy")).toBe(policy(first ?? ""));
  }
  expect(new Set(parsed.map(([, nonce]) => nonce)).size).toBe(3);
});

test("what no longer holds is made again", async () => {
  const state = { version: 1 };
  const { ask, count } = await door(page(state));
  await ask();
  state.version = 2;
  expect((await ask()).text).toMatch(/<\/script>2</);
  expect((await ask()).text).toMatch(/<\/script>2</);
  expect(count.made).toBe(2);
});

test("how a person wants pages to look makes them other pages, somebody else's cookies do not", async () => {
  const { ask, count } = await door(page({ version: 1 }));
  const looks = [
    "",
    "vitrine-theme=dark",
    "tracker=1; vitrine-theme=dark",
    "vitrine-theme=light",
    "tracker=2",
  ];
  for (const cookie of looks) await ask("/acme/shop", { headers: cookie === "" ? {} : { cookie } });
  expect(count.made).toBe(3);
});

test.each([
  ["a part of a page", { headers: { rsc: "1" } }],
  ["a part of a body", { headers: { range: "bytes=0-3" } }],
  ["a question whether it changed", { headers: { "if-none-match": '"x"' } }],
  ["a question for it as it is now", { headers: { "cache-control": "no-cache" } }],
  ["HEAD", { method: "HEAD" }],
])("%s is neither kept nor answered by what is", async (_what, init) => {
  const { ask, count } = await door(page({ version: 1 }));
  await ask("/acme/shop", init);
  await ask();
  await ask("/acme/shop", init);
  expect(count.made).toBe(3);
});

test.each<[string, Parameters<typeof page>[1]]>([
  ["is not a success", { status: 404 }],
  ["is not whole", { before: (made) => made.setProvisional() }],
  ["had a call that failed, or has not ended", { before: (made) => void made.beginCall() }],
  [
    "nobody says how long it holds",
    {
      before: (made) => {
        made.holds = null;
      },
    },
  ],
])("an answer is not kept that %s", async (_what, more) => {
  const { ask, count } = await door(page({ version: 1 }, more));
  await ask();
  await ask();
  expect(count.made).toBe(2);
});

test("a call that has ended well does not stand in the way", async () => {
  const { ask, count } = await door(page({ version: 1 }, { before: (made) => made.beginCall()() }));
  await ask();
  await ask();
  expect(count.made).toBe(1);
});

test("it is sent as the next one can read it, however the first was", async () => {
  const text = "<p>lines</p>".repeat(500);
  const { ask, count } = await door((_request, response, made) => {
    made.holds = () => Promise.resolve("");
    response.setHeader("content-type", "text/html");
    response.setHeader("content-encoding", "gzip");
    response.end(gzipSync(text));
  });
  const headers = (encoding: string) => ({ headers: { "accept-encoding": encoding } });
  expect((await ask("/acme/shop", headers("gzip"))).text).toBe(text);
  const plain = await ask("/acme/shop", headers("identity"));
  expect([plain.text, plain.headers.get("content-encoding")]).toEqual([text, null]);
  const small = await ask("/acme/shop", headers("gzip, br"));
  expect([small.text, small.headers.get("content-encoding")]).toEqual([text, "gzip"]);
  expect(count.made).toBe(1);
});

test("too much is not kept, and comes whole", async () => {
  const chunk = "x".repeat(1_000_000);
  const { ask, count } = await door((_request, response, made) => {
    made.holds = () => Promise.resolve("");
    for (let index = 0; index < 5; index += 1) response.write(chunk);
    response.end();
  });
  expect((await ask()).text).toHaveLength(5_000_000);
  await ask();
  expect(count.made).toBe(2);
});
