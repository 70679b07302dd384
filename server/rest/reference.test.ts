import { spawn, spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { namespaceInfo } from "@/contract/namespaces";
import { createRepoResult, forkRepoResult, repoWithRemote } from "@/contract/repos";
import { createTokenResult, tokenInfo } from "@/contract/tokens";
import { type Seeded, startTestService, type TestService, testApiToken } from "@/server/test-service";

/** The command lines of the published reference, as they stand there. */
const reference = {
  listNamespaces: `curl "$ARTIFACTS_ACCOUNT_BASE_URL/namespaces?limit=20" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  getNamespace: `curl "$ARTIFACTS_ACCOUNT_BASE_URL/namespaces/$ARTIFACTS_NAMESPACE" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  createRepo: `curl --request POST "$ARTIFACTS_BASE_URL/repos" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\
--header "Content-Type: application/json" \\
--data '{
"name": "starter-repo",
"description": "Repository for automation experiments",
"default_branch": "main",
"read_only": false
}'`,
  listRepos: `curl "$ARTIFACTS_BASE_URL/repos?limit=20&sort=updated_at&direction=desc" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  getRepo: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  deleteRepo: `curl --request DELETE "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  forkRepo: `curl --request POST "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/fork" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\
--header "Content-Type: application/json" \\
--data '{
"name": "starter-repo-copy",
"description": "Fork for testing",
"read_only": false,
"default_branch_only": true
}'`,
  importRepo: `curl --request POST "$ARTIFACTS_BASE_URL/repos/react-mirror/import" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\
--header "Content-Type: application/json" \\
--data '{
"url": "https://github.com/facebook/react",
"branch": "main",
"depth": 100
}'`,
  readLog: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/log?ref=main&limit=10" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  readCommit: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/commit/$COMMIT_HASH" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  readTree: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/tree/$TREE_HASH" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  readBlob: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/blob/$BLOB_HASH" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  readFile: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/file?ref=main&path=README.md" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  readRawFile: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/raw/main/README.md" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  listTokens: `curl "$ARTIFACTS_BASE_URL/repos/$ARTIFACTS_REPO/tokens?state=all&per_page=30&page=1" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
  createToken: `curl --request POST "$ARTIFACTS_BASE_URL/tokens" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN" \\
--header "Content-Type: application/json" \\
--data '{
"repo": "starter-repo",
"scope": "read",
"ttl": 3600
}'`,
  revokeToken: `curl --request DELETE "$ARTIFACTS_BASE_URL/tokens/0123456789abcdef" \\
--header "Authorization: Bearer $CLOUDFLARE_API_TOKEN"`,
};

const readme = "# Starter\n";
let service: TestService;
let seeded: Seeded;
beforeAll(async () => {
  // No test asks the Internet: here no host has an address.
  service = await startTestService({ imports: { resolve: () => Promise.reject(new Error("no network")) } });
});
afterAll(() => service.stop());

