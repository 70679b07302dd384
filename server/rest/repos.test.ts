import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { repoWithRemote } from "@/contract/repos";
import { startTestService, type TestService } from "@/server/test-service";

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const create = (namespace: string, body: unknown) =>
  service.call("POST", `/namespaces/${namespace}/repos`, { body });
const list = (namespace: string, query = "") => service.call("GET", `/namespaces/${namespace}/repos${query}`);

async function names(namespace: string, query: string): Promise<string[]> {
  const answer = await list(namespace, query);
  expect(answer.status).toBe(200);
  return z
    .array(repoWithRemote)
    .parse(answer.json().result)
    .map((repo) => repo.name);
}

describe("create", () => {
  it("answers 201 with the repo, its remote and a write token of 24 hours", async () => {
    const before = Math.floor(Date.now() / 1000);
    const answer = await create("default", {
      name: "starter",
      description: "First",
      default_branch: "trunk",
    });
    expect(answer.status).toBe(201);
    const { result, success, errors, messages } = answer.json();
    expect({ success, errors, messages }).toEqual({ success: true, errors: [], messages: [] });
    expect(result).toEqual({
      id: expect.stringMatching(/^repo_[a-z2-7]{26}$/),
      name: "starter",
      description: "First",
      default_branch: "trunk",
      remote: "https://git.example.com/git/default/starter.git",
      token: expect.stringMatching(/^art_v1_[0-9a-f]{40}\?expires=\d+$/),
    });
    const { token } = z.object({ token: z.string() }).parse(result);
    const expires = Number(token.split("=")[1]);
    expect(expires - before).toBeGreaterThanOrEqual(86_400);
    expect(expires - before).toBeLessThanOrEqual(86_402);
    const tokens = await service.call("GET", "/namespaces/default/repos/starter/tokens");
    expect(tokens.json().result).toEqual([
      expect.objectContaining({
        scope: "write",
        state: "active",
        expires_at: new Date(expires * 1000).toISOString(),
      }),
    ]);
  });

  it("gives what was left out its default", async () => {
    expect((await create("default", { name: "plain" })).json().result).toMatchObject({
      description: null,
      default_branch: "main",
    });
    expect((await service.call("GET", "/namespaces/default/repos/plain")).json().result).toMatchObject({
      read_only: false,
      source: null,
      last_push_at: null,
      status: "ready",
    });
  });

  it.each(["", "two\nlines", "日本 \u{1f600}", "'; DROP TABLE repos; --"])(
    "keeps the description %j as it is",
    async (description) => {
      const name = `described-${Buffer.from(description).toString("hex")}x`;
      expect((await create("default", { name, description })).json().result).toMatchObject({ description });
      const found = await service.call("GET", `/namespaces/default/repos/${name}`);
      expect(found.json().result).toMatchObject({ description });
    },
  );

  it("refuses a taken name whatever its case, and keeps the name as written", async () => {
    expect((await create("default", { name: "CamelCase" })).status).toBe(201);
    const again = await create("default", { name: "camelcase" });
    expect(again.status).toBe(409);
    expect(again.json().errors).toEqual([
      { code: 10201, message: "Repository already exists", source: { pointer: "/name" } },
    ]);
    const found = await service.call("GET", "/namespaces/DEFAULT/repos/cAMELcASE");
    expect(found.json().result).toMatchObject({
      name: "CamelCase",
      remote: "https://git.example.com/git/default/CamelCase.git",
    });
  });

  it("lets one of many creations of the same name win, and leaves no folder of the others", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => create("race", { name: "same" })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array(11).fill(409)]);
    const winner = answers.find((answer) => answer.status === 201)?.json().result;
    const folders: string[] = [];
    for await (const id of service.hosting.storage.listRepoIds()) folders.push(id);
    const rows = await Promise.all(folders.map((id) => service.hosting.store.repos.hasId(id)));
    expect(rows.every(Boolean)).toBe(true);
    expect(folders).toContain(z.object({ id: z.string() }).parse(winner).id);
    const namespace = await service.call("GET", "/namespaces/race");
    expect(namespace.json().result).toMatchObject({ namespace: "race", repo_count: 1 });
  });

  it("ignores fields it does not know, even those with a special meaning in JavaScript", async () => {
    const raw = '{"name":"extra","__proto__":{"read_only":true},"constructor":1,"colour":"red"}';
    expect((await service.call("POST", "/namespaces/default/repos", { raw })).status).toBe(201);
    expect((await service.call("GET", "/namespaces/default/repos/extra")).json().result).toMatchObject({
      read_only: false,
    });
  });

  it.each([
    ["a space", "a b"],
    ["a slash", "a/b"],
    ["a dot in front", ".git"],
    ["a dash in front", "-x"],
    ["nothing", ""],
    ["two dots and a slash", "../x"],
    ["a newline", "x\n"],
    ["a letter outside ASCII", "é"],
    ["201 characters", "x".repeat(201)],
  ])("refuses a name with %s", async (_what, name) => {
    const answer = await create("default", { name });
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10101, source: { pointer: "/name" } });
  });

  it.each([
    ["a missing name", {}, "/name"],
    ["a number as name", { name: 7 }, "/name"],
    ["null as description", { name: "ok", description: null }, "/description"],
    ["a number as description", { name: "ok", description: 1 }, "/description"],
    ["a NUL in the description", { name: "ok", description: "a\0b" }, "/description"],
    ["a description of 1001 characters", { name: "ok", description: "x".repeat(1001) }, "/description"],
    ["text as read_only", { name: "ok", read_only: "true" }, "/read_only"],
    ["a number as default_branch", { name: "ok", default_branch: 1 }, "/default_branch"],
    ["a revision as default_branch", { name: "ok", default_branch: "main~1" }, "/default_branch"],
    ["an option as default_branch", { name: "ok", default_branch: "--output=x" }, "/default_branch"],
    ["an empty default_branch", { name: "ok", default_branch: "" }, "/default_branch"],
  ])("refuses %s", async (_what, body, pointer) => {
    const answer = await create("default", body);
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer } });
    expect((await service.call("GET", "/namespaces/default/repos/ok")).status).toBe(404);
  });

  it.each([
    ["one character", "x"],
    ["64 characters", "x".repeat(64)],
    ["a dash in front", "-ab"],
    ["a space", "a%20b"],
  ])("refuses a namespace of %s", async (_what, namespace) => {
    const answer = await create(namespace, { name: "ok" });
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer: "/namespace" } });
  });
});

