import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Seeded, startTestService, type TestService, testApiToken } from "@/server/test-service";

/**
 * Hostile and odd requests, as tables: what is sent, and the status and code that answer it. After each table the repo they
 * were thrown at must stand as it stood, and no answer may say "Internal error".
 */

const enc = encodeURIComponent;
const readme = "hello\n";
let service: TestService;
let seeded: Seeded;
const repo = "/namespaces/odd/repos/target";

beforeAll(async () => {
  service = await startTestService();
  seeded = await service.seed("odd", "target", {
    "README.md": readme,
    "dir/inner.txt": "inner\n",
    "with space.txt": "space\n",
  });
});
afterAll(async () => {
  const log = await service.call("GET", `${repo}/log`);
  expect(log.json().result).toEqual([expect.objectContaining({ hash: seeded.commit })]);
  await service.stop();
});

type Expected = [status: number, code?: number, pointer?: string];

async function expectAnswer(
  method: string,
  path: string,
  [status, code, pointer]: Expected,
  options: Parameters<TestService["call"]>[2] = {},
) {
  const answer = await service.call(method, path, options);
  const text = answer.bytes.toString("utf8");
  expect([answer.status, text.slice(0, 300)]).toEqual([status, expect.any(String)]);
  expect(text).not.toContain("Internal error");
  expect(text).not.toContain(service.dataDir);
  if (code === undefined) return;
  const { result, success, errors, messages } = answer.json();
  expect({ result, success, messages }).toEqual({ result: null, success: false, messages: [] });
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ code, ...(pointer === undefined ? {} : { source: { pointer } }) });
  expect(errors[0]?.message).not.toBe("");
}

/** What a ref may be mistaken for. None of these names a ref. */
const expressions = [
  "HEAD~1",
  "HEAD^",
  "HEAD^{tree}",
  "HEAD^{/Add}",
  "main~0",
  "main^0",
  "main:README.md",
  "main@{0}",
  "main@{yesterday}",
  "@{-1}",
  "@{u}",
  "@",
  ":/Add",
  ":0:README.md",
  "main..main",
  "main...main",
  "^main",
  "--output=x",
  "--all",
  "-1",
  "--help",
  "--upload-pack=touch /tmp/x",
  "refs/heads/*",
  "refs/heads/main.lock",
  "../../HEAD",
  "refs/../HEAD",
  "/main",
  "main/",
  "ma in",
  "main\n",
  "main\0",
  "\0",
  "\n",
  "main\t--all",
  "ma\\in",
  "main?",
  "[a-z]*",
  "$(id)",
  "`id`",
  "main;id",
  "é",
  "\u{1f600}",
  "x".repeat(3000),
  "FETCH_HEAD",
  "ORIG_HEAD",
  "packed-refs",
  "config",
  "refs/vitrine/x",
  "0".repeat(40),
  "abc1234",
];

describe("a ref that is an expression, an option or nothing at all", () => {
  it.each(expressions)("is an empty history: %j", async (ref) => {
    const answer = await service.call("GET", `${repo}/log?ref=${enc(ref)}`);
    expect([answer.status, answer.json().result]).toEqual([200, []]);
  });

  it.each(expressions)("holds no file: %j", (ref) =>
    expectAnswer("GET", `${repo}/file?path=README.md&ref=${enc(ref)}`, [404, 10200]),
  );

  it.each(expressions.filter((ref) => ref.length < 1000))("holds no raw file: %j", (ref) =>
    expectAnswer("GET", `${repo}/raw/${enc(ref)}/README.md`, [404, 10200]),
  );
});