/** Runs the line in a shell. Status, content type and body are what curl itself reports. */
async function run(line: string): Promise<{ status: number; type: string; body: string }> {
  const origin = `${service.origin}/client/v4/accounts/0123456789abcdef/artifacts`;
  const child = spawn("sh", ["-c", `${line} --silent --write-out '\\n%{http_code} %{content_type}'`], {
    env: {
      ...process.env,
      ARTIFACTS_NAMESPACE: "default",
      ARTIFACTS_REPO: "starter-repo",
      CLOUDFLARE_API_TOKEN: testApiToken,
      ARTIFACTS_BASE_URL: `${origin}/namespaces/default`,
      ARTIFACTS_ACCOUNT_BASE_URL: origin,
      COMMIT_HASH: seeded?.commit,
      TREE_HASH: seeded?.tree,
      BLOB_HASH: seeded?.blobs["README.md"],
    },
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  await new Promise((resolve) => child.once("close", resolve));
  const at = output.lastIndexOf("\n");
  const [status = "", type = ""] = output.slice(at + 1).split(/ (.*)/);
  return { status: Number(status), type, body: output.slice(0, at) };
}

const json = "application/json; charset=utf-8";

async function result<T extends z.ZodType>(line: string, status: number, schema: T): Promise<z.infer<T>> {
  const answer = await run(line);
  expect([answer.status, answer.type]).toEqual([status, json]);
  const body = z
    .strictObject({
      result: z.unknown(),
      success: z.literal(true),
      errors: z.array(z.never()),
      messages: z.array(z.never()),
      result_info: z.object({}).loose().optional(),
    })
    .parse(JSON.parse(answer.body));
  return schema.parse(body.result);
}

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

describe.skipIf(!hasCurl)(
  `the reference's command lines${hasCurl ? "" : " (skipped: there is no curl)"}`,
  () => {
    it("create a repo", async () => {
      const created = await result(reference.createRepo, 201, createRepoResult.strict());
      expect(created).toMatchObject({
        name: "starter-repo",
        description: "Repository for automation experiments",
        default_branch: "main",
        remote: "https://git.example.com/git/default/starter-repo.git",
        token: expect.stringMatching(/^art_v1_[0-9a-f]{40}\?expires=\d{10}$/),
      });
      await service.call("DELETE", "/namespaces/default/repos/starter-repo");
      seeded = await service.seed("default", "starter-repo", { "README.md": readme });
    });

    it("list and get namespaces", async () => {
      const list = await result(reference.listNamespaces, 200, z.array(namespaceInfo.strict()));
      expect(list.map((one) => one.namespace)).toEqual(["default"]);
      expect(await result(reference.getNamespace, 200, namespaceInfo.strict())).toEqual(list[0]);
    });

    it("list and get repos", async () => {
      const list = await result(reference.listRepos, 200, z.array(repoWithRemote.strict()));
      expect(list.map((one) => one.name)).toEqual(["starter-repo"]);
      expect(await result(reference.getRepo, 200, repoWithRemote.strict())).toEqual(list[0]);
    });

    it("fork a repo", async () => {
      const forked = await result(reference.forkRepo, 201, forkRepoResult.strict());
      expect(forked).toMatchObject({
        name: "starter-repo-copy",
        description: "Fork for testing",
        default_branch: "main",
        objects: 3,
      });
    });

    it("import a remote, which is unreachable here", async () => {
      const answer = await run(reference.importRepo);
      expect([answer.status, answer.type]).toEqual([502, json]);
      expect(JSON.parse(answer.body)).toMatchObject({ success: false, errors: [{ code: 10401 }] });
    });

    it("read history, commit and tree", async () => {
      const objects = z.array(z.looseObject({ hash: z.string() }));
      const log = await result(reference.readLog, 200, objects);
      expect(log).toHaveLength(1);
      expect(await result(reference.readCommit, 200, z.unknown())).toEqual(log[0]);
      expect(await result(reference.readTree, 200, z.unknown())).toEqual([
        { name: "README.md", mode: "100644", hash: seeded.blobs["README.md"], type: "blob" },
      ]);
    });

    it("read a blob, a file and a raw file as their bytes", async () => {
      const bytes = { status: 200, type: "application/octet-stream", body: readme };
      expect(await run(reference.readBlob)).toEqual(bytes);
      expect(await run(reference.readFile)).toEqual(bytes);
      expect(await run(reference.readRawFile)).toEqual({ ...bytes, type: "text/plain; charset=utf-8" });
    });

    it("create, list and revoke tokens", async () => {
      const created = await result(reference.createToken, 201, createTokenResult.strict());
      expect(created).toMatchObject({ scope: "read", plaintext: expect.stringMatching(/^art_v1_/) });
      await service.hosting.store.tokens.insert({
        id: "0123456789abcdef",
        repo_id: seeded.id,
        secret_hash: "0".repeat(64),
        scope: "read",
        created_at: 1_760_000_000_000,
        expires_at: 1_760_000_060_000,
        revoked_at: null,
      });
      const tokens = await result(reference.listTokens, 200, z.array(tokenInfo.strict()));
      expect(tokens.map(({ id, state }) => [id, state])).toEqual(
        expect.arrayContaining([
          [created.id, "active"],
          ["0123456789abcdef", "expired"],
        ]),
      );
      expect(await result(reference.revokeToken, 200, z.unknown())).toEqual({ id: "0123456789abcdef" });
      expect(await result(reference.revokeToken, 200, z.unknown())).toEqual({ id: "0123456789abcdef" });
    });

    it("delete a repo", async () => {
      expect(await result(reference.deleteRepo, 202, z.unknown())).toEqual({ id: seeded.id });
      expect((await run(reference.getRepo)).status).toBe(404);
    });
  },
);
