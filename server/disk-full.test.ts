import { execFile, execFileSync } from "node:child_process";
import { appendFile, mkdtemp, rm, rmdir, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { gitEnv } from "./test-git";
import { type Seeded, startTestService, type TestService } from "./test-service";

/** A disk of 24 MB that only the superuser of a Linux machine can make; elsewhere the reason why there is none. */
async function makeSmallDisk(): Promise<{ path: string } | { skipped: string }> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return { skipped: "only root can mount a small disk" };
  const path = await mkdtemp(join(tmpdir(), "vitrine-small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=24m", "tmpfs", path], { stdio: "pipe" });
    return { path };
  } catch (error) {
    await rmdir(path);
    return { skipped: `no small disk can be mounted here: ${String(error).split("\n")[0]}` };
  }
}

const disk = await makeSmallDisk();
if ("skipped" in disk) process.stderr.write(`skipped: a full disk (${disk.skipped})\n`);

describe.skipIf("skipped" in disk)("on a full disk", () => {
  const root = "path" in disk ? disk.path : "";
  let service: TestService;
  let seeded: Seeded;
  let work: string;
  const ballast = join(root, "ballast");

  const git = async (...args: string[]) => {
    try {
      const ran = await promisify(execFile)("git", args, { cwd: work, env: gitEnv });
      return { code: 0, output: ran.stdout + ran.stderr };
    } catch (error) {
      const failed = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(error);
      return { code: failed.code, output: failed.stdout + failed.stderr };
    }
  };
  const remote = () => {
    const url = new URL("/git/acme/base.git", service.origin);
    url.username = "x";
    url.password = seeded.token.split("?")[0] ?? "";
    return url.href;
  };
  /** Takes every block that is left. */
  async function fill(): Promise<void> {
    for (let sizeBytes = 1024 * 1024; sizeBytes >= 4096; sizeBytes /= 2) {
      while (true) {
        const before = (await stat(ballast).catch(() => null))?.size ?? 0;
        try {
          await appendFile(ballast, Buffer.alloc(sizeBytes, 1));
        } catch {
          // What was written of it stays.
          if ((await stat(ballast)).size === before) break;
        }
      }
    }
  }

  beforeAll(async () => {
    const before = process.env.TMPDIR;
    process.env.TMPDIR = root;
    try {
      service = await startTestService();
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    seeded = await service.seed("acme", "base", { "README.md": "# Base\n" });
    work = await mkdtemp(join(tmpdir(), "vitrine-full-"));
    await git("clone", "--quiet", remote(), ".");
    await git("commit", "--quiet", "--allow-empty", "--message", "More");
    await fill();
  });
  afterAll(async () => {
    await truncate(ballast, 0);
    await service.stop();
    await rm(work, { recursive: true, force: true });
    // Lazily: the database's file is closed when its handle is collected.
    execFileSync("umount", ["--lazy", root]);
    await rmdir(root);
  });

  it.each([
    ["a creation", "/namespaces/acme/repos", { name: "new" }],
    ["a fork", "/namespaces/acme/repos/base/fork", { name: "copy" }],
    ["a fork of one branch", "/namespaces/acme/repos/base/fork", { name: "copy", default_branch_only: true }],
  ])("%s is refused with 507 and leaves nothing", async (_, path, body) => {
    const answer = await service.call("POST", path, { body });
    expect([answer.status, answer.json().errors[0]?.code]).toEqual([507, 10402]);
    expect((await service.call("GET", `/namespaces/acme/repos/${body.name}`)).status).toBe(404);
  });

  it("a push is refused in words, and the refs stay", async () => {
    const pushed = await git("push", "--quiet", remote(), "HEAD:refs/heads/main");
    expect(pushed.code).not.toBe(0);
    expect(pushed.output).toMatch(/disk is full|no space/i);
    expect((await git("ls-remote", remote(), "refs/heads/main")).output).toContain(seeded.commit);
  });

  it("reads go on", async () => {
    for (const path of [
      "",
      "/log",
      "/raw/main/README.md",
      `/tree/${seeded.tree}`,
      `/commit/${seeded.commit}`,
    ]) {
      expect((await service.call("GET", `/namespaces/acme/repos/base${path}`)).status, path).toBe(200);
    }
    expect((await service.call("GET", "/namespaces/acme/repos")).status).toBe(200);
    const copy = await mkdtemp(join(tmpdir(), "vitrine-copy-"));
    expect((await git("clone", "--quiet", remote(), copy)).code).toBe(0);
    await rm(copy, { recursive: true });
  });

  it("everything works again once there is room", async () => {
    await truncate(ballast, 0);
    expect((await git("push", "--quiet", remote(), "HEAD:refs/heads/main")).code).toBe(0);
    const forked = await service.call("POST", "/namespaces/acme/repos/base/fork", { body: { name: "copy" } });
    expect(forked.status).toBe(201);
    expect(await service.hosting.store.repos.listPendingDeletions()).toEqual([]);
  });
});
