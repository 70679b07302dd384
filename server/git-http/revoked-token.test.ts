import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import Fastify from "fastify";
import { afterAll, describe, expect, it } from "vitest";
import { makeObject } from "@/gitformat/git-object";
import { openSqlite } from "@/server/db/dialect";
import { storeKinds } from "@/server/db/test-stores";
import { issueToken } from "@/server/hosting/issue-token";
import { openHosting } from "@/server/hosting/open-hosting";
import { revokeToken } from "@/server/hosting/revoke-token";
import { zeroHash } from "@/server/storage/repo-storage";
import { registerGitHttp } from "./routes";
import { commandsOf, packOf, plainCommit, rawTree } from "./test-raw-push";
import { startTestRemote } from "./test-remote";

const kinds = await storeKinds();
afterAll(async () => {
  for (const kind of kinds) await kind.stop();
});

async function answerTo(origin: string, repo: string, token: string, service = "git-upload-pack") {
  const response = await fetch(`${origin}/git/acme/${repo}.git/info/refs?service=${service}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.body?.cancel();
  return response.status;
}

describe("a revoked token", () => {
  it("is refused by the very next request, 1,000 times of 1,000", async () => {
    const remote = await startTestRemote();
    await remote.newRepo("demo");
    const seen = new Map<string, number>();
    const lane = async () => {
      for (let round = 0; round < 125; round += 1) {
        const { id, plaintext } = await issueToken(remote.hosting, "acme", { repo: "demo" });
        const before = await answerTo(remote.origin, "demo", plaintext);
        await revokeToken(remote.hosting, "acme", id);
        const after = await answerTo(remote.origin, "demo", plaintext);
        seen.set(`${before} then ${after}`, (seen.get(`${before} then ${after}`) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    expect([...seen]).toEqual([["200 then 403", 1000]]);
    await remote.stop();
  }, 120_000);

  it.each(["revoked", "expired", "read-only", "deleted"] as const)(
    "ends a push that was sending when the token or repo became %s",
    async (what) => {
      const remote = await startTestRemote();
      const repo = await remote.newRepo("slow");
      const { id, plaintext } = await issueToken(remote.hosting, "acme", { repo: "slow", scope: "write" });
      const blob = makeObject("blob", Buffer.from("hello\n"));
      const tree = rawTree(["100644", "a", blob.hash]);
      const commit = plainCommit(tree.hash);
      const body = Buffer.concat([
        commandsOf([{ ref: "refs/heads/main", oldHash: zeroHash, newHash: commit.hash }]),
        packOf(blob, tree, commit),
      ]);
      const pushing = request(`${repo.plainUrl}/git-receive-pack`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${plaintext}`,
          "content-type": "application/x-git-receive-pack-request",
        },
      });
      pushing.write(body.subarray(0, -30));
      const incoming = () => readdir(join(remote.dataDir, "incoming"));
      // The pack is being taken in: the token has opened the repo.
      while ((await incoming()).length === 0) await turn();
      if (what === "revoked") await revokeToken(remote.hosting, "acme", id);
      if (what === "deleted") await remote.hosting.store.repos.remove("acme", "slow", 1);
      if (what === "read-only" || what === "expired") {
        const { db, close } = openSqlite(join(remote.dataDir, "vitrine.sqlite"));
        if (what === "read-only") await db.updateTable("repos").set({ read_only: 1 }).execute();
        else await db.updateTable("tokens").set({ expires_at: Date.now() }).where("id", "=", id).execute();
        await close();
      }
      const answered = once(pushing, "response");
      pushing.end(body.subarray(-30));
      const words = {
        revoked: "the token was revoked",
        expired: "the token has expired",
        "read-only": "the repository is read-only",
        deleted: "the repository was deleted",
      };
      const [answer] = await answered;
      expect(await text(answer)).toContain(`ng refs/heads/main ${words[what]}\n`);
      const tip = await remote.storage.withReader(repo.id, (reader) => reader.resolveCommit("main"));
      expect(tip).toBeNull();
      expect(await incoming()).toEqual([]);
      const row = await remote.hosting.store.repos.find("acme", "slow");
      expect(row?.lastPushAtMs ?? null).toBeNull();
      await remote.stop();
    },
  );

  it("is refused while 20 clones with it are under way", async () => {
    const remote = await startTestRemote();
    const { plainUrl } = await remote.newRepo("busy");
    const { url } = await remote.newRepo("seed");
    const dir = await remote.newClone("work", url);
    await remote.commit(dir, "big.txt", "line of text\n".repeat(200_000));
    const { id, plaintext } = await issueToken(remote.hosting, "acme", { repo: "busy" });
    const address = plainUrl.replace("://", `://x:${plaintext.split("?")[0]}@`);
    await remote.git(dir, "push", "--quiet", address, "main");
    const clones = Array.from({ length: 20 }, (_, index) =>
      remote.tryGit(remote.workDir, "clone", "--quiet", address, `copy-${index}`),
    );
    await Promise.race(clones);
    await revokeToken(remote.hosting, "acme", id);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        answerTo(remote.origin, "busy", plaintext, index % 2 ? "git-receive-pack" : "git-upload-pack"),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([403]));
    // Those that had their answer already end as they would have; none hangs.
    await Promise.all(clones);
    await remote.stop();
  });

  // SQLite is one node's.
  describe.each(kinds.filter(({ name }) => name.startsWith("PostgreSQL")))("in $name", (kind) => {
    it.skipIf(kind.missing !== null)(
      "is refused by a second node that shares the store",
      async () => {
        const rows = await kind.make();
        const remote = await startTestRemote({}, {}, await rows.open());
        await remote.newRepo("shared");
        const store = await rows.open();
        const hosting = await openHosting({ storage: remote.storage, store, publicUrl: "", log: () => {} });
        const second = Fastify();
        await registerGitHttp(second, hosting, {});
        const origin = await second.listen({ host: "127.0.0.1", port: 0 });
        for (let round = 0; round < 50; round += 1) {
          const { id, plaintext } = await issueToken(remote.hosting, "acme", { repo: "shared" });
          expect(await answerTo(origin, "shared", plaintext)).toBe(200);
          await revokeToken(remote.hosting, "acme", id);
          expect(await answerTo(origin, "shared", plaintext)).toBe(403);
        }
        await second.close();
        await store.close();
        await remote.stop();
        await rows.remove();
      },
      120_000,
    );
  });
});
