import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pktLine } from "@/gitformat/pkt-line";
import { issueToken } from "@/server/hosting/issue-token";
import { resolveRef } from "@/server/hosting/resolve-ref";
import { revokeToken } from "@/server/hosting/revoke-token";
import { readProtocol } from "./routes";
import { startTestRemote, type TestRemote } from "./test-remote";

const zero = "0".repeat(40);

let remote: TestRemote;
beforeAll(async () => {
  remote = await startTestRemote({ pushMaxSizeBytes: 2 * 1024 * 1024 });
});
afterAll(() => remote.stop());

const headOf = (repoId: string, name = "HEAD") =>
  remote.storage.withReader(repoId, (reader) => reader.resolveCommit(name));

async function leftovers(): Promise<string[]> {
  return readdir(join(remote.dataDir, "incoming"));
}

const basic = (token: string) => `Basic ${Buffer.from(`x:${token}`).toString("base64")}`;

describe("clone and push", () => {
  it("clones an empty repo with its default branch unborn", async () => {
    const repo = await remote.newRepo("empty");
    const dir = join(remote.workDir, "empty");
    await remote.git(remote.workDir, "-c", "init.defaultBranch=other", "clone", "--quiet", repo.url, dir);
    expect(await remote.git(dir, "symbolic-ref", "HEAD")).toBe("refs/heads/main");
  });

  it.each(["0", "1", "2"])("pushes, clones and fetches over protocol v%s", async (version) => {
    const repo = await remote.newRepo(`v${version}`);
    const dir = await remote.newClone(`v${version}`, repo.url);
    await remote.git(dir, "-c", `protocol.version=${version}`, "push", "--quiet", "origin", "main");
    const copy = join(remote.workDir, `v${version}-copy`);
    await remote.git(remote.workDir, "-c", `protocol.version=${version}`, "clone", "--quiet", repo.url, copy);
    const next = await remote.commit(dir, "a.txt", "a\n");
    await remote.git(dir, "push", "--quiet", "origin", "main");
    await remote.git(copy, "-c", `protocol.version=${version}`, "fetch", "--quiet");
    expect(await remote.git(copy, "rev-parse", "origin/main")).toBe(next);
    expect(await headOf(repo.id)).toBe(next);
    expect(await leftovers()).toEqual([]);
  });

  it("takes force pushes, tags of every kind, notes, branches with slashes and deletions", async () => {
    const repo = await remote.newRepo("refs");
    const dir = await remote.newClone("refs", repo.url);
    await remote.commit(dir, "a.txt", "a\n");
    await remote.git(dir, "tag", "light");
    await remote.git(dir, "tag", "--annotate", "--message", "first", "v1");
    await remote.git(dir, "tag", "--annotate", "--message", "of a tag", "v1-signed", "v1");
    await remote.git(dir, "tag", "of-tree", "HEAD^{tree}");
    await remote.git(dir, "branch", "feature/one");
    await remote.git(dir, "notes", "add", "--message", "a note");
    await remote.git(dir, "push", "--quiet", "origin", "--mirror");
    const head = await remote.git(dir, "rev-parse", "HEAD");
    for (const name of ["light", "v1", "v1-signed", "feature/one", "refs/tags/v1"]) {
      expect(await headOf(repo.id, name), name).toBe(head);
    }
    expect(await headOf(repo.id, await remote.git(dir, "rev-parse", "v1"))).toBe(head);
    expect(await headOf(repo.id, "of-tree")).toBeNull();
    expect(await headOf(repo.id, "refs/notes/commits")).not.toBeNull();
    for (const name of ["HEAD~1", "main:README.md", "@{-1}", ":/Write", "--all", "", "HEAD^", "heads/main"]) {
      expect(await headOf(repo.id, name), name).toBeNull();
    }

    await remote.git(dir, "commit", "--quiet", "--amend", "--message", "Another");
    expect((await remote.tryGit(dir, "push", "origin", "main")).code).toBe(1);
    await remote.git(dir, "push", "--quiet", "--force", "origin", "main");
    expect(await headOf(repo.id)).toBe(await remote.git(dir, "rev-parse", "HEAD"));

    await remote.git(dir, "push", "--quiet", "origin", ":feature/one", ":v1", ":light");
    expect(await headOf(repo.id, "feature/one")).toBeNull();
    const listed = await remote.git(dir, "ls-remote", "origin");
    expect(listed).not.toMatch(/feature|light|v1$/m);
  });

  it("lets a branch win over a tag of its name", async () => {
    const repo = await remote.newRepo("same-name");
    const dir = await remote.newClone("same-name", repo.url);
    await remote.git(dir, "tag", "both");
    const next = await remote.commit(dir, "a.txt", "a\n");
    await remote.git(dir, "branch", "both");
    await remote.git(dir, "push", "--quiet", "origin", "refs/heads/*", "refs/tags/*");
    expect(await headOf(repo.id, "both")).toBe(next);
    expect(await headOf(repo.id, "refs/tags/both")).not.toBe(next);
  });

  it("pushes from a shallow clone, and refuses one that would leave a hole", async () => {
    const repo = await remote.newRepo("shallow");
    const dir = await remote.newClone("shallow", repo.url);
    for (const name of ["a", "b", "c"]) await remote.commit(dir, name, `${name}\n`);
    await remote.git(dir, "push", "--quiet", "origin", "main");
    const shallow = join(remote.workDir, "shallow-copy");
    await remote.git(remote.workDir, "clone", "--quiet", "--depth=1", repo.url, shallow);
    expect(await remote.git(shallow, "rev-list", "--count", "HEAD")).toBe("1");
    const next = await remote.commit(shallow, "d", "d\n");
    await remote.git(shallow, "push", "--quiet", "origin", "main");
    expect(await headOf(repo.id)).toBe(next);

    const other = await remote.newRepo("shallow-other");
    const pushed = await remote.tryGit(shallow, "push", other.url, "main");
    expect(pushed.code).toBe(1);
    expect(pushed.stderr).toContain("shallow update not allowed");
    expect(await headOf(other.id)).toBeNull();
    await remote.git(shallow, "fetch", "--quiet", "--unshallow");
    expect(await remote.git(shallow, "rev-list", "--count", "HEAD")).toBe("5");
  });

  it("clones partially and fetches the missing blobs later", async () => {
    const repo = await remote.newRepo("partial");
    const dir = await remote.newClone("partial", repo.url);
    await remote.commit(dir, "big.txt", "big\n".repeat(1000));
    await remote.git(dir, "push", "--quiet", "origin", "main");
    const copy = join(remote.workDir, "partial-copy");
    await remote.git(
      remote.workDir,
      "clone",
      "--quiet",
      "--no-checkout",
      "--filter=blob:none",
      repo.url,
      copy,
    );
    expect(await remote.git(copy, "rev-list", "--objects", "--missing=print", "HEAD")).toMatch(/^\?/m);
    await remote.git(copy, "checkout", "--quiet", "main");
    expect(await remote.git(copy, "show", "main:big.txt")).toMatch(/^big/);
  });

  it("notes the time of a push that moved a ref", async () => {
    const repo = await remote.newRepo("noted");
    const dir = await remote.newClone("noted", repo.url);
    await remote.git(dir, "push", "--quiet", "origin", "main");
    const row = await remote.hosting.store.repos.find("acme", "noted");
    expect(row?.lastPushAtMs).toBeGreaterThan(Date.now() - 60_000);
  });

  it("pushes a thousand tags at once", async () => {
    const repo = await remote.newRepo("tags");
    const dir = await remote.newClone("tags", repo.url);
    const head = await remote.git(dir, "rev-parse", "HEAD");
    for (let at = 0; at < 1000; at += 1) await writeFile(join(dir, ".git/refs/tags", `t${at}`), `${head}\n`);
    await remote.git(dir, "push", "--quiet", "origin", "--tags");
    expect((await remote.git(dir, "ls-remote", "--tags", "origin")).split("\n")).toHaveLength(1000);
  });
});

