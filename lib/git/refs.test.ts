import { describe, expect, it } from "vitest";
import { openRepo } from "@/lib/reading/open-repo";
import { commitFiles } from "@/lib/test-support/fake-artifacts-api";
import { fakeArtifactsForTests } from "@/lib/test-support/fake-artifacts-for-tests";
import { listTokens } from "@/lib/tokens/list-tokens";
import { createReadTokens } from "@/lib/tokens/read-tokens";
import { listRefs } from "./refs";

const fakeApi = await fakeArtifactsForTests();
const demo = () => ({ name: "demo", remote: fakeApi.remote, default_branch: "main" });

describe("listRefs", () => {
  it("knows the default branch of an empty repo", async () => {
    expect(await listRefs("acme", demo())).toEqual({
      head: "main",
      headHash: null,
      branches: [],
      tags: [],
      others: [],
    });
  });

  it("tells branches, both kinds of tags and other refs apart", async () => {
    const hash = await commitFiles(fakeApi, "main", { "a.txt": { content: "a" } });
    const other = await commitFiles(fakeApi, "feature/one", { "b.txt": { content: "b" } });
    const { git } = fakeApi;
    const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.test"];
    await git(["tag", "light", hash]);
    await git([...identity, "tag", "-a", "v1", "-m", "one", hash]);
    await git([...identity, "tag", "-a", "v1-again", "-m", "of a tag", "v1"]);
    await git(["update-ref", "refs/notes/commits", other]);
    const refs = await listRefs("acme", demo());
    const tagHash = (await git(["rev-parse", "refs/tags/v1"])).trim();
    expect(refs.head).toBe("main");
    expect(refs.headHash).toBe(hash);
    expect(refs.branches).toEqual([
      { name: "feature/one", hash: other },
      { name: "main", hash },
    ]);
    expect(refs.tags).toEqual([
      { name: "light", hash, commitHash: hash, annotated: false },
      { name: "v1", hash: tagHash, commitHash: hash, annotated: true },
      expect.objectContaining({ name: "v1-again", commitHash: hash, annotated: true }),
    ]);
    expect(refs.others).toEqual([{ name: "refs/notes/commits", hash: other }]);
  });

  it("mints one token for many readers, and labels it", async () => {
    await Promise.all(Array.from({ length: 10 }, () => listRefs("acme", demo())));
    expect(fakeApi.tokens).toHaveLength(1);
    expect((await listTokens("acme", "demo")).tokens[0]?.label).toBe("dashboard");
  });

  it("sends the secret in a header, never in the URL", async () => {
    await listRefs("acme", demo());
    const git = fakeApi.requests.filter((request) => request.path.startsWith("/git/"));
    // Without asking first what the remote can do: a round trip less.
    expect(git.map(({ method }) => method)).toEqual(["POST"]);
    for (const request of git) {
      const basic = Buffer.from(request.headers.authorization?.split(" ")[1] ?? "", "base64").toString();
      expect(basic).toBe(`x:${fakeApi.tokens[0]?.secret}`);
      expect(`${request.path}?${request.query}`).not.toContain("art_");
    }
  });

  it("mints anew, once, when its token has been revoked", async () => {
    fakeApi.revoke("tok1");
    expect((await listRefs("acme", demo())).branches).toHaveLength(2);
    expect(fakeApi.tokens).toHaveLength(2);
  });

  it("gives up when a new token is refused as well", async () => {
    fakeApi.revoke("tok2");
    for (let time = 0; time < 2; time += 1) {
      fakeApi.answerNext(
        ({ path }) => path.endsWith("/git-upload-pack"),
        (_, response) => {
          response.writeHead(403);
          response.end();
        },
      );
    }
    await expect(listRefs("acme", demo())).rejects.toMatchObject({ kind: "upstream" });
    expect(fakeApi.requestsTo("/git-upload-pack")).toHaveLength(2);
    expect(fakeApi.requestsTo("/info/refs")).toHaveLength(0);
  });

  it("asks once more when the list breaks off, and takes a second break for a failure", async () => {
    const breakOff = () =>
      fakeApi.answerNext(
        ({ path }) => path.endsWith("/git-upload-pack"),
        (_, response) => {
          response.writeHead(200, { "content-type": "application/x-git-upload-pack-result" });
          response.end(`003d${"1".repeat(40)} refs/heads/main\n`);
        },
      );
    breakOff();
    breakOff();
    await expect(listRefs("acme", demo())).rejects.toMatchObject({ kind: "upstream" });
    breakOff();
    expect((await listRefs("acme", demo())).branches).toHaveLength(2);
  });

  it("understands a server that speaks only the first protocol, and asks it the long way from then on", async () => {
    const port = new URL(fakeApi.url).port;
    // Another origin to what is remembered, the same server.
    const remote = `http://localhost:${port}/git/acme/demo.git`;
    let isOld = true;
    fakeApi.answerNext(
      ({ path, headers }) => {
        if (isOld && path.startsWith("/git/")) headers["git-protocol"] = "version=0";
        return false;
      },
      () => undefined,
    );
    const refs = await listRefs("acme", { ...demo(), remote });
    expect(refs.head).toBe("main");
    expect(refs.branches.map(({ name }) => name)).toEqual(["feature/one", "main"]);
    expect(refs.tags.find(({ name }) => name === "v1")).toMatchObject({ annotated: true });
    fakeApi.forgetRequests();
    await listRefs("acme", { ...demo(), remote });
    expect(fakeApi.requestsTo("/info/refs")).toHaveLength(1);
    expect(fakeApi.requestsTo("/git-upload-pack")).toHaveLength(0);
    isOld = false;
  });

  it.each(["ssh://git@example.test/x.git", "file:///etc", "git@example.test:x.git", ""])(
    "does not follow the remote %j",
    async (remote) => {
      await expect(listRefs("acme", { ...demo(), remote })).rejects.toMatchObject({ kind: "upstream" });
    },
  );

  it("keeps the wait of a rate limit", async () => {
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/git-upload-pack"),
      (_, response) => {
        response.writeHead(429, { "retry-after": "9" });
        response.end();
      },
    );
    await expect(listRefs("acme", demo())).rejects.toMatchObject({
      kind: "rate-limited",
      retryAfterSeconds: 9,
    });
  });
});

