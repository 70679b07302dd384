import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { forkRepoResult, repoWithRemote } from "@/contract/repos";
import { makeObject } from "@/gitformat/git-object";
import { publishObjects, type Seeded, startTestService, type TestService } from "@/server/test-service";

let service: TestService;
let seeded: Seeded;
beforeAll(async () => {
  service = await startTestService();
  seeded = await service.seed("acme", "Base", { "README.md": "# Base\n", "src/a.ts": "export {};\n" });
});
afterAll(() => service.stop());

const fork = (body: unknown, repo = "Base", namespace = "acme") =>
  service.call("POST", `/namespaces/${namespace}/repos/${repo}/fork`, { body });
const get = async (repo: string) =>
  repoWithRemote.parse((await service.call("GET", `/namespaces/acme/repos/${repo}`)).json().result);

async function addSecretBranch(repoId: string): Promise<string> {
  const signature = "Ada Vance <ada@example.com> 1760000001 +0200";
  const secret = makeObject(
    "commit",
    Buffer.from(
      `tree ${seeded.tree}\nparent ${seeded.commit}\nauthor ${signature}\ncommitter ${signature}\n\nSecret\n`,
    ),
  );
  await publishObjects(service.hosting, repoId, [secret], { "refs/heads/secret": secret.hash });
  return secret.hash;
}

