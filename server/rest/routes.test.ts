import { request as httpRequest } from "node:http";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { namespaceInfo } from "@/contract/namespaces";
import { buildApp } from "@/server/app";
import { startTestService, type TestService, testApiToken } from "@/server/test-service";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

describe("the API token", () => {
  it.each([
    ["no token", null],
    ["a wrong token", "wrong"],
    ["a part of the token", testApiToken.slice(0, -1)],
    ["the token and more", `${testApiToken}x`],
  ])("refuses %s with 401 in the envelope", async (_what, token) => {
    const answer = await service.call("GET", "/namespaces", { token });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    expect(answer.json()).toEqual({
      result: null,
      success: false,
      errors: [{ code: 10000, message: "Authentication error" }],
      messages: [],
    });
  });

  it("is not taken as Basic, nor from the query", async () => {
    const basic = `Basic ${Buffer.from(`x:${testApiToken}`).toString("base64")}`;
    const answer = await service.call("GET", `/namespaces?token=${testApiToken}`, {
      token: null,
      headers: { authorization: basic },
    });
    expect(answer.status).toBe(401);
  });

  it("takes the scheme in any case", async () => {
    const headers = { authorization: `bearer ${testApiToken}` };
    expect((await service.call("GET", "/namespaces", { token: null, headers })).status).toBe(200);
  });

  it("comes before everything else: routes, methods, names and bodies", async () => {
    const call = (method: string, path: string, options = {}) =>
      service.call(method, path, { token: null, ...options });
    const answers = [
      await call("GET", "/nope"),
      await call("GET", "/namespaces/%ff"),
      await call("GET", `/namespaces/${"x".repeat(5000)}`),
      await call("PUT", "/namespaces"),
      await call("GET", "/namespaces?limit=0"),
      await call("POST", "/namespaces/x/repos", { raw: "{not json" }),
      await call("POST", "/namespaces/x/repos", { raw: "x", headers: { "content-type": "text/plain" } }),
      await call("POST", "/namespaces/x/repos", { raw: "x".repeat(1_000_000) }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(401));
  });
});

describe("namespaces", () => {
  beforeAll(async () => {
    for (const namespace of ["Zeta", "alpha", "mid"]) {
      await service.call("POST", `/namespaces/${namespace}/repos`, { body: { name: "one" } });
    }
    await service.call("POST", "/namespaces/zeta/repos", { body: { name: "two" } });
  });

  it("are listed by name with the number of their repos", async () => {
    const answer = await service.call("GET", "/namespaces");
    const list = z.array(namespaceInfo.strict()).parse(answer.json().result);
    expect(list.map(({ namespace, repo_count }) => [namespace, repo_count])).toEqual([
      ["alpha", 1],
      ["mid", 1],
      ["Zeta", 2],
    ]);
    expect(answer.json().result_info).toEqual({
      page: 1,
      per_page: 50,
      total_pages: 1,
      count: 3,
      total_count: 3,
    });
  });

  it("are paged by cursor", async () => {
    const first = (await service.call("GET", "/namespaces?limit=2")).json();
    expect(first.result_info).toEqual({ cursor: expect.any(String), per_page: 2, count: 2 });
    const second = (
      await service.call("GET", `/namespaces?limit=2&cursor=${first.result_info?.cursor}`)
    ).json();
    expect(second.result).toMatchObject([{ namespace: "Zeta" }]);
    expect(second.result_info).toEqual({ page: 2, per_page: 2, total_pages: 2, count: 1, total_count: 3 });
  });

  it.each([
    ["limit=0", "/limit"],
    ["limit=201", "/limit"],
    ["cursor=x", "/cursor"],
  ])("refuse ?%s", async (query, pointer) => {
    const answer = await service.call("GET", `/namespaces?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer } });
  });

  it("are found in any case, keep their name as first written, and are missing with 404", async () => {
    expect((await service.call("GET", "/namespaces/zETA")).json().result).toMatchObject({
      namespace: "Zeta",
      repo_count: 2,
    });
    const missing = await service.call("GET", "/namespaces/nope");
    expect([missing.status, missing.json().errors]).toEqual([
      404,
      [{ code: 10200, message: "Namespace not found" }],
    ]);
  });

  it("are the same whatever the account is called", async () => {
    const response = await fetch(
      `${service.origin}/client/v4/accounts/0123456789abcdef/artifacts/namespaces/alpha`,
      {
        headers: { authorization: `Bearer ${testApiToken}` },
      },
    );
    expect(response.status).toBe(200);
  });
});

describe("a namespace", () => {
  const create = (namespace: unknown) => service.call("POST", "/namespaces", { body: { namespace } });

  it("is created empty, once, in whatever case", async () => {
    const answer = await create("Made");
    expect(answer.status).toBe(201);
    expect(namespaceInfo.strict().parse(answer.json().result)).toMatchObject({
      namespace: "Made",
      repo_count: 0,
    });
    const again = await create("mADE");
    expect([again.status, again.json().errors]).toEqual([
      409,
      [{ code: 10201, message: "Namespace already exists", source: { pointer: "/namespace" } }],
    ]);
    expect((await create("Made")).status).toBe(409);
    await service.call("DELETE", "/namespaces/made");
  });

  it.each([undefined, null, 7, "x", "a b", "../x", "x".repeat(64), "a\0b"])(
    "is refused as %j",
    async (name) => {
      const answer = await create(name);
      expect([answer.status, answer.json().errors[0]]).toMatchObject([
        400,
        { code: 10100, source: { pointer: "/namespace" } },
      ]);
    },
  );

  it("is deleted with 204 and no body, and is then missing", async () => {
    await create("short");
    const answer = await service.call("DELETE", "/namespaces/SHORT");
    expect([answer.status, answer.bytes.length]).toEqual([204, 0]);
    expect((await service.call("GET", "/namespaces/short")).status).toBe(404);
    const again = await service.call("DELETE", "/namespaces/short");
    expect([again.status, again.json().errors]).toEqual([
      404,
      [{ code: 10200, message: "Namespace not found" }],
    ]);
  });

  it("is not deleted while it holds a repo", async () => {
    await service.call("POST", "/namespaces/held/repos", { body: { name: "one" } });
    const answer = await service.call("DELETE", "/namespaces/held");
    expect([answer.status, answer.json().errors[0]?.code]).toEqual([409, 10201]);
    await service.call("DELETE", "/namespaces/held/repos/one");
    expect((await service.call("DELETE", "/namespaces/held")).status).toBe(204);
  });

  it("that is deleted while repos are created in it loses none of them", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 === 0
          ? service.call("POST", "/namespaces/torn/repos", { body: { name: `r${at}` } })
          : service.call("DELETE", "/namespaces/torn"),
      ),
    );
    const created = answers.filter((answer) => answer.status === 201).length;
    expect(created).toBe(10);
    const list = await service.call("GET", "/namespaces/torn/repos?limit=200");
    expect(list.json().result).toHaveLength(10);
    for (let at = 0; at < 20; at += 2) await service.call("DELETE", `/namespaces/torn/repos/r${at}`);
    await service.call("DELETE", "/namespaces/torn");
  });
});

describe("what is no route", () => {
  it("is answered with 404 in the envelope", async () => {
    for (const path of ["/nope", "/namespaces/a/b", "/namespaces/mid/repos/one/nope"]) {
      const answer = await service.call("GET", path);
      expect([answer.status, answer.json().errors[0]?.code]).toEqual([404, 10200]);
    }
    const root = await fetch(service.origin);
    expect([root.status, (await root.json()).success]).toEqual([404, false]);
  });

  it("is answered with 405 and Allow when only the method is wrong", async () => {
    const cases: [string, string, string][] = [
      ["PUT", "/namespaces", "GET, HEAD, POST"],
      ["PATCH", "/namespaces/mid", "DELETE, GET, HEAD"],
      ["PATCH", "/namespaces/mid/repos/one", "DELETE, GET, HEAD"],
      ["PUT", "/namespaces/mid/repos", "GET, HEAD, POST"],
      ["GET", "/namespaces/mid/tokens", "POST"],
      ["POST", "/namespaces/mid/repos/one/raw/main/a", "GET, HEAD"],
    ];
    for (const [method, path, allow] of cases) {
      const answer = await service.call(method, path);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
      expect(answer.json().success).toBe(false);
    }
  });

  it("is refused when its percent-encoding is broken", async () => {
    const answer = await service.call("GET", "/namespaces/%ff");
    expect([answer.status, answer.json().errors[0]?.code]).toEqual([400, 10100]);
  });
});

describe("bodies", () => {
  const post = (raw: string | Buffer, headers?: Record<string, string>) =>
    service.call("POST", "/namespaces/default/repos", { raw, ...(headers === undefined ? {} : { headers }) });

  it.each([
    ["broken JSON", "{"],
    ["nothing", ""],
    ["an array", "[]"],
    ["null", "null"],
    ["text", '"name"'],
    ["a deep array", "[".repeat(50_000)],
    ["bytes that are not UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])("of %s are refused with 400", async (_what, raw) => {
    const answer = await post(raw);
    expect([answer.status, answer.json().errors[0]?.code]).toEqual([400, 10100]);
  });

  it("of another type are refused with 415", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/xml"]) {
      const answer = await post('{"name":"typed"}', { "content-type": type });
      expect([answer.status, answer.json().success]).toEqual([415, false]);
    }
    expect(
      (await post('{"name":"typed"}', { "content-type": "application/json; charset=utf-8" })).status,
    ).toBe(201);
  });

  it("that are too large are refused with 413", async () => {
    const answer = await post(JSON.stringify({ name: "big", description: "x".repeat(300_000) }));
    expect([answer.status, answer.json().errors[0]?.code]).toEqual([413, 10100]);
  });
});

describe("every answer", () => {
  it("carries a request id of our own", async () => {
    const headers = { "x-request-id": "mine" };
    const ids = await Promise.all(
      ["/namespaces", "/nope", "/namespaces/%ff"].map(async (path) =>
        (await service.call("GET", path, { headers })).headers.get("x-request-id"),
      ),
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("takes the remote's origin from the settings, never from the Host header", async () => {
    const url = new URL(`${service.origin}/client/v4/accounts/a/artifacts/namespaces/mid/repos/one`);
    const body = await new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        url,
        { headers: { host: "evil.example", authorization: `Bearer ${testApiToken}` } },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("end", () => resolve(text));
        },
      );
      request.on("error", reject).end();
    });
    expect(body).toContain('"remote":"https://git.example.com/git/mid/one.git"');
    expect(body).not.toContain("evil");
  });

  it("says nothing about a failure nobody expected, which the log holds whole", async () => {
    const lines: string[] = [];
    const logger = pino({ base: null }, { write: (line: string) => void lines.push(line) });
    const broken = {
      ...service.hosting,
      store: {
        ...service.hosting.store,
        namespaces: {
          ...service.hosting.store.namespaces,
          find: () => Promise.reject(new Error("disk /secret/path failed")),
        },
      },
    };
    const app = await buildApp({ hosting: broken, apiToken: testApiToken, logger });
    const answer = await app.inject({
      url: "/client/v4/accounts/a/artifacts/namespaces/mid?ref=art_v1_secret",
      headers: { authorization: `Bearer ${testApiToken}` },
    });
    await app.close();
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({
      result: null,
      success: false,
      errors: [{ code: 10400, message: "Internal error" }],
      messages: [],
    });
    const log = lines.join("");
    expect(log).toContain("disk /secret/path failed");
    expect(log).toContain(String(answer.headers["x-request-id"]));
    expect(log).toContain('"route":"/client/v4/accounts/:account/artifacts/namespaces/:namespace"');
    expect(log).toContain('"status":500');
    expect(log).not.toContain("art_v1_secret");
    expect(log).not.toContain(testApiToken);
  });
});

describe("/healthz", () => {
  it("answers without a token", async () => {
    const response = await fetch(`${service.origin}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });

  it("answers 503 when the store fails", async () => {
    const broken = {
      ...service.hosting,
      store: {
        ...service.hosting.store,
        settings: {
          ...service.hosting.store.settings,
          proveWritable: () => Promise.reject(new Error("full")),
        },
      },
    };
    const app = await buildApp({ hosting: broken, apiToken: testApiToken });
    const answer = await app.inject({ url: "/healthz" });
    await app.close();
    expect([answer.statusCode, answer.json()]).toEqual([503, { status: "failing" }]);
  });
});