describe("a path that leads nowhere", () => {
  const paths = [
    "../README.md",
    "../../../etc/passwd",
    "dir/../README.md",
    "./README.md",
    "/README.md",
    "/etc/passwd",
    "README.md/",
    "README.md/x",
    "dir",
    "dir/",
    "dir//inner.txt",
    "//",
    ".",
    "..",
    "readme.md",
    "README.md\0",
    "README.md\0.txt",
    "\0",
    "README.md\n",
    "README.md\r\nx: y",
    "README.m*",
    ":(glob)**",
    ":/",
    ":!README.md",
    "--help",
    "-",
    "HEAD:README.md",
    ".git/config",
    "dir\\inner.txt",
    "C:\\README.md",
    "é",
    "x".repeat(4096),
    "x/".repeat(1500),
    "../".repeat(1000),
  ];
  it.each(paths)("is no file: %j", (path) =>
    expectAnswer("GET", `${repo}/file?ref=main&path=${enc(path)}`, [404, 10200]),
  );

  it.each([
    "%ff%fe",
    "README.md%ff",
    "%c0%ae%c0%ae%2f",
    "%00",
    "a%80b",
    "dir%2finner.txt%2f",
    "%2e%2e%2fREADME.md",
  ])("is no raw file: %s", (path) => expectAnswer("GET", `${repo}/raw/main/${path}`, [404, 10200]));

  it.each(["dir/inner.txt", "dir%2Finner.txt", "with%20space.txt", "README%2Emd", "%52EADME.md"])(
    "is a file however it is spelled: %s",
    (path) => expectAnswer("GET", `${repo}/raw/main/${path}`, [200]),
  );

  it.each([
    ["no path", "ref=main"],
    ["an empty path", "ref=main&path="],
    ["two paths", "ref=main&path=a&path=b"],
  ])("is refused: %s", (_what, query) => expectAnswer("GET", `${repo}/file?${query}`, [400, 10100, "/path"]));
});

describe("a hash that is none", () => {
  const hashes = [
    "HEAD",
    "main",
    "abc",
    "0".repeat(39),
    "0".repeat(41),
    "0".repeat(64),
    "A".repeat(40),
    "g".repeat(40),
    `${"0".repeat(39)}%0a`,
    `${"0".repeat(40)}%00`,
    `${"0".repeat(40)}%5e%7btree%7d`,
    "--batch-all-objects",
    "%20",
  ];
  it.each(hashes.flatMap((hash) => ["commit", "tree", "blob"].map((kind) => [kind, hash] as const)))(
    "is refused as %s/%s",
    (kind, hash) => expectAnswer("GET", `${repo}/${kind}/${hash}`, [400, 10100, "/hash"]),
  );

  it.each(["commit", "tree", "blob"])("is missing as %s when it is of nothing", (kind) =>
    expectAnswer("GET", `${repo}/${kind}/${"0".repeat(40)}`, [404, 10200]),
  );

  it.each([
    ["commit", "tree"],
    ["commit", "blob"],
    ["tree", "commit"],
    ["tree", "blob"],
    ["blob", "commit"],
    ["blob", "tree"],
  ] as const)("is the hash of another type: %s/<a %s>", (kind, other) => {
    const hash = { commit: seeded.commit, tree: seeded.tree, blob: seeded.blobs["README.md"] ?? "" }[other];
    return expectAnswer("GET", `${repo}/${kind}/${hash}`, [500, 10400]);
  });
});