describe("POST …/repos/:name/fork", () => {
  it("answers 201 with a live write token for 24 hours and the number of objects", async () => {
    const answer = await fork({ name: "copy" });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const forked = forkRepoResult.parse(answer.json().result);
    expect(forked).toEqual({
      id: expect.stringMatching(/^repo_/),
      name: "copy",
      description: null,
      default_branch: "main",
      remote: "https://git.example.com/git/acme/copy.git",
      token: expect.stringMatching(/^art_v1_[0-9a-f]{40}\?expires=\d+$/),
      // Two blobs, two trees, one commit.
      objects: 5,
    });
    const expiresAt = Number(forked.token.split("=")[1]);
    expect(Math.abs(expiresAt - Date.now() / 1000 - 86_400)).toBeLessThan(60);

    const url = new URL(`/git/acme/copy.git`, service.origin);
    url.username = "x";
    url.password = forked.token.split("?")[0] ?? "";
    const listed = await promisify(execFile)("git", ["ls-remote", url.href], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, NODE_ENV: "test", GIT_CONFIG_NOSYSTEM: "1", HOME: "/nonexistent" },
      timeout: 20_000,
    });
    expect(listed.stdout).toContain(`${seeded.commit}\trefs/heads/main`);
  });

  it("names its parent as it is written and takes nothing else over", async () => {
    await fork({ name: "plain" }, "base", "ACME");
    expect(await get("plain")).toMatchObject({
      name: "plain",
      description: null,
      source: "artifacts:acme/Base",
      read_only: false,
      last_push_at: null,
      status: "ready",
    });
  });

  it("takes the description and read_only that are given", async () => {
    await fork({ name: "frozen", description: "Kept", read_only: true, unknown: 1 });
    expect(await get("frozen")).toMatchObject({ description: "Kept", read_only: true });
  });

  it("serves the same content, and a change on one side is seen on that side only", async () => {
    const forked = forkRepoResult.parse((await fork({ name: "apart" })).json().result);
    const log = await service.call("GET", "/namespaces/acme/repos/apart/log");
    expect(z.array(z.object({ hash: z.string() })).parse(log.json().result)[0]?.hash).toBe(seeded.commit);
    const secret = await addSecretBranch(forked.id);
    const look = (repo: string) => service.call("GET", `/namespaces/acme/repos/${repo}/commit/${secret}`);
    expect((await look("apart")).status).toBe(200);
    expect((await look("Base")).status).toBe(404);
  });

  it("with default_branch_only serves nothing that lies outside of that branch", async () => {
    const parent = await service.seed("acme", "wide", { a: "1\n" });
    const secret = await addSecretBranch(seeded.id);
    expect(parent.commit).not.toBe(seeded.commit);
    const forked = forkRepoResult.parse(
      (await fork({ name: "narrow", default_branch_only: true })).json().result,
    );
    expect(forked.objects).toBe(5);
    const commit = await service.call("GET", `/namespaces/acme/repos/narrow/commit/${secret}`);
    expect(commit.json().errors).toMatchObject([{ code: 10200, message: "Commit not found" }]);
    const all = forkRepoResult.parse((await fork({ name: "all" })).json().result);
    expect(all.objects).toBe(6);
  });

  it("outlives its parent", async () => {
    await service.seed("acme", "mortal", { a: "1\n" });
    await fork({ name: "heir" }, "mortal");
    expect((await service.call("DELETE", "/namespaces/acme/repos/mortal")).status).toBe(202);
    const raw = await service.call("GET", "/namespaces/acme/repos/heir/raw/main/a");
    expect(raw.bytes.toString("utf8")).toBe("1\n");
    expect((await get("heir")).source).toBe("artifacts:acme/mortal");
  });

  it("refuses a name that is taken, whatever its case, and leaves nothing", async () => {
    await fork({ name: "Taken" });
    for (const name of ["taken", "TAKEN", "base"]) {
      const answer = await fork({ name });
      expect([answer.status, answer.json().errors[0]]).toMatchObject([
        409,
        { code: 10201, source: { pointer: "/name" } },
      ]);
    }
    expect(await service.hosting.store.repos.listPendingDeletions()).toEqual([]);
    const left = await readdir(join(service.dataDir, "incoming"));
    expect(left.filter((name) => name.startsWith("new-"))).toEqual([]);
  });

  it("of a repo that is not there is 404", async () => {
    for (const answer of [
      await fork({ name: "x" }, "nothing"),
      await fork({ name: "x" }, "Base", "nowhere"),
    ]) {
      expect([answer.status, answer.json().errors[0]]).toMatchObject([
        404,
        { code: 10200, message: "Repository not found" },
      ]);
    }
  });

  it.each([
    ["importing", 10302],
    ["forking", 10303],
  ] as const)("of a repo that is still %s is 409 with %i", async (status, code) => {
    const nowMs = Date.now();
    await service.hosting.store.repos.insert(
      "acme",
      {
        id: `repo_${status}`,
        name: status,
        description: null,
        defaultBranch: "main",
        readOnly: false,
        status,
        source: null,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
        lastPushAtMs: null,
      },
      {},
    );
    const answer = await fork({ name: `of-${status}` }, status);
    expect([answer.status, answer.json().errors[0]]).toMatchObject([409, { code }]);
  });

  it.each([
    [{}, 10100, "/name"],
    [{ name: "-bad" }, 10101, "/name"],
    [{ name: "a/b" }, 10101, "/name"],
    [{ name: 7 }, 10100, "/name"],
    [{ name: "x", read_only: "yes" }, 10100, "/read_only"],
    [{ name: "x", default_branch_only: 1 }, 10100, "/default_branch_only"],
    [{ name: "x", description: "a\0b" }, 10100, "/description"],
  ])("refuses %j", async (body, code, pointer) => {
    const answer = await fork(body);
    expect([answer.status, answer.json().errors[0]]).toMatchObject([400, { code, source: { pointer } }]);
  });

  it("makes exactly as many forks at once as it answers 201", async () => {
    const names = Array.from({ length: 60 }, (_, index) => `many-${index % 40}`);
    const answers = await Promise.all(names.map((name) => fork({ name })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(40);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(20);
    const list = await service.call("GET", "/namespaces/acme/repos?search=many-&limit=200");
    expect(z.array(z.unknown()).parse(list.json().result)).toHaveLength(40);
    expect(await service.hosting.store.repos.listPendingDeletions()).toEqual([]);
  });
});
