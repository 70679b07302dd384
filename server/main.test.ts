import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shippedService } from "./test-shipped";
import { usage } from "./usage";

let folder: string;
let dataDir: string;
let children: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "vitrine-main-"));
  dataDir = path.join(folder, "data");
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

function run(args: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [shippedService, ...args], {
    env: { NODE_ENV: "test", PATH: process.env.PATH, ARTIFACTS_PORT: "0", VITRINE_DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const ended = once(child, "close").then(() => ({ code: child.exitCode, ...output }));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", () => {
      const origin = /^service ready at (\S+)\n$/.exec(output.stdout)?.[1];
      if (origin !== undefined) resolve(origin);
    });
    void ended.then(() => reject(new Error(`ended: ${output.stderr}`)));
  });
  ready.catch(() => {});
  return { child, ended, ready };
}

async function repos(origin: string, token: string): Promise<string[]> {
  const url = `${origin}/client/v4/accounts/local/artifacts/namespaces/default/repos`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { result }: { result: { remote: string }[] } = JSON.parse(await response.text());
  return result.map((repo) => repo.remote);
}

const keptToken = async () => (await readFile(path.join(dataDir, "api-token"), "utf8")).trim();

describe("a start", () => {
  it("makes the folder, the token and the welcome repo, serves, and ends with 0 on SIGTERM", async () => {
    const first = run();
    const origin = await first.ready;
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(dataDir, "api-token"))).mode & 0o777).toBe(0o600);
    const token = await keptToken();
    expect(await repos(origin, token)).toEqual([`${origin}/git/default/welcome.git`]);
    first.child.kill("SIGTERM");
    const { code, stdout, stderr } = await first.ended;
    expect([code, stdout]).toEqual([0, `service ready at ${origin}\n`]);
    expect(stderr).not.toContain(token);
    for (const line of stderr.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("time");

    const second = run([], { ARTIFACTS_PUBLIC_URL: "https://git.example.com" });
    const again = await second.ready;
    expect(await keptToken()).toBe(token);
    expect(await repos(again, token)).toEqual(["https://git.example.com/git/default/welcome.git"]);
    second.child.kill("SIGINT");
    expect((await second.ended).code).toBe(0);
  });

  it("makes no welcome repo with --no-welcome, and takes the token it is given", async () => {
    const service = run(["--no-welcome"], { ARTIFACTS_API_TOKEN: "given" });
    expect(await repos(await service.ready, "given")).toEqual([]);
    await expect(keptToken()).rejects.toThrow("ENOENT");
  });

  it("succeeds right after a kill -9", async () => {
    const first = run();
    await first.ready;
    first.child.kill("SIGKILL");
    await first.ended;
    const origin = await run().ready;
    expect(await repos(origin, await keptToken())).toHaveLength(1);
  });

  it("lets a request that runs finish when it is told to stop", async () => {
    const service = run(["--no-welcome"], { ARTIFACTS_API_TOKEN: "given" });
    const origin = await service.ready;
    const body = JSON.stringify({ name: "late" });
    let send = () => {};
    const held = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(body.slice(0, 5)));
        send = () => {
          controller.enqueue(new TextEncoder().encode(body.slice(5)));
          controller.close();
        };
      },
    });
    const init: RequestInit & { duplex: "half" } = {
      method: "POST",
      headers: { authorization: "Bearer given", "content-type": "application/json" },
      body: held,
      duplex: "half",
    };
    const answer = fetch(`${origin}/client/v4/accounts/local/artifacts/namespaces/default/repos`, init);
    // Answered on a connection of its own, so the first request has arrived by now.
    await fetch(`${origin}/healthz`);
    service.child.kill("SIGTERM");
    await once(service.child.stderr ?? service.child, "data");
    send();
    expect((await answer).status).toBe(201);
    expect((await service.ended).code).toBe(0);
  });
});

describe("a refusal is one line and exit code 1:", () => {
  async function refusal(args: string[], env: Record<string, string>): Promise<string> {
    const { code, stdout, stderr } = await run(args, env).ended;
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    return stderr;
  }

  it("a taken port", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = address !== null && typeof address === "object" ? String(address.port) : "";
    expect(await refusal([], { ARTIFACTS_PORT: port })).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program; set ARTIFACTS_PORT to a free one.\n`,
    );
    await expect(stat(dataDir)).rejects.toThrow("ENOENT");
    other.close();
  });

  it("a bad setting", async () => {
    expect(await refusal([], { ARTIFACTS_PORT: "http" })).toContain("ARTIFACTS_PORT must be a port number");
  });

  it("an address of another machine", async () => {
    expect(await refusal([], { ARTIFACTS_HOST: "192.0.2.1", ARTIFACTS_PORT: "8787" })).toContain(
      "ARTIFACTS_HOST",
    );
  });

  it("a data folder in use", async () => {
    await run(["--no-welcome"]).ready;
    expect(await refusal([], {})).toBe(`The data folder ${dataDir} is in use by another process.\n`);
  });

  it("a data folder that is a file", async () => {
    await writeFile(dataDir, "");
    expect(await refusal([], {})).toContain(`The data folder ${dataDir} cannot be written`);
  });

  it.skipIf(process.getuid?.() === 0)("a data folder without write permission", async () => {
    await chmod(folder, 0o500);
    expect(await refusal([], {})).toContain(`The data folder ${dataDir} cannot be written (EACCES)`);
  });

  it("a missing git", async () => {
    const bin = path.join(folder, "bin");
    expect(await refusal([], { PATH: bin })).toMatch(/git was not found/);
  });

  it("an old git", async () => {
    const script = path.join(folder, "git");
    await writeFile(script, "#!/bin/sh\necho git version 2.20.1\n", { mode: 0o755 });
    await symlink("/bin/sh", path.join(folder, "sh"));
    expect(await refusal([], { PATH: folder })).toMatch(/2\.20.* too old/);
  });

  it("an unknown option", async () => {
    expect(await refusal(["--nope"], {})).toContain("--nope");
  });
});

it("explains itself with --help and touches nothing", async () => {
  const { code, stdout, stderr } = await run(["--help"]).ended;
  expect([code, stdout, stderr]).toEqual([0, usage, ""]);
  await expect(stat(dataDir)).rejects.toThrow("ENOENT");
});