describe("a query", () => {
  it.each([
    ["log?limit=0", 400, "/limit"],
    ["log?limit=-1", 400, "/limit"],
    ["log?limit=1.0", 400, "/limit"],
    ["log?limit=+1", 400, "/limit"],
    ["log?limit=0x10", 400, "/limit"],
    ["log?limit=", 400, "/limit"],
    ["log?limit=%D9%A1", 400, "/limit"],
    ["log?limit=1&limit=1", 400, "/limit"],
    ["log?limit=9999999999999999999999", 400, "/limit"],
    ["log?limit[]=1", 200, undefined],
    ["log?offset=-1", 400, "/offset"],
    ["log?offset=1e3", 400, "/offset"],
    ["log?offset=NaN", 400, "/offset"],
    ["log?offset=999999999999999", 200, undefined],
    ["log?ref=main&ref=main", 400, "/ref"],
    ["tokens?state=ACTIVE", 400, "/state"],
    ["tokens?state=", 400, "/state"],
    ["tokens?per_page=0", 400, "/per_page"],
    ["tokens?per_page=101", 400, "/per_page"],
    ["tokens?page=0", 400, "/page"],
    ["tokens?page=1000001", 400, "/page"],
    ["tokens?page=1000000&per_page=100", 200, undefined],
    ["log?__proto__[limit]=0", 200, undefined],
    ["log?constructor=1&toString=2&hasOwnProperty=3", 200, undefined],
    ["log?%00=%00", 200, undefined],
    [`log?${"a=b&".repeat(1500)}`, 200, undefined],
  ] as const)("of %s is answered with %i", (target, status, pointer) =>
    expectAnswer("GET", `${repo}/${target}`, status === 200 ? [200] : [400, 10100, pointer]),
  );

  const cursors = [
    "x",
    "=",
    "null",
    "undefined",
    "0",
    "..%2F..%2Fetc",
    "%00",
    "%F0%9F%98%80",
    "A".repeat(22),
    "A".repeat(3000),
    enc(Buffer.from('{"value":1,"number":1,"seen":0}').toString("base64url")),
    enc(Buffer.alloc(64).toString("base64url")),
    "'%20OR%201=1--",
  ];
  it.each(cursors)("with the cursor %s is refused", async (cursor) => {
    await expectAnswer("GET", `/namespaces/odd/repos?cursor=${cursor}`, [400, 10100, "/cursor"]);
    await expectAnswer("GET", `/namespaces?cursor=${cursor}`, [400, 10100, "/cursor"]);
  });

  it.each([
    "%",
    "_",
    "\\",
    "'",
    '"',
    "*",
    "a*",
    '"a" OR "b"',
    "NEAR(a b)",
    "a AND b",
    "^t",
    "-t",
    "t:a",
    "(",
    "é",
    "\0",
    "t\0",
    "\u212a",
  ])("that searches for %j finds nothing, as no name holds it", async (search) => {
    const answer = await service.call("GET", `/namespaces/odd/repos?search=${enc(search)}`);
    const isPart = "target".includes(search);
    expect([answer.status, answer.json().result]).toEqual([200, isPart ? expect.anything() : []]);
  });
});

describe("a name", () => {
  const names = [
    "%20",
    ".",
    "..",
    "%2e%2e",
    "..%2f..%2fetc",
    "target%00",
    "target%0a",
    "target.git",
    "target%2f",
    "%74arget%20",
    "-target",
    ".target",
    "tar get",
    "*",
    "%25",
    "é",
    "%F0%9F%98%80",
    "tar%E2%84%AAet",
    "__proto__",
    "constructor",
    "null",
    "x".repeat(1000),
    "%3Cscript%3E",
    "'%20OR%20'1'='1",
  ];
  it.each(names.filter((name) => !["..", ".", "%2e%2e"].includes(name)))(
    "of no repo is missing: %s",
    async (name) => {
      await expectAnswer("GET", `/namespaces/odd/repos/${name}`, [404, 10200]);
      await expectAnswer("GET", `/namespaces/odd/repos/${name}/log`, [404, 10200]);
      await expectAnswer("DELETE", `/namespaces/odd/repos/${name}`, [404, 10200]);
      await expectAnswer("GET", `/namespaces/${name}`, [404, 10200]);
      await expectAnswer("DELETE", `/namespaces/${name}`, [404, 10200]);
      await expectAnswer("DELETE", `/namespaces/odd/tokens/${name}`, [404, 10200]);
    },
  );

  it.each([
    ["a space", "a b"],
    ["a path", "../up"],
    ["an option", "--bare"],
    ["a hidden file", ".git"],
    ["a NUL", "a\0b"],
    ["a newline", "a\n"],
    ["a carriage return", "a\r"],
    ["a Kelvin sign", "\u212a1"],
    ["a full-width letter", "\uff41b"],
    ["a joiner", "a\u200db"],
    ["a lone surrogate", "a\ud800"],
    ["nothing", ""],
    ["a slash", "/"],
    ["201 letters", "a".repeat(201)],
    ["the end of a remote", "shop.git"],
    ["the same in capitals", "shop.GIT"],
  ])("with %s is refused for a new repo and a fork", async (_what, name) => {
    await expectAnswer("POST", "/namespaces/odd/repos", [400, 10101, "/name"], { body: { name } });
    await expectAnswer("POST", `${repo}/fork`, [400, 10101, "/name"], { body: { name } });
  });
});

