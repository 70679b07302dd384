import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type HttpsRemote, startHttpsRemote } from "./import/test-https-remote";
import { shippedService } from "./test-shipped";

/** The whole service as a process of its own, killed at each step of an import and started again. */

let remote: HttpsRemote;
let dataDir: string;
let children: ChildProcess[];
let release: () => void;
beforeEach(async () => {
  children = [];
  release = () => {};
  remote = await startHttpsRemote();
  dataDir = await mkdtemp(path.join(tmpdir(), "vitrine-import-crash-"));
  await remote.addRepo("big", { count: 40, fileBytes: 20_000 });
});
afterEach(async () => {
  release();
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await remote.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function startService(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [shippedService, "--no-welcome"], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      ARTIFACTS_PORT: "0",
      ARTIFACTS_API_TOKEN: "token",
      VITRINE_DATA_DIR: dataDir,
      ARTIFACTS_IMPORT_ALLOW_HOSTS: `localhost:${remote.port}`,
      ARTIFACTS_IMPORT_CA_FILE: remote.caFile,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const ended = once(child, "exit");
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += String(chunk);
  });
  const origin = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += String(chunk);
      const found = /^service ready at (\S+)\n$/.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`ended: ${stderr}`)));
  });
  return {
    child,
    ended,
    async call(method: string, target: string, body?: object) {
      const response = await fetch(
        `${origin}/client/v4/accounts/local/artifacts/namespaces/acme/repos${target}`,
        {
          method,
          headers: { authorization: "Bearer token", "content-type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
      );
      return { status: response.status, json: envelope.parse(await response.json()) };
    },
  };
}

const envelope = z.object({
  result: z.unknown(),
  messages: z.array(z.object({ code: z.number(), message: z.string() })),
});
type Service = Awaited<ReturnType<typeof startService>>;

async function settled(service: Service) {
  while (true) {
    const answer = await service.call("GET", "/copy");
    if (answer.status !== 409) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Ids of the repos on disk, and what lies where half-made things lie. */
async function onDisk(): Promise<{ repos: number; halfMade: string[] }> {
  const names = await readdir(path.join(dataDir, "repos"), { recursive: true });
  return {
    repos: names.filter((name) => /\.git$/.test(name)).length,
    halfMade: await readdir(path.join(dataDir, "incoming")),
  };
}

describe("an import that is killed", () => {
  it.each(["import:inserted", "import:folder-made", "import:staged", "import:published", "import:finished"])(
    "at %s is whole after the next start",
    async (step) => {
      const first = await startService({ VITRINE_FAIL_AT: step });
      // Whether the answer still gets out is a matter of luck.
      await first.call("POST", "/copy/import", { url: remote.urlOf("big") }).catch(() => {});
      await first.ended;
      expect(first.child.signalCode).toBe("SIGKILL");

      const second = await startService();
      expect((await settled(second)).status).toBe(200);
      const log = await second.call("GET", "/copy/log");
      expect(log.json.result).toHaveLength(40);
      expect(await onDisk()).toEqual({ repos: 1, halfMade: [] });
      second.child.kill("SIGTERM");
      await second.ended;
    },
  );

  it("while the history arrives is begun again at the next start", async () => {
    remote.hold = {
      afterBytes: 300_000,
      released: new Promise((resolve) => {
        release = resolve;
      }),
    };
    const first = await startService();
    expect((await first.call("POST", "/copy/import", { url: remote.urlOf("big") })).status).toBe(201);
    while (!/Receiving/.test((await first.call("GET", "/copy")).json.messages[0]?.message ?? "")) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    first.child.kill("SIGKILL");
    await first.ended;
    remote.hold = null;
    const second = await startService();
    expect((await settled(second)).status).toBe(200);
    expect(await onDisk()).toEqual({ repos: 1, halfMade: [] });
  });

  it("right after it failed leaves a free name and the reason, and no folder after the next start", async () => {
    const first = await startService({
      VITRINE_FAIL_AT: "import:failed",
      ARTIFACTS_IMPORT_MAX_BYTES: "100000",
    });
    await first.call("POST", "/copy/import", { url: remote.urlOf("big") }).catch(() => {});
    await first.ended;
    const second = await startService();
    const gone = await second.call("GET", "/copy");
    expect([gone.status, gone.json.messages[0]?.code]).toEqual([404, 10402]);
    expect(await onDisk()).toEqual({ repos: 0, halfMade: [] });
    expect((await second.call("POST", "", { name: "copy" })).status).toBe(201);
  });
});

it("a service that is told to end lets go of its imports, and takes them up again", async () => {
  remote.hold = {
    afterBytes: 300_000,
    released: new Promise((resolve) => {
      release = resolve;
    }),
  };
  const first = await startService();
  await first.call("POST", "/copy/import", { url: remote.urlOf("big") });
  first.child.kill("SIGTERM");
  await first.ended;
  expect(first.child.exitCode).toBe(0);
  remote.hold = null;
  const second = await startService();
  expect((await settled(second)).status).toBe(200);
});

it.each([
  ["is missing", "/no/such/file.pem"],
  ["holds none", shippedService],
])("a certificate file that %s is refused at the start, in one line", async (_what, file) => {
  await expect(startService({ ARTIFACTS_IMPORT_CA_FILE: file })).rejects.toThrow(
    /^ended: ARTIFACTS_IMPORT_CA_FILE cannot be used: [^\n]+\.\n$/,
  );
});
