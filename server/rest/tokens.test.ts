import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTokenResult, tokenInfo } from "@/contract/tokens";
import { startTestService, type TestService } from "@/server/test-service";

let service: TestService;
/** The service's clock: expiry is tested by moving it. */
let nowMs = Date.parse("2026-03-01T12:00:00.400Z");
beforeAll(async () => {
  service = await startTestService({ now: () => nowMs });
  await service.call("POST", "/namespaces/default/repos", { body: { name: "main" } });
});
afterAll(() => service.stop());

const issue = (body: unknown, namespace = "default") =>
  service.call("POST", `/namespaces/${namespace}/tokens`, { body });
const revoke = (id: string, namespace = "default") =>
  service.call("DELETE", `/namespaces/${namespace}/tokens/${id}`);
const list = (repo: string, query = "") =>
  service.call("GET", `/namespaces/default/repos/${repo}/tokens${query}`);

async function issued(body: unknown) {
  return createTokenResult.parse((await issue(body)).json().result);
}

async function lsRemote(repo: string, secret: string): Promise<number> {
  const response = await fetch(
    `${service.origin}/git/default/${repo}.git/info/refs?service=git-upload-pack`,
    {
      headers: { authorization: `Bearer ${secret}` },
    },
  );
  await response.arrayBuffer();
  return response.status;
}

describe("create", () => {
  it("answers 201 with the plaintext, whose suffix is exactly expires_at", async () => {
    const answer = await issue({ repo: "main", scope: "read", ttl: 3600 });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const token = createTokenResult.strict().parse(answer.json().result);
    expect(token).toMatchObject({ id: expect.stringMatching(/^[0-9a-f]{16}$/), scope: "read" });
    const secret = token.plaintext.split("?")[0] ?? "";
    expect(token.id).toBe(createHash("sha256").update(secret).digest("hex").slice(0, 16));
    expect(token.expires_at).toBe("2026-03-01T13:00:00.000Z");
    expect(token.plaintext).toMatch(/^art_v1_[0-9a-f]{40}\?expires=\d+$/);
    expect(Number(token.plaintext.split("=")[1]) * 1000).toBe(Date.parse(token.expires_at));
  });

  it("writes for a day unless told otherwise", async () => {
    expect(await issued({ repo: "main" })).toMatchObject({
      scope: "write",
      expires_at: "2026-03-02T12:00:00.000Z",
    });
  });

  it("finds the repo in any case", async () => {
    expect((await issue({ repo: "MAIN" }, "Default")).status).toBe(201);
  });

  it("takes the shortest and the longest ttl", async () => {
    expect((await issue({ repo: "main", ttl: 60 })).status).toBe(201);
    expect((await issue({ repo: "main", ttl: 31_536_000 })).status).toBe(201);
  });

  it.each([59, 0, -1, 31_536_001, 60.5, 1e300])("refuses a ttl of %s", async (ttl) => {
    const answer = await issue({ repo: "main", ttl });
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10103, source: { pointer: "/ttl" } });
  });

  it.each([
    ["text as ttl", { repo: "main", ttl: "3600" }, "/ttl"],
    ["null as ttl", { repo: "main", ttl: null }, "/ttl"],
    ["an unknown scope", { repo: "main", scope: "admin" }, "/scope"],
    ["a missing repo field", {}, "/repo"],
    ["a number as repo", { repo: 1 }, "/repo"],
  ])("refuses %s", async (_what, body, pointer) => {
    const answer = await issue(body);
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer } });
  });

  it("says that the repo is missing", async () => {
    for (const answer of [await issue({ repo: "nope" }), await issue({ repo: "main" }, "other")]) {
      expect([answer.status, answer.json().errors]).toEqual([
        404,
        [{ code: 10200, message: "Repository not found" }],
      ]);
    }
  });

  it("makes exactly as many tokens as it answers when 200 are asked for at once", async () => {
    await service.call("POST", "/namespaces/default/repos", { body: { name: "crowd" } });
    const answers = await Promise.all(Array.from({ length: 200 }, () => issue({ repo: "crowd" })));
    expect(answers.every((answer) => answer.status === 201)).toBe(true);
    const ids = new Set(answers.map((answer) => createTokenResult.parse(answer.json().result).id));
    expect(ids.size).toBe(200);
    // And the one of the repo's creation.
    expect((await list("crowd")).json().result_info?.total_count).toBe(201);
  });
});