describe("a body", () => {
  const deep = (depth: number) => `{"name":"deep","x":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  it.each<[string, string | Buffer, Expected]>([
    ["cut off", '{"name":"a', [400, 10100]],
    ["two values", '{"name":"a"}{"name":"b"}', [400, 10100]],
    ["a trailing comma", '{"name":"a",}', [400, 10100]],
    ["a comment", '{"name":"a"/**/}', [400, 10100]],
    ["single quotes", "{'name':'a'}", [400, 10100]],
    ["NaN", '{"name":NaN}', [400, 10100]],
    ["a number", "1", [400, 10100]],
    ["true", "true", [400, 10100]],
    ["an array of one", '[{"name":"a"}]', [400, 10100]],
    ["white space", " \r\n\t ", [400, 10100]],
    ["a NUL", "\0", [400, 10100]],
    ["UTF-16", Buffer.from('{"name":"a"}', "utf16le"), [400, 10100]],
    [
      "invalid UTF-8",
      Buffer.concat([Buffer.from('{"name":"a'), Buffer.from([0xff]), Buffer.from('"}')]),
      [400, 10100],
    ],
    [
      "an overlong character",
      Buffer.concat([Buffer.from('{"name":"a'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
      [400, 10100],
    ],
    ["100,000 brackets that do not", "[".repeat(100_000), [400, 10100]],
    ["300,000 bytes", JSON.stringify({ name: "big", x: "x".repeat(300_000) }), [413, 10100]],
    ["a name that is an array", '{"name":["a"]}', [400, 10100, "/name"]],
    ["a name that is an object", '{"name":{"toString":"a"}}', [400, 10100, "/name"]],
    ["a name that is null", '{"name":null}', [400, 10100, "/name"]],
    ["a name that is true", '{"name":true}', [400, 10100, "/name"]],
    ["only __proto__", '{"__proto__":{"name":"a"}}', [400, 10100, "/name"]],
    [
      "a long description",
      JSON.stringify({ name: "a", description: "x".repeat(1001) }),
      [400, 10100, "/description"],
    ],
    ["read_only as 1", '{"name":"a","read_only":1}', [400, 10100, "/read_only"]],
    ["a branch with a space", '{"name":"a","default_branch":"a b"}', [400, 10100, "/default_branch"]],
    ["a branch of dots", '{"name":"a","default_branch":".."}', [400, 10100, "/default_branch"]],
    ["HEAD as branch", '{"name":"a","default_branch":"HEAD"}', [400, 10100, "/default_branch"]],
    ["an expression as branch", '{"name":"a","default_branch":"main@{0}"}', [400, 10100, "/default_branch"]],
    ["a lock as branch", '{"name":"a","default_branch":"main.lock"}', [400, 10100, "/default_branch"]],
    ["an option as branch", '{"name":"a","default_branch":"--x"}', [400, 10100, "/default_branch"]],
    ["a NUL as branch", '{"name":"a","default_branch":"a\\u0000"}', [400, 10100, "/default_branch"]],
    [
      "256 letters as branch",
      JSON.stringify({ name: "a", default_branch: "x".repeat(256) }),
      [400, 10100, "/default_branch"],
    ],
  ])("of %s creates nothing", async (_what, raw, expected) => {
    await expectAnswer("POST", "/namespaces/empty-handed/repos", expected, { raw });
    const list = await service.call("GET", "/namespaces/empty-handed/repos");
    expect(list.json().result).toEqual([]);
  });

  it.each<[string, string]>([
    ["a byte order mark", '\ufeff{"name":"bom"}'],
    ["white space around it", ' \r\n{"name":"space"}\n'],
    ["escaped letters", '{"\\u006eame":"escape\\u0064"}'],
    ["a name given twice, of which the last counts", '{"name":"-","name":"twice"}'],
    ["unknown fields", '{"name":"unknown","id":"mine","token":"x","created_at":0,"repo_count":-1}'],
    ["100,000 brackets in an unknown field", deep(100_000)],
    ["a big number in an unknown field", '{"name":"number","x":1e999}'],
  ])("with %s creates a repo", async (_what, raw) => {
    await expectAnswer("POST", "/namespaces/taken/repos", [201], { raw });
  });

  it.each<[string, unknown, Expected]>([
    ["no repo", {}, [400, 10100, "/repo"]],
    ["a repo that is not", { repo: "nope" }, [404, 10200]],
    ["a scope that is not", { repo: "target", scope: "admin" }, [400, 10100, "/scope"]],
    ["a scope in capitals", { repo: "target", scope: "READ" }, [400, 10100, "/scope"]],
    ["a ttl of 59", { repo: "target", ttl: 59 }, [400, 10103, "/ttl"]],
    ["a ttl of 31536001", { repo: "target", ttl: 31_536_001 }, [400, 10103, "/ttl"]],
    ["a ttl of half a second", { repo: "target", ttl: 3600.5 }, [400, 10103, "/ttl"]],
    ["a negative ttl", { repo: "target", ttl: -1 }, [400, 10103, "/ttl"]],
    ["a ttl as text", { repo: "target", ttl: "3600" }, [400, 10100, "/ttl"]],
    ["a ttl of null", { repo: "target", ttl: null }, [400, 10100, "/ttl"]],
    ["a ttl of 2^53", { repo: "target", ttl: 2 ** 53 }, [400, 10103, "/ttl"]],
  ])("asking for a token with %s is refused", (_what, body, expected) =>
    expectAnswer("POST", "/namespaces/odd/tokens", expected, { body }),
  );

  it.each<[string, unknown, Expected]>([
    ["no url", {}, [400, 10100, "/url"]],
    ["a number as url", { url: 1 }, [400, 10100, "/url"]],
    ["an empty url", { url: "" }, [400, 10100, "/url"]],
    ["http", { url: "http://example.com/a" }, [400, 10100, "/url"]],
    ["a file", { url: "file:///etc/passwd" }, [400, 10100, "/url"]],
    ["ssh", { url: "git@example.com:a/b.git" }, [400, 10100, "/url"]],
    ["an ext remote", { url: "ext::sh -c touch% /tmp/x" }, [400, 10100, "/url"]],
    ["an option", { url: "--upload-pack=x" }, [400, 10100, "/url"]],
    ["a depth of 0", { url: "https://example.com/a", depth: 0 }, [400, 10100, "/depth"]],
    ["a depth as text", { url: "https://example.com/a", depth: "1" }, [400, 10100, "/depth"]],
    ["half a depth", { url: "https://example.com/a", depth: 1.5 }, [400, 10100, "/depth"]],
    ["a depth of 2^31", { url: "https://example.com/a", depth: 2 ** 31 }, [400, 10100, "/depth"]],
    ["an option as branch", { url: "https://example.com/a", branch: "--x" }, [400, 10100, "/branch"]],
    ["an expression as branch", { url: "https://example.com/a", branch: "a:b" }, [400, 10100, "/branch"]],
    ["a very long url", { url: `https://example.com/${"a".repeat(3000)}` }, [400, 10100, "/url"]],
  ])("asking for an import with %s is refused", async (_what, body, expected) => {
    await expectAnswer("POST", "/namespaces/odd/repos/imported/import", expected, { body });
    expect((await service.call("GET", "/namespaces/odd/repos/imported")).status).toBe(404);
  });

  it.each([
    ["text/plain", 415],
    ["text/json", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data; boundary=x", 415],
    ["application/jsonp", 415],
    ["application/json; charset=utf-8", 201],
    ["APPLICATION/JSON", 201],
    ["x", 415],
  ])("of type %s is answered with %i", async (type, status) => {
    const name = `typed-${Buffer.from(type).toString("hex").slice(0, 100)}`;
    await expectAnswer("POST", "/namespaces/types/repos", status === 201 ? [201] : [415, 10100], {
      body: { name },
      headers: { "content-type": type },
    });
  });
});

