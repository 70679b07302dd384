import { type ExecFileOptions, execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, readlink, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getRepo } from "@/server/hosting/get-repo";
import { issueToken } from "@/server/hosting/issue-token";
import { hashSecret } from "@/server/hosting/token-secret";
import { startTestService, type TestService, testApiToken } from "@/server/test-service";
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
  const url = "http://127.0.0.1:9";
  expect(welcomeHistory(url).refs).toEqual(welcomeHistory(url).refs);
});

const shells = ["sh", "bash", "zsh"].map((shell) => ({
  shell,
  isMissing: spawnSync(shell, ["-c", "exit 0"]).status !== 0,
}));

describe.each(shells)("tells commands that $shell takes as they stand", ({ shell, isMissing }) => {
  const blocks = (markdown: string) =>
    [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text ?? "");
  const read = (name: string) => readFile(path.join(work, "welcome", name), "utf8");

  it.skipIf(isMissing)("and that keep secrets out of its history", async () => {
    service.hosting.publicUrl = service.origin;
    await createWelcomeRepo(service.hosting, { isWanted: true });
    const token = await issueToken(service.hosting, "default", { repo: "welcome", scope: "write" });
    const history = path.join(work, "history");
    // What is typed: commands, and then what they ask for.
    const type = (block: string, answers: string[], cwd: string) => {
      const hasHistory = shell !== "sh";
      const typed = answers.map((answer) => `${answer}\n`).join("");
      return spawnedWith(
        shell,
        hasHistory ? ["-i"] : ["-c", block],
        hasHistory ? `${block}${typed}exit\n` : typed,
        {
          cwd,
          env: {
            NODE_ENV: "test",
            PATH: process.env.PATH,
            HOME: work,
            HISTFILE: history,
            SAVEHIST: "99",
            HISTSIZE: "99",
          },
        },
      );
    };
    const readme = welcomeHistory(service.origin).objects.find(({ content }) =>
      String(content).includes("## Clone this repo"),
    );
    const cloned = await type(blocks(String(readme?.content))[0] ?? "", [token.plaintext], work);
    expect(await read("README.md"), cloned).toContain(`${service.origin}/git/default/welcome.git`);

    const [push = "", revoke = ""] = blocks(await read("docs/tokens.md"));
    const dir = path.join(work, "welcome");
    const as = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
    await run("git", [...as, "-C", dir, "commit", "--quiet", "--allow-empty", "-m", "New"]);
    await type(push, [token.plaintext], dir);
    const { stdout: tip } = await run("git", ["-C", dir, "rev-parse", "HEAD"]);
    const repo = await service.hosting.store.repos.find("default", "welcome");
    const pushed = await service.hosting.storage.withReader(repo?.id ?? "", (reader) =>
      reader.resolveCommit("main"),
    );
    expect(pushed).toBe(tip.trim());

    await type(revoke, [token.id, testApiToken], work);
    const grant = await service.hosting.store.tokens.findGrant(hashSecret(token.plaintext));
    expect(grant?.revokedAtMs).not.toBeNull();

    const kept = `${await readFile(history, "utf8").catch(() => "")}${await read(".git/config")}`;
    if (shell !== "sh") expect(kept).toContain("--config-env");
    expect(kept).not.toContain(token.plaintext.slice(0, 20));
    expect(kept).not.toContain(testApiToken);
  });
});

function spawnedWith(
  shell: string,
  args: string[],
  input: string,
  options: ExecFileOptions,
): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(shell, args, options, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`));
    child.stdin?.end(input);
  });
}

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

  it("by whichever of several processes comes first", async () => {
    const events: string[] = [];
    const hosting = { ...service.hosting, log: (event: string) => events.push(event) };
    await Promise.all([1, 2, 3].map(() => createWelcomeRepo(hosting, { isWanted: true })));
    expect(events.filter((event) => event === "welcome-repo-made")).toHaveLength(1);
    const { repos } = service.hosting.store;
    const ids: string[] = [];
    for await (const id of service.hosting.storage.listRepoIds()) ids.push(id);
    expect(ids).toEqual([(await repos.find("default", "welcome"))?.id]);
    expect(await repos.listPendingDeletions()).toEqual([]);
  });

  it("and not when another process decides against it meanwhile", async () => {
    const { store } = service.hosting;
    const events: string[] = [];
    const repos: typeof store.repos = {
      ...store.repos,
      notePendingDeletion: async (...args) => {
        await store.settings.setOnce("welcome-repo", "skipped");
        await store.repos.notePendingDeletion(...args);
      },
    };
    const hosting = {
      ...service.hosting,
      store: { ...store, repos },
      log: (event: string) => void events.push(event),
    };
    await createWelcomeRepo(hosting, { isWanted: true });
    expect(events).not.toContain("welcome-repo-made");
    await expect(getRepo(service.hosting, welcome)).rejects.toThrow("Repository not found");
    expect(await store.repos.listPendingDeletions()).toEqual([]);
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