describe("get and delete", () => {
  it("says that a repo is missing, in any namespace", async () => {
    for (const path of [
      "/namespaces/default/repos/nope",
      "/namespaces/nowhere/repos/nope",
      "/namespaces/default/repos/%20",
    ]) {
      const answer = await service.call("GET", path);
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject({
        result: null,
        success: false,
        errors: [{ code: 10200, message: "Repository not found" }],
        messages: [],
      });
    }
  });

  it("deletes with 202 and the id, ends the tokens, frees the name and removes the folder", async () => {
    const { id, token } = await service.seed("gone", "old", { "a.txt": "a" });
    const answer = await service.call("DELETE", "/namespaces/gone/repos/OLD");
    expect([answer.status, answer.json().result]).toEqual([202, { id }]);
    expect((await service.call("DELETE", "/namespaces/gone/repos/old")).status).toBe(404);
    expect((await service.call("GET", "/namespaces/gone/repos/old/log")).status).toBe(404);
    const git = await fetch(`${service.origin}/git/gone/old.git/info/refs?service=git-upload-pack`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(git.status).toBe(403);
    expect((await create("gone", { name: "old" })).status).toBe(201);
    const folders: string[] = [];
    for await (const folder of service.hosting.storage.listRepoIds()) folders.push(folder);
    expect(folders).not.toContain(id);
  });

  it("accepts a JSON content type on a DELETE without a body", async () => {
    await create("default", { name: "typed" });
    const answer = await service.call("DELETE", "/namespaces/default/repos/typed", {
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(202);
  });

  it("keeps a namespace without repos, with a count of 0", async () => {
    await create("emptied", { name: "one" });
    await service.call("DELETE", "/namespaces/emptied/repos/one");
    expect((await service.call("GET", "/namespaces/emptied")).json().result).toMatchObject({ repo_count: 0 });
  });
});

describe("list", () => {
  const made = ["delta", "Alpha", "charlie", "bravo_x", "echo", "bravoyx", "golf"];
  beforeAll(async () => {
    for (const name of made) await create("listed", { name });
    const push = async (name: string, at: number) => {
      const row = await service.hosting.store.repos.find("listed", name);
      await service.hosting.store.publishing.notePush(row?.id ?? "", at);
    };
    const later = Date.now() + 60_000;
    await push("charlie", later + 1000);
    await push("Alpha", later + 2000);
  });

  it("holds nothing for a namespace that does not exist", async () => {
    const answer = await list("no-such-namespace");
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      result: [],
      success: true,
      errors: [],
      messages: [],
      result_info: { page: 1, per_page: 50, total_pages: 0, count: 0, total_count: 0 },
    });
  });

  it("sorts by creation, newest first, unless told otherwise", async () => {
    const found = await list("listed");
    const times = z
      .array(repoWithRemote)
      .parse(found.json().result)
      .map((repo) => repo.created_at);
    expect(times).toEqual([...times].sort().reverse());
  });

  it("sorts by name without regard to case, both ways", async () => {
    const ascending = ["Alpha", "bravo_x", "bravoyx", "charlie", "delta", "echo", "golf"];
    expect(await names("listed", "?sort=name&direction=asc")).toEqual(ascending);
    expect(await names("listed", "?sort=name&direction=desc")).toEqual([...ascending].reverse());
  });

  it("puts repos without a push at one end of the sort by push, page by page too", async () => {
    const up = await names("listed", "?sort=last_push_at&direction=asc");
    expect(up.slice(-2)).toEqual(["charlie", "Alpha"]);
    expect(await names("listed", "?sort=last_push_at&direction=desc")).toEqual([...up].reverse());
    expect(await walk("listed", "sort=last_push_at&direction=asc", 2)).toEqual(up);
  });

  it("moves a pushed repo to the front of the sort by update", async () => {
    expect((await names("listed", "?sort=updated_at")).slice(0, 2)).toEqual(["Alpha", "charlie"]);
  });

  it("finds part of a name in any case, and takes wildcards for what they are", async () => {
    expect(await names("listed", "?search=RAV&sort=name&direction=asc")).toEqual(["bravo_x", "bravoyx"]);
    expect(await names("listed", "?search=o_x")).toEqual(["bravo_x"]);
    expect(await names("listed", "?search=%25")).toEqual([]);
    expect(await names("listed", "?search=%5C")).toEqual([]);
    expect(await names("listed", "?search=%00")).toEqual([]);
    expect(await names("listed", "?search=a%00")).toEqual([]);
    expect(await names("listed", "?search=é")).toEqual([]);
    expect(await names("listed", "?search=")).toHaveLength(7);
    expect(await names("listed", "?search=%27%20OR%201=1")).toEqual([]);
  });

  it("gives the cursor form while rows remain and the offset form with the last row", async () => {
    const first = (await list("listed", "?limit=4")).json().result_info;
    expect(first).toEqual({ cursor: expect.any(String), per_page: 4, count: 4 });
    const last = (await list("listed", `?limit=4&cursor=${first?.cursor}`)).json().result_info;
    expect(last).toEqual({ page: 2, per_page: 4, total_pages: 2, count: 3, total_count: 7 });
    expect((await list("listed", "?limit=7")).json().result_info).toEqual({
      page: 1,
      per_page: 7,
      total_pages: 1,
      count: 7,
      total_count: 7,
    });
  });

  it.each(["created_at", "updated_at", "last_push_at", "name"])(
    "walks every page by %s both ways without a loss or a duplicate",
    async (sort) => {
      for (const direction of ["asc", "desc"]) {
        const walked = await walk("listed", `sort=${sort}&direction=${direction}`, 2);
        expect([...walked].sort()).toEqual([...made].sort());
      }
    },
  );

  it("loses and repeats nothing while repos are added during the walk", async () => {
    for (let at = 0; at < 30; at += 1) await create("moving", { name: `old-${at}` });
    let added = 0;
    const walked = await walk("moving", "sort=name&direction=asc", 4, async () => {
      for (let at = 0; at < 3; at += 1) await create("moving", { name: `new-${added++}` });
    });
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.filter((name) => name.startsWith("old-"))).toHaveLength(30);
  });

  it("takes an empty cursor for none", async () => {
    const [plain, empty] = [await list("listed", "?limit=2"), await list("listed", "?limit=2&cursor=")];
    expect(empty.json().result).toEqual(plain.json().result);
  });

  it("refuses a cursor that was changed or belongs to another query", async () => {
    const cursor = (await list("listed", "?limit=2")).json().result_info?.cursor ?? "";
    const flipped = (cursor.startsWith("A") ? "B" : "A") + cursor.slice(1);
    const foreign = [
      `?limit=2&cursor=${flipped}`,
      `?limit=2&cursor=${cursor.slice(0, -2)}`,
      `?limit=2&cursor=${cursor}=`,
      `?limit=2&cursor=..%2F..`,
      `?limit=2&sort=name&cursor=${cursor}`,
      `?limit=2&direction=asc&cursor=${cursor}`,
      `?limit=2&search=a&cursor=${cursor}`,
    ];
    const answers = [
      ...(await Promise.all(foreign.map((query) => list("listed", query)))),
      await list("default", `?cursor=${cursor}`),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer: "/cursor" } });
    }
  });

  it.each([
    ["limit=0", "/limit"],
    ["limit=201", "/limit"],
    ["limit=-1", "/limit"],
    ["limit=1.5", "/limit"],
    ["limit=ten", "/limit"],
    ["limit=", "/limit"],
    ["limit=1&limit=2", "/limit"],
    ["limit=1e2", "/limit"],
    ["sort=size", "/sort"],
    ["sort=NAME", "/sort"],
    ["direction=up", "/direction"],
    [`search=${"x".repeat(201)}`, "/search"],
  ])("refuses ?%s", async (query, pointer) => {
    const answer = await list("listed", `?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json().errors[0]).toMatchObject({ code: 10100, source: { pointer } });
  });

  it("ignores query parameters it does not know", async () => {
    expect((await list("listed", "?page=1&colour=red")).status).toBe(200);
  });
});

async function walk(
  namespace: string,
  query: string,
  limit: number,
  between: () => Promise<void> = async () => {},
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = await list(
      namespace,
      `?${query}&limit=${limit}${cursor === undefined ? "" : `&cursor=${cursor}`}`,
    );
    const { result, result_info } = answer.json();
    seen.push(
      ...z
        .array(repoWithRemote)
        .parse(result)
        .map((repo) => repo.name),
    );
    cursor = result_info?.cursor;
    if (cursor === undefined) expect(result_info?.total_count).toBe(seen.length);
    await between();
  } while (cursor !== undefined);
  return seen;
}