describe("a route", () => {
  it.each<[string, string, Expected]>([
    ["GET", "/namespaces/", [404, 10200]],
    ["GET", "//namespaces", [404, 10200]],
    ["GET", "/NAMESPACES", [404, 10200]],
    ["GET", "/namespaces/odd/", [404, 10200]],
    ["GET", `${repo}/`, [404, 10200]],
    ["GET", "/namespaces/odd/repos/", [404, 10200]],
    ["GET", `${repo}/raw`, [404, 10200]],
    ["GET", `${repo}/raw/main`, [404, 10200]],
    ["GET", `${repo}/raw/main/`, [404, 10200]],
    ["GET", `${repo}/commit`, [404, 10200]],
    ["GET", `${repo}/commit/`, [400, 10100]],
    ["GET", `${repo}/log/`, [404, 10200]],
    ["GET", `${repo}/log/main`, [404, 10200]],
    ["GET", `${repo}/%6cog`, [200]],
    ["GET", "/namespaces/%", [400, 10100]],
    ["GET", "/namespaces/%zz", [400, 10100]],
    ["GET", "/namespaces/%c3%28", [400, 10100]],
    ["GET", `${repo}%`, [400, 10100]],
    ["GET", `${repo}/tree/%e0%a4%a`, [400, 10100]],
    ["GET", `/namespaces/${"x".repeat(4097)}`, [414, 10100]],
    ["PUT", "/namespaces", [405, 10100]],
    ["PATCH", "/namespaces/odd", [405, 10100]],
    ["POST", repo, [405, 10100]],
    ["PUT", repo, [405, 10100]],
    ["PATCH", repo, [405, 10100]],
    ["OPTIONS", repo, [405, 10100]],
    ["GET", `${repo}/fork`, [405, 10100]],
    ["GET", `${repo}/import`, [405, 10100]],
    ["DELETE", `${repo}/log`, [405, 10100]],
    ["POST", `${repo}/commit/${"0".repeat(40)}`, [405, 10100]],
    ["DELETE", `${repo}/tokens`, [405, 10100]],
    ["GET", "/namespaces/odd/tokens/x", [405, 10100]],
  ])("%s %s is answered in the envelope", (method, path, expected) => expectAnswer(method, path, expected));

  it.each([
    "/namespaces",
    "/namespaces/odd",
    "/namespaces/odd/repos",
    repo,
    `${repo}/log`,
    `${repo}/tokens`,
    `${repo}/file?path=README.md`,
    `${repo}/raw/main/README.md`,
    `${repo}/nope`,
    "/namespaces/nope",
  ])("HEAD %s answers as GET does, without a body", async (path) => {
    const [get, head] = [await service.call("GET", path), await service.call("HEAD", path)];
    expect([head.status, head.bytes.length]).toEqual([get.status, 0]);
    for (const name of ["content-type", "content-length", "etag", "cache-control"]) {
      expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    }
  });
});

