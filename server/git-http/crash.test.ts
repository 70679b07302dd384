import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { shippedService } from "@/server/test-shipped";
import { runGit } from "./test-remote";

const apiToken = "crash-test-token";
const created = z.object({ result: z.object({ remote: z.string(), token: z.string() }) });

let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill("SIGKILL");
});

async function start(dataDir: string, port: number): Promise<{ origin: string; process: ChildProcess }> {
  const started = spawn(process.execPath, [shippedService, "--no-welcome"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      ARTIFACTS_PORT: String(port),
      ARTIFACTS_API_TOKEN: apiToken,
      VITRINE_DATA_DIR: dataDir,
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  child = started;
  let printed = "";
  for await (const chunk of started.stdout) {
    printed += String(chunk);
    const origin = /ready at (\S+)/.exec(printed)?.[1];
    if (origin !== undefined) return { origin, process: started };
  }
  throw new Error("the service did not start");
}

it("loses no acknowledged push to kill -9 in the middle of the next, and serves after the next start", async () => {
  const root = await mkdtemp(join(tmpdir(), "vitrine-crash-"));
  const dataDir = join(root, "data");
  const work = join(root, "work");
  const git = async (...args: string[]) => {
    const ran = await runGit(work, args);
    if (ran.code !== 0) throw new Error(ran.stderr);
    return ran.stdout.trim();
  };
  let service = await start(dataDir, 0);
  const answer = await fetch(`${service.origin}/client/v4/accounts/a/artifacts/namespaces/acme/repos`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiToken}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "crash" }),
  });
  const { remote, token } = created.parse(await answer.json()).result;
  const urlAt = (origin: string) => {
    const url = new URL(new URL(remote).pathname, origin);
    url.username = "x";
    url.password = token.split("?")[0] ?? "";
    return url.href;
  };
  await runGit(root, ["init", "--quiet", work]);

  let round = 0;
  let acknowledged: string | null = null;
  const pushNext = async () => {
    round += 1;
    await writeFile(join(work, `file-${round}`), `${round}\n`.repeat(50_000));
    await git("add", "--all");
    await git("commit", "--quiet", "--message", `Round ${round}`);
    const hash = await git("rev-parse", "HEAD");
    const pushed = await runGit(work, [
      "push",
      "--quiet",
      urlAt(service.origin),
      "HEAD:refs/heads/main",
      `HEAD:refs/heads/n${round}`,
    ]);
    if (pushed.code === 0) acknowledged = hash;
    return pushed.code === 0;
  };

  // The kill comes at another moment of the push each time: a while after the last one was acknowledged.
  for (const killAfterMs of [20, 45, 60, 75, 90, 120]) {
    expect(await pushNext()).toBe(true);
    const dying = service.process;
    const died = once(dying, "exit");
    const timer = setTimeout(() => dying.kill("SIGKILL"), killAfterMs);
    while (await pushNext());
    clearTimeout(timer);
    dying.kill("SIGKILL");
    await died;

    service = await start(dataDir, 0);
    expect(await readdir(join(dataDir, "incoming"))).toEqual([]);
    const listed = await git("ls-remote", urlAt(service.origin), "refs/heads/main");
    const tip = listed.slice(0, 40);
    await git("merge-base", "--is-ancestor", acknowledged ?? "none", tip);
    const copy = join(root, `copy-${killAfterMs}`);
    const cloned = await runGit(root, ["clone", "--quiet", "--bare", urlAt(service.origin), copy]);
    expect(cloned.stderr).toBe("");
    expect((await runGit(copy, ["fsck", "--strict"])).code).toBe(0);
  }
  service.process.kill("SIGTERM");
  const [code] = await once(service.process, "exit");
  expect(code).toBe(0);
  await rm(root, { recursive: true, force: true });
}, 120_000);
