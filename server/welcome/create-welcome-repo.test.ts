import { execFile } from "node:child_process";
import { mkdtemp, readFile, readlink, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getRepo } from "@/server/hosting/get-repo";
import { issueToken } from "@/server/hosting/issue-token";
import { startTestService, type TestService } from "@/server/test-service";
import { createWelcomeRepo } from "./create-welcome-repo";
import { welcomeHistory } from "./welcome-history";

const run = promisify(execFile);
let service: TestService;
let work: string;
beforeEach(async () => {
  service = await startTestService();
  work = await mkdtemp(path.join(tmpdir(), "vitrine-welcome-"));
});
afterEach(async () => {
  await service.stop();
  await rm(work, { recursive: true, force: true });
});

const welcome = { namespace: "default", repo: "welcome" };

it("makes a repo that git clones, with its branches, tag, merge, link and program", async () => {
  await createWelcomeRepo(service.hosting, { isWanted: true });
  const { plaintext } = await issueToken(service.hosting, "default", { repo: "welcome", scope: "read" });
  const git = async (...args: string[]) => {
    const env = {
      NODE_ENV: "test" as const,
      PATH: process.env.PATH,
      HOME: work,
      GIT_CONFIG_NOSYSTEM: "1",
      AUTH: `Authorization: Bearer ${plaintext}`,
    };
    return (await run("git", args, { cwd: work, env })).stdout.trim();
  };
  await git(
    "--config-env=http.extraHeader=AUTH",
    "clone",
    "-q",
    `${service.origin}/git/default/welcome.git`,
    "clone",
  );
  const inClone = (...args: string[]) => git("-C", "clone", ...args);

  await inClone("fsck", "--strict");
  expect((await inClone("log", "--format=%s", "main")).split("\n")).toHaveLength(6);
  expect(await inClone("rev-list", "--count", "--merges", "main")).toBe("1");
  expect(await inClone("rev-list", "--count", "main..origin/feature/slash-names")).toBe("2");
  expect(await inClone("cat-file", "-t", "v1.0.0")).toBe("tag");
  expect(await inClone("rev-parse", "v1.0.0^{commit}")).toBe(await inClone("rev-parse", "main"));
  expect(await inClone("status", "--porcelain")).toBe("");
  expect(await readlink(path.join(work, "clone/docs/README.md"))).toBe("../README.md");
  expect((await stat(path.join(work, "clone/scripts/clone.sh"))).mode & 0o111).toBe(0o111);

  const readme = await readFile(path.join(work, "clone/README.md"), "utf8");
  for (const [, target] of readme.matchAll(/\]\(([^)#]+)\)/g)) {
    await stat(path.join(work, "clone", target ?? ""));
  }
});

it("has the same hashes everywhere", () => {
  expect(welcomeHistory().refs).toEqual(welcomeHistory().refs);
});

describe("it is made on the very first start only", () => {
  it("and not again after it was deleted", async () => {
    await createWelcomeRepo(service.hosting, { isWanted: true });
    expect(await getRepo(service.hosting, welcome)).toMatchObject({
      status: "ready",
      default_branch: "main",
    });
    await service.call("DELETE", "/namespaces/default/repos/welcome");
    await createWelcomeRepo(service.hosting, { isWanted: true });
    await expect(getRepo(service.hosting, welcome)).rejects.toThrow("Repository not found");
  });

  it("and not on a later start when the first did not want it", async () => {
    await createWelcomeRepo(service.hosting, { isWanted: false });
    await createWelcomeRepo(service.hosting, { isWanted: true });
    await expect(getRepo(service.hosting, welcome)).rejects.toThrow("Repository not found");
  });

  it("and not beside repos that are there already", async () => {
    await service.call("POST", "/namespaces/mine/repos", { body: { name: "one" } });
    await createWelcomeRepo(service.hosting, { isWanted: true });
    await expect(getRepo(service.hosting, welcome)).rejects.toThrow("Repository not found");
  });

  it("and on the next one when it failed half-way", async () => {
    const broken = {
      ...service.hosting,
      store: {
        ...service.hosting.store,
        repos: { ...service.hosting.store.repos, insert: () => Promise.reject(new Error("disk full")) },
      },
    };
    await expect(createWelcomeRepo(broken, { isWanted: true })).rejects.toThrow("disk full");
    await createWelcomeRepo(service.hosting, { isWanted: true });
    expect(await getRepo(service.hosting, welcome)).toMatchObject({ name: "welcome" });
  });
});