describe("a header", () => {
  it.each<[string, Record<string, string>, number]>([
    ["an Accept that we do not have", { accept: "text/html" }, 200],
    ["an odd Accept-Encoding", { "accept-encoding": "br;q=1, *;q=0" }, 200],
    ["a broken Range", { range: "bytes=9-1" }, 200],
    ["a broken If-None-Match", { "if-none-match": '"""' }, 200],
    ["a method override", { "x-http-method-override": "DELETE" }, 200],
    ["another's address", { "x-forwarded-for": "127.0.0.1", "x-forwarded-host": "evil.example" }, 200],
    ["another's URL", { "x-original-url": "/healthz", "x-rewrite-url": "/healthz" }, 200],
    ["a request id of a line", { "x-request-id": "a b c" }, 200],
    ["8 kB", { "x-padding": "x".repeat(8000) }, 200],
    ["20 kB", { "x-padding": "x".repeat(20_000) }, 431],
  ])("with %s changes nothing but what it must", async (_what, headers, status) => {
    const answer = await service.call("GET", `${repo}/file?path=README.md`, { headers });
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.bytes.toString()).toBe(readme);
    else expect(answer.json().errors[0]?.code).toBe(10100);
  });

  it.each([
    ["nothing", ""],
    ["the scheme alone", "Bearer"],
    ["the token alone", testApiToken],
    ["another scheme", `Basic ${testApiToken}`],
    ["two tokens", `Bearer ${testApiToken} ${testApiToken}`],
    ["a list", `Bearer ${testApiToken}, Bearer ${testApiToken}`],
    ["quotes", `Bearer "${testApiToken}"`],
    ["a part", `Bearer ${testApiToken.slice(1)}`],
    ["a repo's token", "Bearer art_v1_0000"],
  ])("of authorization with %s lets nobody in", (_what, authorization) =>
    expectAnswer("GET", repo, [401, 10000], { token: null, headers: { authorization } }),
  );
});

