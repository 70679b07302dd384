import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore } from "@/server/db/open-store";
import { createLocalStorage } from "@/server/storage/local-storage";
import { createRepo } from "./create-repo";
import type { Hosting } from "./hosting";
import { issueToken } from "./issue-token";
import { type GitService, openForGit } from "./open-for-git";
import { openHosting } from "./open-hosting";
import { revokeToken } from "./revoke-token";

let dataDir: string;
let hosting: Hosting;
let nowMs = 1_800_000_000_000;
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-gate-"));
  const log = () => {};
  const store = await openStore({ dataDir });
  const storage = await createLocalStorage({ dataDir, log });
  hosting = await openHosting({ storage, store, publicUrl: "http://x", log, now: () => nowMs });
  await createRepo(hosting, "acme", { name: "One" });
  await createRepo(hosting, "acme", { name: "two" });
  await createRepo(hosting, "acme", { name: "frozen", read_only: true });
});
afterAll(async () => {
  await hosting.storage.close();
  await hosting.store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const open = (repo: string, secret: string | null, service: GitService, namespace = "acme") =>
  openForGit(hosting, { namespace, repo, secret, service });
const token = (repo: string, scope: "read" | "write", ttl = 3600) =>
  issueToken(hosting, "acme", { repo, scope, ttl });

it("opens the token's own repo, in any case, with or without the suffix", async () => {
  const { plaintext } = await token("one", "write");
  const secret = plaintext.split("?")[0] ?? "";
  for (const [repo, given] of [
    ["One", plaintext],
    ["ONE", secret],
    ["one", `${secret}?expires=1`],
  ] as const) {
    expect(await open(repo, given, "git-receive-pack", "ACME")).toMatchObject({
      kind: "open",
      namespace: "acme",
      repo: "One",
      repoId: expect.stringMatching(/^repo_/),
    });
  }
});

it("asks for a credential where there is none", async () => {
  for (const secret of [null, ""]) {
    expect(await open("one", secret, "git-upload-pack")).toMatchObject({ reason: "no-credential" });
  }
});

it("calls unknown, expired and revoked tokens invalid, for any repo", async () => {
  const expired = await token("one", "write", 60);
  const revoked = await token("one", "write");
  await revokeToken(hosting, "acme", revoked.id);
  nowMs += 60_000;
  const secrets = [`art_v1_${"0".repeat(40)}`, "x", "?expires=9", revoked.plaintext, expired.plaintext];
  for (const secret of secrets) {
    for (const repo of ["one", "nope"]) {
      expect(await open(repo, secret, "git-upload-pack")).toEqual({
        kind: "refused",
        reason: "invalid-token",
        message: "Invalid or expired token",
      });
    }
  }
});

it("refuses another repo and a push with a read token alike", async () => {
  const { plaintext } = await token("one", "read");
  const refused = {
    kind: "refused",
    reason: "insufficient-permissions",
    message: "Insufficient permissions",
  };
  expect(await open("two", plaintext, "git-upload-pack")).toEqual(refused);
  expect(await open("nope", plaintext, "git-upload-pack")).toEqual(refused);
  expect(await open("one", plaintext, "git-upload-pack", "other")).toEqual(refused);
  expect(await open("one", plaintext, "git-receive-pack")).toEqual(refused);
  expect(await open("one", plaintext, "git-upload-pack")).toMatchObject({ kind: "open" });
});

it("lets nobody push to a read-only repo", async () => {
  const { plaintext } = await token("frozen", "write");
  expect(await open("frozen", plaintext, "git-receive-pack")).toEqual({
    kind: "refused",
    reason: "read-only",
    message: "Repository is read-only",
  });
  expect(await open("frozen", plaintext, "git-upload-pack")).toMatchObject({ kind: "open" });
});