describe("refused pushes", () => {
  it("gives one winner to two pushes that race", async () => {
    const repo = await remote.newRepo("race");
    const one = await remote.newClone("race", repo.url);
    await remote.git(one, "push", "--quiet", "origin", "main");
    const two = join(remote.workDir, "race-two");
    await remote.git(remote.workDir, "clone", "--quiet", repo.url, two);
    const heads = [await remote.commit(one, "one", "1\n"), await remote.commit(two, "two", "2\n")];
    const pushes = await Promise.all([one, two].map((dir) => remote.tryGit(dir, "push", "origin", "main")));
    const winners = pushes.flatMap((push, index) => (push.code === 0 ? [heads[index]] : []));
    expect(winners).toHaveLength(1);
    expect(await headOf(repo.id)).toBe(winners[0]);
    expect(pushes.find((push) => push.code !== 0)?.stderr).toMatch(/rejected/);
  });

  it("fails a ref that stands in the way of another alone, and all of an atomic push", async () => {
    const repo = await remote.newRepo("conflict");
    const dir = await remote.newClone("conflict", repo.url);
    await remote.git(dir, "push", "--quiet", "origin", "main", "main:refs/heads/a");
    const both = ["main:refs/heads/a/b", "main:refs/heads/c"];
    const atomic = await remote.tryGit(dir, "push", "--atomic", "origin", ...both);
    expect(atomic.code).toBe(1);
    expect(await headOf(repo.id, "c")).toBeNull();
    const plain = await remote.tryGit(dir, "push", "origin", ...both);
    expect(plain.code).toBe(1);
    expect(plain.stderr).toContain("'refs/heads/a' exists; cannot create 'refs/heads/a/b'");
    expect(await headOf(repo.id, "c")).not.toBeNull();
    await remote.git(dir, "push", "--quiet", "origin", ":a");
    await remote.git(dir, "push", "--quiet", "origin", "main:refs/heads/a/b");
    const upper = await remote.tryGit(dir, "push", "origin", "main:refs/heads/a");
    expect(upper.stderr).toContain("cannot create 'refs/heads/a'");
    await remote.git(dir, "push", "--quiet", "--atomic", "origin", "main:refs/heads/d", "main:refs/heads/e");
    expect(await headOf(repo.id, "e")).not.toBeNull();
  });

  it("keeps the branch that HEAD points at, hidden refs, and commits as the only tips of branches", async () => {
    const repo = await remote.newRepo("guarded");
    const dir = await remote.newClone("guarded", repo.url);
    await remote.git(dir, "push", "--quiet", "origin", "main");
    const deleted = await remote.tryGit(dir, "push", "origin", ":main");
    expect(deleted.stderr).toContain("deletion of the current branch prohibited");
    const hidden = await remote.tryGit(dir, "push", "origin", "main:refs/vitrine/x");
    expect(hidden.stderr).toContain("deny updating a hidden ref");
    const tree = await remote.git(dir, "rev-parse", "HEAD^{tree}");
    const branch = await remote.tryGit(dir, "push", "origin", `${tree}:refs/heads/tree`);
    expect(branch.code).toBe(1);
    expect(await headOf(repo.id)).not.toBeNull();
  });

  it("refuses a damaged pack, and keeps nothing of it", async () => {
    const repo = await remote.newRepo("damaged");
    const dir = await remote.newClone("damaged", repo.url);
    const head = await remote.git(dir, "rev-parse", "HEAD");
    const answer = await fetch(`${repo.plainUrl}/git-receive-pack`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${repo.token}`,
        "content-type": "application/x-git-receive-pack-request",
      },
      body: Buffer.concat([
        pktLine(`${zero} ${head} refs/heads/main\0report-status`),
        Buffer.from("0000"),
        Buffer.from("PACK\0\0\0\x02\0\0\0\x01"),
        randomBytes(200),
      ]),
    });
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toMatch(/unpack (?!ok)/);
    expect(text).toContain("ng refs/heads/main unpacker error");
    expect(await headOf(repo.id)).toBeNull();
    expect(await leftovers()).toEqual([]);
  });

  it("refuses a tip whose objects are missing", async () => {
    const repo = await remote.newRepo("missing");
    const answer = await fetch(`${repo.plainUrl}/git-receive-pack`, {
      method: "POST",
      headers: { authorization: basic(repo.token), "content-type": "application/x-git-receive-pack-request" },
      body: Buffer.concat([
        pktLine(`${zero} ${"1".repeat(40)} refs/heads/main\0report-status side-band-64k`),
        Buffer.from("0000"),
        // A sound pack with nothing in it.
        Buffer.from("5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e", "hex"),
      ]),
    });
    expect(await answer.text()).toContain("ng refs/heads/main missing necessary objects");
    expect(await leftovers()).toEqual([]);
  });

  it("refuses what fsck calls a trap", async () => {
    const repo = await remote.newRepo("trap");
    const dir = await remote.newClone("trap", repo.url);
    const blob = await remote.git(dir, "rev-parse", "HEAD:README.md");
    await writeFile(
      join(dir, "tree"),
      Buffer.concat([Buffer.from("100644 .git\0"), Buffer.from(blob, "hex")]),
    );
    const tree = await remote.git(dir, "hash-object", "-t", "tree", "-w", "--literally", "tree");
    const commit = await remote.git(dir, "commit-tree", "-m", "trap", tree);
    const pushed = await remote.tryGit(dir, "push", "origin", `${commit}:refs/heads/trap`);
    expect(pushed.code).toBe(1);
    expect(pushed.stderr).toMatch(/hasDotgit/);
    expect(await headOf(repo.id, "trap")).toBeNull();
  });

  it("tells the limit to who pushes a pack over it", async () => {
    const repo = await remote.newRepo("too-large");
    const dir = await remote.newClone("too-large", repo.url);
    await writeFile(join(dir, "big"), randomBytes(6 * 1024 * 1024));
    await remote.git(dir, "add", "--all");
    await remote.git(dir, "commit", "--quiet", "--message", "Big");
    const pushed = await remote.tryGit(dir, "push", "origin", "main");
    expect(pushed.code).toBe(1);
    expect(pushed.stderr).toContain("pack is larger than the limit of 2 MiB");
    expect(await leftovers()).toEqual([]);
  });
});

describe("the door", () => {
  it("asks for credentials, and tells nothing about repos to who has none", async () => {
    const repo = await remote.newRepo("door");
    for (const url of [repo.plainUrl, `${remote.origin}/git/acme/nothing.git`]) {
      const answer = await fetch(`${url}/info/refs?service=git-upload-pack`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe('Basic realm="Artifacts"');
    }
  });

  it("takes a token as Bearer and as Basic password, with its suffix and without", async () => {
    const repo = await remote.newRepo("credentials");
    const secret = repo.token.split("?")[0] ?? "";
    const accepted = [`Bearer ${repo.token}`, `bearer ${secret}`, basic(secret), basic(repo.token)];
    accepted.push(basic(encodeURIComponent(repo.token)));
    for (const authorization of accepted) {
      const answer = await fetch(`${repo.plainUrl}/info/refs?service=git-receive-pack`, {
        headers: { authorization },
      });
      expect(answer.status, authorization).toBe(200);
      expect(answer.headers.get("content-type")).toBe("application/x-git-receive-pack-advertisement");
      expect(answer.headers.get("cache-control")).toContain("no-cache");
      expect(await answer.text()).toContain(`${zero} capabilities^{}\0report-status`);
    }
  });

  it("refuses a push made with a read token, another repo's token, and a revoked one", async () => {
    const repo = await remote.newRepo("scopes");
    const other = await remote.newRepo("scopes-other");
    const dir = await remote.newClone("scopes", repo.url);
    const read = await issueToken(remote.hosting, "acme", { repo: "scopes", scope: "read" });
    const withToken = (token: string) => ["-c", `http.extraHeader=Authorization: Bearer ${token}`];
    const push = (token: string) => remote.tryGit(dir, ...withToken(token), "push", repo.plainUrl, "main");
    expect((await push(read.plaintext)).stderr).toContain("Insufficient permissions");
    expect((await push(other.token)).stderr).toContain("Insufficient permissions");
    await remote.git(dir, ...withToken(read.plaintext), "ls-remote", repo.plainUrl);
    await revokeToken(remote.hosting, "acme", read.id);
    const after = await remote.tryGit(dir, ...withToken(read.plaintext), "ls-remote", repo.plainUrl);
    expect(after.stderr).toContain("Invalid or expired token");
    expect(after.stderr).toContain("403");
  });

  it("refuses the dumb protocol and unknown services in plain words", async () => {
    const repo = await remote.newRepo("dumb");
    const headers = { authorization: `Bearer ${repo.token}` };
    for (const path of ["info/refs", "HEAD", "info/refs?service=git-upload-archive"]) {
      const answer = await fetch(`${repo.plainUrl}/${path}`, { headers });
      expect(answer.status).toBe(403);
      expect(answer.headers.get("content-type")).toContain("text/plain");
    }
    const missing = await fetch(`${repo.plainUrl}/config`, { headers });
    expect(missing.status).toBe(404);
  });

  it("answers the lone flush by which clients probe for access", async () => {
    const repo = await remote.newRepo("probe");
    const answer = await fetch(`${repo.plainUrl}/git-receive-pack`, {
      method: "POST",
      headers: { authorization: basic(repo.token), "content-type": "application/x-git-receive-pack-request" },
      body: "0000",
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
  });

  it("reads gzip bodies, and refuses damaged and endless ones", async () => {
    const repo = await remote.newRepo("gzip");
    const post = (body: Uint8Array<ArrayBuffer>) =>
      fetch(`${repo.plainUrl}/git-upload-pack`, {
        method: "POST",
        headers: {
          authorization: basic(repo.token),
          "content-type": "application/x-git-upload-pack-request",
          "content-encoding": "gzip",
          "git-protocol": "version=2",
        },
        body,
      });
    const lsRefs = Buffer.concat([pktLine("command=ls-refs\n"), Buffer.from("0001"), pktLine("unborn\n")]);
    const good = await post(gzipSync(Buffer.concat([lsRefs, pktLine("symrefs\n"), Buffer.from("0000")])));
    expect(await good.text()).toContain("unborn HEAD symref-target:refs/heads/main");
    const damaged = await post(Buffer.concat([gzipSync(lsRefs).subarray(0, 12), randomBytes(40)]));
    expect(damaged.status).toBe(400);
    const have = pktLine(`have ${"1".repeat(40)}\n`);
    const bomb = Buffer.concat([
      pktLine("command=fetch"),
      Buffer.from("0001"),
      Buffer.concat(Array.from({ length: 800_000 }, () => have)),
    ]);
    const endless = await post(gzipSync(bomb));
    expect(endless.status).toBe(413);
  });

  it("ends the git processes of clients that leave, in a clone and in a push", async () => {
    const repo = await remote.newRepo("leaving");
    const dir = await remote.newClone("leaving", repo.url);
    await writeFile(join(dir, "big"), randomBytes(1024 * 1024));
    await remote.commit(dir, "more", "more");
    await remote.git(dir, "push", "--quiet", "origin", "main");
    const head = await remote.git(dir, "rev-parse", "HEAD");
    const idle = remote.storage.gitProcessCount;
    const post = (service: string) =>
      request(`${repo.plainUrl}/${service}`, {
        method: "POST",
        headers: {
          authorization: basic(repo.token),
          "content-type": `application/x-${service}-request`,
          "transfer-encoding": "chunked",
        },
      });
    const leaving = [post("git-upload-pack"), post("git-receive-pack")];
    for (const each of leaving) each.on("error", () => {});
    leaving[0]?.write(pktLine(`want ${head} side-band-64k ofs-delta\n`));
    leaving[1]?.write(
      Buffer.concat([
        pktLine(`${zero} ${head} refs/heads/left\0report-status`),
        Buffer.from("0000"),
        Buffer.from("PACK\0\0\0\x02\0\0\0\x09"),
      ]),
    );
    await expect.poll(() => remote.storage.gitProcessCount).toBe(idle + 2);
    for (const each of leaving) each.destroy();
    await expect.poll(() => remote.storage.gitProcessCount).toBeLessThanOrEqual(idle);
    await expect.poll(leftovers).toEqual([]);
  });

  it("answers 503 with Retry-After when no git process comes free in time", async () => {
    const busy = await startTestRemote({}, { maxTransfers: 1, waitMs: 50 });
    const repo = await busy.newRepo("busy");
    const dir = await busy.newClone("busy", repo.url);
    await busy.git(dir, "push", "--quiet", "origin", "main");
    const head = await busy.git(dir, "rev-parse", "HEAD");
    const idle = busy.storage.gitProcessCount;
    const headers = {
      authorization: basic(repo.token),
      "content-type": "application/x-git-upload-pack-request",
    };
    const holder = request(`${repo.plainUrl}/git-upload-pack`, {
      method: "POST",
      headers: { ...headers, "transfer-encoding": "chunked" },
    });
    holder.on("error", () => {});
    holder.write(pktLine(`want ${head} side-band-64k\n`));
    await expect.poll(() => busy.storage.gitProcessCount).toBe(idle + 1);
    const refs = await fetch(`${repo.plainUrl}/info/refs?service=git-upload-pack`, { headers });
    expect(refs.status).toBe(503);
    expect(refs.headers.get("retry-after")).toBe("2");
    expect(await refs.text()).toBe("The service is busy, try again shortly\n");
    await busy.commit(dir, "more", "more");
    const pushed = await busy.tryGit(dir, "push", "origin", "main");
    expect(pushed.code).toBe(1);
    expect(pushed.stderr).toContain("503");
    holder.destroy();
    await expect.poll(() => busy.storage.gitProcessCount).toBeLessThanOrEqual(idle);
    await busy.git(dir, "push", "--quiet", "origin", "main");
    await busy.stop();
  });

  it("tells who pushes what git does with the pack, and nothing of this machine's folders", async () => {
    const repo = await remote.newRepo("progress");
    const dir = await remote.newClone("progress", repo.url);
    const lines = Array.from({ length: 3000 }, (_, index) => `line ${index}\n`);
    for (let index = 0; index < 5; index += 1) {
      await remote.commit(dir, "file", lines.map((line, at) => (at % 50 === index ? "x\n" : line)).join(""));
    }
    const pushed = await remote.tryGit(dir, "push", "--progress", "origin", "main");
    expect(pushed.stderr).toMatch(/remote: Resolving deltas: 100%/);
    expect(pushed.stderr).not.toContain(remote.dataDir);
  });

  it("refuses a repo with SHA-256 hashes in clear words", async () => {
    const repo = await remote.newRepo("sha256");
    const answer = await fetch(`${repo.plainUrl}/git-receive-pack`, {
      method: "POST",
      headers: { authorization: basic(repo.token), "content-type": "application/x-git-receive-pack-request" },
      body: `${pktLine(`${"0".repeat(64)} ${"1".repeat(64)} refs/heads/main\0 object-format=sha256`)}0000`,
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("only repositories with SHA-1 hashes can be pushed");
  });

  it("takes a push with Expect: 100-continue and chunks", async () => {
    const repo = await remote.newRepo("expect");
    const dir = await remote.newClone("expect", repo.url);
    await writeFile(join(dir, "big"), randomBytes(1_200_000));
    const head = await remote.commit(dir, "more", "more");
    await remote.git(
      dir,
      "-c",
      "http.postBuffer=65536",
      "-c",
      "http.extraHeader=Expect: 100-continue",
      "push",
      "--quiet",
      "origin",
      "main",
    );
    expect(await headOf(repo.id)).toBe(head);
  });

  it("refuses malformed pushes with 400", async () => {
    const repo = await remote.newRepo("malformed");
    const latin1 = Buffer.concat([
      pktLine(Buffer.from(`${zero} ${"1".repeat(40)} refs/heads/\xe9`, "latin1")),
    ]);
    for (const body of [latin1, "zzzz", "0003", "0009hello0000", "00ffshort", "", "0032"]) {
      const answer = await fetch(`${repo.plainUrl}/git-receive-pack`, {
        method: "POST",
        headers: {
          authorization: basic(repo.token),
          "content-type": "application/x-git-receive-pack-request",
        },
        body,
      });
      expect(answer.status, String(body)).toBe(400);
    }
  });

  it("passes on only the versions of Git-Protocol that exist", () => {
    expect(readProtocol("version=2")).toBe("version=2");
    expect(readProtocol("version=1:agent=x:version=2")).toBe("version=2");
    expect(readProtocol("version=9; rm -rf")).toBeNull();
    expect(readProtocol(undefined)).toBeNull();
  });
});

describe("what clients send besides", () => {
  it("takes push options and ignores them", async () => {
    const repo = await remote.newRepo("options");
    const dir = await remote.newClone("options", repo.url);
    await remote.git(
      dir,
      "push",
      "--quiet",
      "-o",
      "ci.skip",
      "-o",
      "long=".padEnd(1_000, "x"),
      "origin",
      "main",
    );
    await remote.commit(dir, "a.txt", "a\n");
    await remote.git(dir, "-c", "push.pushOption=always", "push", "--quiet", "--atomic", "origin", "main");
    expect(await headOf(repo.id)).toBe(await remote.git(dir, "rev-parse", "HEAD"));
  });

  it("finds a branch whose name begins with a dash by each of its names", async () => {
    const repo = await remote.newRepo("dash");
    const dir = await remote.newClone("dash", repo.url);
    await remote.git(dir, "push", "--quiet", "origin", "main:refs/heads/-dash", "main:refs/tags/--tag");
    const head = await remote.git(dir, "rev-parse", "HEAD");
    for (const name of ["-dash", "refs/heads/-dash", "--tag", "refs/tags/--tag"]) {
      const found = await remote.storage.withReader(repo.id, (reader) => resolveRef(reader, name));
      expect(found, name).toBe(head);
    }
  });

  it("serves the next request on a connection whose body was answered before its end", async () => {
    const repo = await remote.newRepo("early");
    const { port } = new URL(remote.origin);
    const socket = connect({ port: Number(port), host: "127.0.0.1" });
    const path = new URL(repo.plainUrl).pathname;
    const flushes = "0000".repeat(250_000);
    const asked = (target: string, more: string, token: string) =>
      `POST ${path}/${target} HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic(token)}\r\n${more}`;
    const body = `Content-Type: application/x-git-upload-pack-request\r\nContent-Length: ${flushes.length}\r\n\r\n${flushes}`;
    for (const [target, token, status] of [
      ["git-upload-pack", repo.token, 200],
      ["git-upload-pack", "art_v1_none", 403],
      ["git-receive-pack", repo.token, 415],
      ["nothing", repo.token, 404],
    ] as const) {
      socket.write(asked(target, body, token));
      socket.write(`GET /git/acme/none.git/info/refs HTTP/1.1\r\nHost: a\r\n\r\n`);
      let text = "";
      while (!/HTTP\/1\.1 403 [\s\S]*Service not enabled|HTTP\/1\.1 403 [\s\S]*dumb HTTP/.test(text)) {
        const [chunk] = await once(socket, "data");
        text += String(chunk);
      }
      expect(text).toContain(`HTTP/1.1 ${status} `);
    }
    socket.destroy();
  });

  it("serves a remote without .git", async () => {
    const repo = await remote.newRepo("bare-name");
    const dir = await remote.newClone("bare-name", repo.url);
    await remote.git(dir, "push", "--quiet", repo.url.replace(/\.git$/, ""), "main");
    const listed = await remote.git(dir, "ls-remote", repo.url.replace(/\.git$/, ""), "main");
    expect(listed).toContain("refs/heads/main");
  });

  it.each(["objects/batch", "locks", "locks/verify"])("answers 501 to Git LFS at %s", async (path) => {
    const repo = await remote.newRepo(`lfs-${path.replaceAll("/", "-")}`);
    for (const url of [repo.plainUrl, repo.plainUrl.replace(/\.git$/, "")]) {
      const answer = await fetch(`${url}/info/lfs/${path}`, {
        method: "POST",
        headers: { "content-type": "application/vnd.git-lfs+json", authorization: basic(repo.token) },
        body: "{}",
      });
      expect(answer.status).toBe(501);
      expect(answer.headers.get("content-type")).toContain("application/vnd.git-lfs+json");
      expect(await answer.json()).toEqual({ message: expect.stringContaining("LFS is not supported here") });
    }
  });

  it.each<[what: string, body: string]>([
    ["zeros", "\0".repeat(2 * 1024 * 1024)],
    [
      "10,000 shallow lines",
      Array.from({ length: 10_000 }, (_, n) => pktLine(`shallow ${n.toString(16).padStart(40, "0")}\n`)).join(
        "",
      ),
    ],
    ["words", "hello world"],
    ["nothing", ""],
    ["half a line", "0032want 11"],
  ])("calls %s a malformed fetch", async (_what, body) => {
    const repo = await remote.newRepo(`odd-${_what.replace(/\W+/g, "-")}`);
    for (const protocol of ["version=0", "version=2"]) {
      const answer = await fetch(`${repo.plainUrl}/git-upload-pack`, {
        method: "POST",
        headers: {
          "content-type": "application/x-git-upload-pack-request",
          authorization: basic(repo.token),
          "git-protocol": protocol,
        },
        body,
      });
      const text = await answer.text();
      // Over v2 Git takes the end of the connection for the end of the conversation.
      if (answer.status === 200) expect(text).toBe("");
      else expect([answer.status, text]).toEqual([400, expect.stringMatching(/^Malformed request: /)]);
    }
  });
});