describe("bytes that are no good HTTP", () => {
  const token = `authorization: Bearer ${testApiToken}\r\n`;
  it.each([
    ["no request", "hello\r\n\r\n", 400],
    ["another protocol", "SSH-2.0-x\r\n\r\n", 400],
    ["a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00", 400],
    [
      "two lengths",
      `POST /client/v4/x HTTP/1.1\r\nhost: a\r\n${token}content-length: 1\r\ncontent-length: 2\r\n\r\nx`,
      400,
    ],
    [
      "a length and chunks",
      `POST /client/v4/x HTTP/1.1\r\nhost: a\r\n${token}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      "a bad chunk",
      `POST /client/v4/accounts/a/artifacts/namespaces HTTP/1.1\r\nhost: a\r\n${token}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
    ["a negative length", `POST /client/v4/x HTTP/1.1\r\nhost: a\r\n${token}content-length: -1\r\n\r\n`, 400],
    [
      "a line break in a header's name",
      `GET /client/v4/x HTTP/1.1\r\nhost: a\r\n${token}bad name: x\r\n\r\n`,
      400,
    ],
    ["a method of nobody", `FROB /client/v4/x HTTP/1.1\r\nhost: a\r\n${token}\r\n`, 400],
    ["a space in the URL", `GET /client/v4/a b HTTP/1.1\r\nhost: a\r\n${token}\r\n`, 400],
    [
      "an absolute URL",
      `GET http://evil.example/client/v4/x HTTP/1.1\r\nhost: a\r\n${token}connection: close\r\n\r\n`,
      404,
    ],
    ["TRACE", `TRACE /client/v4/x HTTP/1.1\r\nhost: a\r\n${token}connection: close\r\n\r\n`, 404],
    ["PROPFIND", `PROPFIND /client/v4/x HTTP/1.1\r\nhost: a\r\n${token}connection: close\r\n\r\n`, 404],
    ["an asterisk", `OPTIONS * HTTP/1.1\r\nhost: a\r\n${token}connection: close\r\n\r\n`, 404],
  ])("such as %s are answered in the envelope", async (_what, bytes, status) => {
    const text = await exchange(bytes);
    expect(text.split("\r\n")[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(text).toContain('"success":false');
  });
});

/** Sends bytes as they are, and reads until the service closes the connection. */
function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(service.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(Buffer.from(bytes, "latin1")));
    let text = "";
    socket.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.once("error", reject).once("close", () => resolve(text));
  });
}