describe("list", () => {
  it("shows active tokens, newest first, never with a secret", async () => {
    await service.call("POST", "/namespaces/default/repos", { body: { name: "listed" } });
    nowMs += 1000;
    const short = await issued({ repo: "listed", ttl: 60 });
    nowMs += 1000;
    const long = await issued({ repo: "listed", scope: "read" });
    nowMs += 1000;
    const gone = await issued({ repo: "listed" });
    await revoke(gone.id);

    const active = await list("listed");
    const tokens = z.array(tokenInfo.strict()).parse(active.json().result);
    expect(tokens.slice(0, 2).map((token) => token.id)).toEqual([long.id, short.id]);
    expect(active.bytes.toString()).not.toContain("art_v");
    expect(active.json().result_info).toEqual({
      page: 1,
      per_page: 30,
      total_pages: 1,
      count: 3,
      total_count: 3,
    });

    nowMs += 60_000;
    const states = async (query: string) =>
      z
        .array(tokenInfo)
        .parse((await list("listed", query)).json().result)
        .map(({ id, state }) => [id, state]);
    expect(await states("?state=expired")).toEqual([[short.id, "expired"]]);
    expect(await states("?state=revoked")).toEqual([[gone.id, "revoked"]]);
    expect((await states("?state=active")).map(([, state]) => state)).toEqual(["active", "active"]);
    expect((await states("?state=all")).length).toBe(4);
  });

  it("pages by number", async () => {
    const pages = await Promise.all([1, 2, 3].map((page) => list("crowd", `?per_page=100&page=${page}`)));
    expect(pages.map((page) => page.json().result_info?.count)).toEqual([100, 100, 1]);
    const ids = pages.flatMap((page) =>
      z
        .array(tokenInfo)
        .parse(page.json().result)
        .map((token) => token.id),
    );
    expect(new Set(ids).size).toBe(201);
    expect((await list("crowd", "?per_page=100&page=4")).json()).toMatchObject({
      result: [],
      result_info: { page: 4, per_page: 100, total_pages: 3, count: 0, total_count: 201 },
    });
  });

  it.each([
    ["per_page=0", "/per_page"],
    ["per_page=101", "/per_page"],
    ["per_page=x", "/per_page"],
    ["page=0", "/page"],
    ["page=-1", "/page"],
    ["page=99999999999999999999", "/page"],
    ["state=open", "/state"],
  ])("refuses ?%s", async (query, pointer) => {
    const answer = await list("main", `?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer } });
  });
});

describe("revoke", () => {
  it("answers 200 with the id, both times, and Git refuses the token at once", async () => {
    const token = await issued({ repo: "main", scope: "read" });
    expect(await lsRemote("main", token.plaintext)).toBe(200);
    for (let time = 0; time < 2; time += 1) {
      const answer = await revoke(token.id);
      expect([answer.status, answer.json().result]).toEqual([200, { id: token.id }]);
    }
    expect(await lsRemote("main", token.plaintext)).toBe(403);
  });

  it("says that a token is missing, also in another namespace", async () => {
    const token = await issued({ repo: "main" });
    await service.call("POST", "/namespaces/other/repos", { body: { name: "main" } });
    for (const answer of [
      await revoke("0123456789abcdef"),
      await revoke(token.id, "other"),
      await revoke("%20"),
    ]) {
      expect([answer.status, answer.json().errors]).toEqual([
        404,
        [{ code: 10200, message: "Token not found" }],
      ]);
    }
    expect(await lsRemote("main", token.plaintext)).toBe(200);
  });

  it("trusts the time in the store, not the one in the token", async () => {
    const token = await issued({ repo: "main", ttl: 60 });
    const stretched = token.plaintext.replace(/\d+$/, "9999999999");
    expect(await lsRemote("main", stretched)).toBe(200);
    nowMs += 61_000;
    expect(await lsRemote("main", stretched)).toBe(403);
  });

  it("never takes a repo token for the API's", async () => {
    const token = await issued({ repo: "main" });
    expect((await service.call("GET", "/namespaces", { token: token.plaintext })).status).toBe(401);
  });

  it("keeps no secret in the store", async () => {
    const token = await issued({ repo: "main" });
    const secret = token.plaintext.split("?")[0] ?? "";
    for (const name of await readdir(service.dataDir)) {
      if (!name.startsWith("vitrine.sqlite")) continue;
      expect((await readFile(`${service.dataDir}/${name}`)).includes(secret)).toBe(false);
    }
  });
});