describe("openRepo", () => {
  it("gives the record, the refs and what content is read by", async () => {
    const { repo, refs, content } = await openRepo("acme", "demo");
    expect(repo.remote).toBe(fakeApi.remote);
    expect(refs.branches).toHaveLength(2);
    expect(content).toEqual({ namespace: "acme", name: "demo", id: "repo_1" });
  });

  it("is not found when the repo is not there", async () => {
    await expect(openRepo("acme", "other")).rejects.toMatchObject({ kind: "not-found" });
  });
});

describe("read tokens", () => {
  const repo = { namespace: "acme", name: "demo" };
  const secretOf = async (secret: string) => secret;

  it("are replaced shortly before they expire", async () => {
    let nowMs = Date.now();
    const tokens = createReadTokens(() => nowMs);
    const first = await tokens.use(repo, secretOf);
    nowMs += 57 * 60_000;
    expect(await tokens.use(repo, secretOf)).toBe(first);
    nowMs += 2 * 60_000;
    expect(await tokens.use(repo, secretOf)).not.toBe(first);
  });

  it("are revoked when nobody has used them for a quarter of an hour", async () => {
    let nowMs = Date.now();
    const tokens = createReadTokens(() => nowMs);
    const secret = await tokens.use(repo, secretOf);
    nowMs += 14 * 60_000;
    await tokens.revokeIdle();
    expect(await tokens.use(repo, secretOf)).toBe(secret);
    nowMs += 15 * 60_000;
    await tokens.revokeIdle();
    expect(fakeApi.tokens.find((token) => token.secret === secret)?.isRevoked).toBe(true);
    expect(await tokens.use(repo, secretOf)).not.toBe(secret);
  });

  it("are all revoked at the end", async () => {
    const tokens = createReadTokens();
    const secret = await tokens.use(repo, secretOf);
    await tokens.revokeAll();
    expect(fakeApi.tokens.find((token) => token.secret === secret)?.isRevoked).toBe(true);
  });

  it("do not keep a mint that failed", async () => {
    const tokens = createReadTokens();
    fakeApi.answerNext(
      ({ path }) => path.endsWith("/tokens"),
      (_, response) => {
        response.writeHead(503);
        response.end();
      },
    );
    await expect(tokens.use(repo, secretOf)).rejects.toMatchObject({ kind: "upstream" });
    expect(await tokens.use(repo, secretOf)).toMatch(/^art_v2_x_/);
  });
});
