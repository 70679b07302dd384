import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { allowedHosts } from "@/egress/allowed-hosts";
import { pktText } from "@/gitformat/pkt-line";
import { deleteRepo } from "@/server/hosting/delete-repo";
import { findReadyRepo } from "@/server/hosting/find-repo";
import { type ImportSettings, importDefaults } from "@/server/hosting/import-settings";
import { Importer } from "@/server/hosting/importer";
import { type HttpsRemote, startHttpsRemote } from "@/server/import/test-https-remote";
import { startTestService, type TestService } from "@/server/test-service";

let remote: HttpsRemote;
let service: TestService;
let workDir: string;
let release: () => void;
let nowMs: number | null;
beforeEach(async () => {
  nowMs = null;
  release = () => {};
  workDir = await mkdtemp(path.join(tmpdir(), "vitrine-import-"));
  remote = await startHttpsRemote();
});
afterEach(async () => {
  release();
  await service.stop();
  await remote.stop();
  await rm(workDir, { recursive: true, force: true });
});

async function start(settings: Partial<ImportSettings> = {}): Promise<void> {
  service = await startTestService({
    now: () => nowMs ?? Date.now(),
    imports: { allowed: allowedHosts([`localhost:${remote.port}`]), caBundle: remote.ca, ...settings },
  });
}

const created = z.object({
  id: z.string(),
  name: z.string(),
  description: z.null(),
  default_branch: z.string(),
  remote: z.string(),
  token: z.string(),
});

const repos = "/namespaces/acme/repos";
const startImport = (name: string, body: object) => service.call("POST", `${repos}/${name}/import`, { body });
const get = (name: string) => service.call("GET", `${repos}/${name}`);

/** Asks for a repo until `isThere` holds of the answer. */
async function until(name: string, isThere: (answer: Awaited<ReturnType<typeof get>>) => boolean) {
  while (true) {
    const answer = await get(name);
    if (isThere(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const settled = (name: string) => until(name, ({ status }) => status !== 409);

async function imported(name: string, body: object) {
  const answer = await startImport(name, body);
  expect([answer.status, answer.json().errors]).toEqual([201, []]);
  const made = created.parse(answer.json().result);
  const done = await settled(name);
  expect([done.status, done.json().messages]).toEqual([200, []]);
  return { ...made, repo: z.record(z.string(), z.unknown()).parse(done.json().result) };
}

/** The service's own remote of a repo, with a credential in it. */
function remoteOf(name: string, token: string): string {
  const url = new URL(`${service.origin}/git/acme/${name}.git`);
  url.username = "x";
  url.password = token.split("?")[0] ?? "";
  return url.href;
}

/** Packs stop half-way until `release` is called. */
function holdPacks(afterBytes: number): void {
  remote.hold = {
    afterBytes,
    released: new Promise((resolve) => {
      release = resolve;
    }),
  };
}

const run = promisify(execFile);
async function git(...args: string[]): Promise<string> {
  const { stdout } = await run("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
    cwd: workDir,
    env: {
      PATH: process.env.PATH,
      HOME: workDir,
      LC_ALL: "C",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_TERMINAL_PROMPT: "0",
      NODE_ENV: "test",
    },
  });
  return stdout.trim();
}

const reasonOf = (answer: Awaited<ReturnType<typeof get>>) => answer.json().messages;

async function leftovers(): Promise<string[]> {
  return [
    ...(await readdir(path.join(service.dataDir, "incoming"))),
    ...(await service.hosting.store.repos.listPendingDeletions()),
  ];
}

describe("an import", () => {
  it("brings the default branch and the tags that point into it", async () => {
    const dir = await remote.addRepo("one");
    await remote.git(dir, "tag", "light", "main~1");
    await remote.git(dir, "-c", "user.name=A", "-c", "user.email=a@b", "tag", "-m", "x", "heavy", "main");
    await remote.git(dir, "branch", "other", "main~1");
    await remote.git(dir, "update-ref", "refs/notes/commits", "main");
    await remote.git(dir, "update-ref", "refs/pull/1/head", "main");
    await start();
    const { token, repo, ...made } = await imported("copy", { url: remote.urlOf("one") });
    expect(made).toMatchObject({
      name: "copy",
      description: null,
      default_branch: "main",
      remote: "https://git.example.com/git/acme/copy.git",
    });
    expect(repo).toMatchObject({
      source: `git:${remote.urlOf("one")}`,
      status: "ready",
      read_only: false,
      description: null,
      default_branch: "main",
    });
    const refs = await git("ls-remote", remoteOf("copy", token));
    expect(refs.split("\n").map((line) => line.split("\t")[1])).toEqual([
      "HEAD",
      "refs/heads/main",
      "refs/tags/heavy",
      "refs/tags/heavy^{}",
      "refs/tags/light",
    ]);
    const log = await service.call("GET", `${repos}/copy/log`);
    expect(log.json().result).toHaveLength(3);
    await git("clone", "--quiet", remoteOf("copy", token), "clone");
    expect(await git("-C", "clone", "fsck", "--full")).toBe("");
    expect(await leftovers()).toEqual([]);
  });

  it("answers a write token that lasts a day", async () => {
    await remote.addRepo("one");
    await start();
    const { token } = await imported("copy", { url: remote.urlOf("one") });
    const tokens = await service.call("GET", `${repos}/copy/tokens`);
    expect(tokens.json().result).toMatchObject([{ scope: "write", state: "active" }]);
    expect(Number(token.split("?expires=")[1]) * 1000 - Date.now()).toBeGreaterThan(86_000_000);
    await git("clone", "--quiet", remoteOf("copy", token), "clone");
    await writeFile(path.join(workDir, "clone", "new"), "x");
    await git("-C", "clone", "add", ".");
    await git("-C", "clone", "commit", "--quiet", "-m", "more");
    await git("-C", "clone", "push", "--quiet", "origin", "main");
  });

  it("brings the branch that is named, as the default branch", async () => {
    const dir = await remote.addRepo("one");
    await remote.git(dir, "branch", "feature/x", "main~1");
    await start();
    const { default_branch, token } = await imported("copy", {
      url: remote.urlOf("one").replace(/\.git$/, ""),
      branch: "feature/x",
    });
    expect(default_branch).toBe("feature/x");
    const refs = await git("ls-remote", "--symref", remoteOf("copy", token));
    expect(refs).toContain("ref: refs/heads/feature/x\tHEAD");
    expect(refs).not.toContain("refs/heads/main");
    const repo = z.object({ source: z.string() }).parse((await get("copy")).json().result);
    expect(repo.source).toBe(`git:${remote.urlOf("one")}`);
  });

  it.each(["0", "1", "2"])(
    "with a depth gives a repo that is cloned over protocol v%s, browsed and pushed to",
    async (protocol) => {
      const dir = await remote.addRepo("one", { count: 5 });
      const head = await remote.git(dir, "rev-parse", "main");
      await start();
      const { token } = await imported("copy", { url: remote.urlOf("one"), depth: 2 });
      const log = await service.call("GET", `${repos}/copy/log`);
      expect(z.array(z.object({ hash: z.string() })).parse(log.json().result)).toMatchObject([
        { hash: head },
        { hash: await remote.git(dir, "rev-parse", "main~1") },
      ]);
      const file = await service.call("GET", `${repos}/copy/file?path=file-1.bin`);
      expect(file.status).toBe(200);

      const url = remoteOf("copy", token);
      const version = `protocol.version=${protocol}`;
      await git("-c", version, "clone", "--quiet", url, "clone");
      expect(await git("-C", "clone", "rev-list", "--count", "HEAD")).toBe("2");
      expect(await git("-C", "clone", "fsck")).toBe("");
      await writeFile(path.join(workDir, "clone", "new"), "x");
      await git("-C", "clone", "add", ".");
      await git("-C", "clone", "commit", "--quiet", "-m", "more");
      await git("-C", "clone", "-c", version, "push", "--quiet", "origin", "HEAD:main", "HEAD:next");
      const after = await service.call("GET", `${repos}/copy/log?ref=next`);
      expect(after.json().result).toHaveLength(3);
      await git("-c", version, "clone", "--quiet", url, "again");
      expect(await git("-C", "again", "rev-list", "--count", "HEAD")).toBe("3");
      const fork = await service.call("POST", `${repos}/copy/fork`, { body: { name: "fork" } });
      expect(fork.status).toBe(201);
      const forked = z.object({ token: z.string() }).parse(fork.json().result);
      await git("-c", version, "clone", "--quiet", remoteOf("fork", forked.token), "forked");
      expect(await git("-C", "forked", "rev-list", "--count", "HEAD")).toBe("3");
      // A clone that holds the whole history can push as well.
      await git("clone", "--quiet", dir, "whole");
      await git("-C", "whole", "commit", "--quiet", "--allow-empty", "-m", "x");
      await git("-C", "whole", "-c", version, "push", "--quiet", url, "HEAD:whole");
    },
  );

  it("that is read-only refuses pushes", async () => {
    await remote.addRepo("one");
    await start();
    const { token, repo } = await imported("copy", { url: remote.urlOf("one"), read_only: true });
    expect(repo.read_only).toBe(true);
    await git("clone", "--quiet", remoteOf("copy", token), "clone");
    await git("-C", "clone", "commit", "--quiet", "--allow-empty", "-m", "x");
    await expect(git("-C", "clone", "push", "origin", "main")).rejects.toThrow(/read-only/);
  });

  it("follows a redirect to another host that is allowed", async () => {
    await remote.addRepo("one");
    await start({
      allowed: allowedHosts([`git.test:${remote.port}`, `other.test:${remote.port}`]),
      resolve: async () => ["127.0.0.1"],
    });
    remote.intercept = (request, response, serve) => {
      if (!request.headers.host?.startsWith("git.test")) serve();
      else response.writeHead(301, { location: `https://other.test:${remote.port}${request.url}` }).end();
    };
    await imported("copy", { url: remote.urlOf("one", "git.test") });
  });

  it("takes the small faults that old histories have, and refuses traps", async () => {
    const dir = await remote.addRepo("one");
    const tree = await remote.git(dir, "rev-parse", "main^{tree}");
    const literal = async (type: string, content: string | Buffer, branch: string) => {
      await writeFile(path.join(workDir, "object"), content);
      const file = path.join(workDir, "object");
      const hash = await remote.git(dir, "hash-object", "--literally", "-w", "-t", type, file);
      if (type === "commit") await remote.git(dir, "update-ref", `refs/heads/${branch}`, hash);
      return hash;
    };
    const commit = (root: string, zone: string) =>
      `tree ${root}\nauthor A <a@b> 1 ${zone}\ncommitter A <a@b> 1 ${zone}\n\nx\n`;
    await literal("commit", commit(tree, "+51800"), "old");
    const blob = await remote.git(dir, "rev-parse", "main:file-1.bin");
    const entry = Buffer.concat([Buffer.from("100644 .git\0"), Buffer.from(blob, "hex")]);
    await literal("commit", commit(await literal("tree", entry, ""), "+0000"), "trap");
    await start();
    await imported("old", { url: remote.urlOf("one"), branch: "old" });
    expect((await startImport("trap", { url: remote.urlOf("one"), branch: "trap" })).status).toBe(201);
    const refused = await settled("trap");
    expect([refused.status, reasonOf(refused)]).toMatchObject([
      404,
      [{ code: 10104, message: expect.stringContaining("hasDotgit") }],
    ]);
  });
});

describe("while an import runs", () => {
  beforeEach(async () => {
    await remote.addRepo("big", { count: 40, fileBytes: 20_000 });
    await start();
    holdPacks(400_000);
    expect((await startImport("copy", { url: remote.urlOf("big") })).status).toBe(201);
  });

  it("the 409 carries Git's progress", async () => {
    const answer = await until("copy", (seen) => /Receiving/.test(JSON.stringify(reasonOf(seen))));
    expect(answer.status).toBe(409);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.json().errors).toMatchObject([{ code: 10302 }]);
    expect(reasonOf(answer)).toEqual([
      { code: 10302, message: expect.stringMatching(/^Receiving objects: \d+%, [1-9]\d{4,} bytes$/) },
    ]);
    release();
    expect((await settled("copy")).status).toBe(200);
  });

  it("the repo is in the list, and every call for it is told to wait", async () => {
    const list = await service.call("GET", repos);
    expect(list.json().result).toMatchObject([{ name: "copy", status: "importing" }]);
    const zero = "0".repeat(40);
    for (const [method, target, body] of [
      ["GET", "copy"],
      ["GET", "copy/log"],
      ["GET", `copy/commit/${zero}`],
      ["GET", `copy/tree/${zero}`],
      ["GET", `copy/blob/${zero}`],
      ["GET", "copy/file?path=x"],
      ["GET", "copy/raw/main/x"],
      ["GET", "copy/tokens"],
      ["POST", "copy/fork", { name: "fork" }],
      ["POST", "copy/import", { url: remote.urlOf("big") }],
      ["POST", "COPY/import", { url: remote.urlOf("big") }],
    ] as const) {
      const answer = await service.call(method, `${repos}/${target}`, body === undefined ? {} : { body });
      expect([target, answer.status, answer.json().errors[0]?.code]).toEqual([target, 409, 10302]);
    }
    const token = await service.call("POST", "/namespaces/acme/tokens", { body: { repo: "copy" } });
    expect([token.status, token.json().errors[0]?.code]).toEqual([409, 10302]);
    const create = await service.call("POST", repos, { body: { name: "Copy" } });
    expect([create.status, create.json().errors[0]?.code]).toEqual([409, 10201]);
  });

  it("DELETE cancels it: the name is free, nothing is left, and the remote is let go", async () => {
    await until("copy", (seen) => /Receiving/.test(JSON.stringify(reasonOf(seen))));
    expect((await service.call("DELETE", `${repos}/copy`)).status).toBe(202);
    expect(service.hosting.imports.runningCount).toBe(0);
    const gone = await get("copy");
    expect([gone.status, reasonOf(gone)]).toEqual([404, []]);
    expect(await leftovers()).toEqual([]);
    expect(await service.hosting.store.jobs.count("import")).toBe(0);
    remote.hold = null;
    await imported("copy", { url: remote.urlOf("big") });
  });

  it("a service that stops leaves it in line, as if it had not begun", async () => {
    await until("copy", (seen) => /Receiving/.test(JSON.stringify(reasonOf(seen))));
    await service.hosting.imports.stop();
    const { store } = service.hosting;
    expect((await store.repos.find("acme", "copy"))?.status).toBe("importing");
    const job = await store.jobs.claim({ kind: "import", owner: "x", nowMs: 1, leaseUntilMs: 2 });
    expect(job?.attempts).toBe(1);
    expect(await readdir(path.join(service.dataDir, "incoming"))).toEqual([]);
  });
});

describe("an import that fails", () => {
  const fails = async (settings: Partial<ImportSettings> = {}) => {
    await remote.addRepo("big", { count: 40, fileBytes: 20_000 });
    await start(settings);
  };

  it("midway frees the name and says why for a day", async () => {
    await fails();
    nowMs = 1_800_000_000_000;
    holdPacks(300_000);
    expect((await startImport("copy", { url: remote.urlOf("big") })).status).toBe(201);
    await until("copy", (seen) => /Receiving/.test(JSON.stringify(reasonOf(seen))));
    remote.cut();
    const failed = await settled("copy");
    expect(failed.status).toBe(404);
    expect(failed.json().errors).toEqual([{ code: 10200, message: "Repository not found" }]);
    const reason = [{ code: 10401, message: "The remote cannot be reached, or broke off" }];
    expect(reasonOf(failed)).toEqual(reason);
    for (const [method, target] of [
      ["GET", "COPY/log"],
      ["DELETE", "copy"],
    ] as const) {
      const answer = await service.call(method, `${repos}/${target}`);
      expect([answer.status, reasonOf(answer)]).toEqual([404, reason]);
    }
    expect((await service.call("GET", repos)).json().result).toEqual([]);
    // The folder goes once the name is free.
    await until("copy", () => service.hosting.imports.runningCount === 0);
    expect(await leftovers()).toEqual([]);
    nowMs += 24 * 3_600_000 - 1;
    expect(reasonOf(await get("copy"))).toEqual(reason);
    nowMs += 1;
    expect(reasonOf(await get("copy"))).toEqual([]);
  });

  it("leaves a name that can be taken again, and then says nothing more", async () => {
    await fails({ maxBytes: 1000 });
    await startImport("copy", { url: remote.urlOf("big") });
    expect((await settled("copy")).status).toBe(404);
    expect((await service.call("POST", repos, { body: { name: "copy" } })).status).toBe(201);
    expect((await service.call("DELETE", `${repos}/copy`)).status).toBe(202);
    expect(reasonOf(await get("copy"))).toEqual([]);
  });

  it("because the remote sends too much", async () => {
    await fails({ maxBytes: 200_000 });
    await startImport("copy", { url: remote.urlOf("big") });
    expect(reasonOf(await settled("copy"))).toEqual([
      { code: 10402, message: "The remote sent more than the limit of 200000 bytes" },
    ]);
  });

  it("because it takes too long", async () => {
    await fails({ maxSeconds: 1 });
    holdPacks(100_000);
    await startImport("copy", { url: remote.urlOf("big") });
    expect(reasonOf(await settled("copy"))).toEqual([
      { code: 10401, message: "The import took longer than 1 seconds" },
    ]);
  });

  it("because the remote redirects the pack elsewhere", async () => {
    await fails();
    let posts = 0;
    remote.intercept = (request, response, serve) => {
      // The first is the probe's.
      if (request.method === "GET" || posts++ === 0) return serve();
      response.writeHead(302, { location: `https://other.test:${remote.port}${request.url}` }).end();
    };
    await startImport("copy", { url: remote.urlOf("big") });
    const failed = await settled("copy");
    expect(failed.status).toBe(404);
    expect(reasonOf(failed)).toHaveLength(1);
  });
});

it("an import that has lost its lease stops, and leaves the repo to the new holder", async () => {
  await remote.addRepo("big", { count: 40, fileBytes: 20_000 });
  // Long enough that a busy machine renews it in time; the loss shows at the next renewal.
  await start({ leaseMs: 3_000 });
  holdPacks(400_000);
  await startImport("copy", { url: remote.urlOf("big") });
  await until("copy", (seen) => /Receiving/.test(JSON.stringify(reasonOf(seen))));
  const { store, imports } = service.hosting;
  const atMs = Date.now() + 3_600_000;
  const taken = await store.jobs.claim({ kind: "import", owner: "y", nowMs: atMs, leaseUntilMs: atMs });
  expect([taken?.attempts, taken?.lease.fence]).toEqual([2, 2]);
  await until("copy", () => imports.runningCount === 0);
  expect((await get("copy")).status).toBe(409);
  expect(await store.repos.listPendingDeletions()).toEqual([]);
});

it("an import is told by a process that does not run it, and ends when that one deletes the repo", async () => {
  await remote.addRepo("big", { count: 40, fileBytes: 20_000 });
  await start({ leaseMs: 600, noteMs: 20 });
  holdPacks(400_000);
  expect((await startImport("copy", { url: remote.urlOf("big") })).status).toBe(201);
  const { hosting } = service;
  const other = { ...hosting, imports: new Importer(hosting, { ...importDefaults, concurrency: 0 }) };
  const address = { namespace: "acme", repo: "copy" };
  const told = () => findReadyRepo(other, address).catch((error: unknown) => error);
  await expect
    .poll(told, { timeout: 20_000 })
    .toMatchObject({ messages: [{ message: expect.stringMatching(/^Receiving objects: \d+%, [1-9]/) }] });
  await deleteRepo(other, address);
  await expect.poll(() => hosting.imports.runningCount, { timeout: 20_000 }).toBe(0);
  expect(await leftovers()).toEqual([]);
  expect((await get("copy")).status).toBe(404);
  await other.imports.stop();
});

it("an import that was interrupted too often fails", async () => {
  await remote.addRepo("one");
  await start();
  const { store, imports } = service.hosting;
  await imports.stop();
  await startImport("copy", { url: remote.urlOf("one") });
  for (const owner of ["a", "b", "c"]) {
    await store.jobs.claim({ kind: "import", owner, nowMs: 1, leaseUntilMs: 1e15 });
    await store.jobs.releaseAllOf(owner);
  }
  const again = new Importer(service.hosting, { ...importDefaults });
  again.wake();
  expect(reasonOf(await settled("copy"))).toEqual([
    { code: 10400, message: "The import was interrupted too often" },
  ]);
  await again.stop();
});

it("an import uses nothing of the settings and credentials that lie on the machine", async () => {
  await remote.addRepo("one");
  await writeFile(path.join(workDir, ".netrc"), "machine localhost login ada password secret\n");
  await writeFile(path.join(workDir, ".gitconfig"), "[http]\n\textraHeader = X-Leak: 1\n");
  const settings = {
    HOME: workDir,
    GIT_SSL_NO_VERIFY: "1",
    HTTPS_PROXY: "http://127.0.0.1:1",
    NO_PROXY: "*",
    GIT_CONFIG_PARAMETERS: "'http.extraHeader=X-Leak: 2'",
    GIT_ASKPASS: "/bin/false",
  };
  const kept = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
  Object.assign(process.env, settings);
  try {
    await start();
    const leaks: unknown[] = [];
    remote.intercept = (request, response, serve) => {
      leaks.push(request.headers.authorization, request.headers["x-leak"], request.headers.cookie);
      if (request.url?.startsWith("/one")) serve();
      else response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
    };
    await imported("copy", { url: remote.urlOf("one") });
    expect((await startImport("locked", { url: remote.urlOf("locked") })).status).toBe(422);
    expect(leaks.filter((value) => value !== undefined)).toEqual([]);
  } finally {
    for (const [name, value] of Object.entries(kept)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
});

describe("an import is refused at once, and nothing is made,", () => {
  const refused = async (name: string, body: object) => {
    const answer = await startImport(name, body);
    const [error] = answer.json().errors;
    expect((await service.call("GET", repos)).json().result).toEqual([]);
    expect(await service.hosting.store.jobs.count("import")).toBe(0);
    expect(await leftovers()).toEqual([]);
    return [answer.status, error?.code, error?.source?.pointer, error?.message];
  };

  it.each([
    [{ url: "http://localhost/x" }, 10100, "/url"],
    [{ url: "git@localhost:x" }, 10100, "/url"],
    [{ url: "https://u:p@localhost/x" }, 10100, "/url"],
    [{ url: "https://127.0.0.1/x" }, 10100, "/url"],
    [{ url: "https://[::ffff:127.0.0.1]/x" }, 10100, "/url"],
    [{ url: "https://localhost/x" }, 10100, "/url"],
    [{ url: "" }, 10100, "/url"],
    [{ url: 1 }, 10100, "/url"],
    [{}, 10100, "/url"],
    [{ url: "https://h.org/x", depth: 0 }, 10100, "/depth"],
    [{ url: "https://h.org/x", depth: -1 }, 10100, "/depth"],
    [{ url: "https://h.org/x", depth: 1.5 }, 10100, "/depth"],
    [{ url: "https://h.org/x", depth: "1" }, 10100, "/depth"],
    [{ url: "https://h.org/x", branch: "a..b" }, 10100, "/branch"],
    [{ url: "https://h.org/x", branch: "--upload-pack=id" }, 10100, "/branch"],
    [{ url: "https://h.org/x", branch: "*" }, 10100, "/branch"],
    [{ url: "https://h.org/x", branch: "a:b" }, 10100, "/branch"],
    [{ url: "https://h.org/x", branch: "" }, 10100, "/branch"],
    [{ url: "https://h.org/x", read_only: "yes" }, 10100, "/read_only"],
  ])("%j", async (body, code, pointer) => {
    await start();
    expect(await refused("copy", body)).toEqual([400, code, pointer, expect.any(String)]);
    expect(remote.requests).toEqual([]);
  });

  it("with a name that no repo can have", async () => {
    await start();
    const body = { url: "https://h.org/x" };
    expect(await refused(".git", body)).toEqual([400, 10101, "/name", expect.any(String)]);
    const answer = await service.call("POST", "/namespaces/-/repos/x/import", { body });
    expect([answer.status, answer.json().errors[0]?.code]).toEqual([400, 10100]);
  });

  it("for a name that is taken, whatever the remote", async () => {
    await start();
    await service.call("POST", repos, { body: { name: "Copy" } });
    const answer = await startImport("copy", { url: remote.urlOf("one") });
    expect([answer.status, answer.json().errors[0]?.code]).toEqual([409, 10201]);
    expect(remote.requests).toEqual([]);
  });

  it.each([
    ["a page", 200, { "content-type": "text/html" }, 400, 10104],
    ["a missing page", 404, {}, 400, 10104],
    ["one that is gone", 410, {}, 400, 10104],
    ["a wish for credentials", 401, { "www-authenticate": 'Basic realm="x"' }, 422, 10106],
    ["a refusal", 403, {}, 422, 10106],
    ["too many requests", 429, {}, 502, 10401],
    ["a fault of the server", 500, {}, 502, 10401],
    ["a service that is down", 503, {}, 502, 10401],
  ] as const)("where the remote answers %s", async (_what, status, headers, expected, code) => {
    await start();
    const seen: unknown[] = [];
    remote.intercept = (request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(status, headers).end("<html>hello</html>");
    };
    expect(await refused("copy", { url: remote.urlOf("one") })).toEqual([
      expected,
      code,
      "/url",
      expect.any(String),
    ]);
    expect(seen.filter((header) => header !== undefined)).toEqual([]);
  });

  it("where files lie that only git's oldest protocol reads", async () => {
    const dir = await remote.addRepo("one");
    await remote.git(dir, "update-server-info");
    await start();
    remote.intercept = (request, _response, serve) => {
      request.url = request.url?.replace(/\?.*/, "");
      serve();
    };
    expect(await refused("copy", { url: remote.urlOf("one") })).toEqual([
      400,
      10104,
      "/url",
      expect.any(String),
    ]);
  });

  it("where the remote names objects by SHA-256", async () => {
    await remote.git(
      path.dirname(remote.caFile),
      "init",
      "-q",
      "--bare",
      "--object-format=sha256",
      "wide.git",
    );
    const dir = path.join(path.dirname(remote.caFile), "wide.git");
    const tree = await remote.git(dir, "write-tree");
    const commit = ["-c", "user.name=A", "-c", "user.email=a@b", "commit-tree", "-m", "x", tree];
    await remote.git(dir, "update-ref", "HEAD", await remote.git(dir, ...commit));
    await start();
    expect(await refused("copy", { url: remote.urlOf("wide") })).toEqual([
      400,
      10104,
      "/url",
      "The remote names objects by SHA-256, which is not supported",
    ]);
  });

  it("where the remote sends garbage in place of refs", async () => {
    await start();
    remote.intercept = (_request, response) => {
      response
        .writeHead(200, { "content-type": "application/x-git-upload-pack-advertisement" })
        .end("001e# service=git-upload-pack\n0000zzzz");
    };
    expect(await refused("copy", { url: remote.urlOf("one") })).toEqual([
      400,
      10104,
      "/url",
      expect.any(String),
    ]);
  });

  it.each(["refs/heads/-x", "refs/heads/a..b", "refs/heads/HEAD", "refs/tags/v1", "HEAD", "refs/heads/"])(
    "when its default branch is called %s",
    async (target) => {
      await start();
      const hash = "1".repeat(40);
      remote.intercept = (_request, response) => {
        response
          .writeHead(200, { "content-type": "application/x-git-upload-pack-advertisement" })
          .end(
            `${pktText("# service=git-upload-pack\n")}0000` +
              `${pktText(`${hash} HEAD\0symref=HEAD:${target} object-format=sha1\n`)}` +
              `${pktText(`${hash} ${target}\n`)}0000`,
          );
      };
      const [status, code] = await refused("copy", { url: remote.urlOf("one") });
      expect([status, code === 10100 || code === 10104]).toEqual([400, true]);
    },
  );

  it("without such a branch, and without any", async () => {
    await start();
    const dir = await remote.addRepo("one");
    await remote.addRepo("empty", { count: 0 });
    expect(await refused("copy", { url: remote.urlOf("one"), branch: "next" })).toEqual([
      400,
      10100,
      "/branch",
      expect.any(String),
    ]);
    expect(await refused("copy", { url: remote.urlOf("empty") })).toEqual([
      400,
      10100,
      "/branch",
      expect.any(String),
    ]);
    await remote.git(dir, "update-ref", "refs/other/refs/heads/deep", "main");
    expect(await refused("copy", { url: remote.urlOf("one"), branch: "deep" })).toEqual([
      400,
      10100,
      "/branch",
      expect.any(String),
    ]);
  });

  it("where nobody answers, or no name resolves, or TLS is not trusted", async () => {
    await start({ allowed: allowedHosts(["localhost", "git.test"]), resolve: async () => [] });
    expect(await refused("copy", { url: "https://git.test/x" })).toEqual([
      502,
      10401,
      "/url",
      expect.any(String),
    ]);
    await service.stop();
    await start({ allowed: allowedHosts(["localhost"]) });
    expect(await refused("copy", { url: "https://localhost:1/x" })).toEqual([
      502,
      10401,
      "/url",
      expect.any(String),
    ]);
    await service.stop();
    await start({ caBundle: null });
    expect(await refused("copy", { url: remote.urlOf("one") })).toEqual([
      502,
      10401,
      "/url",
      "The remote's TLS certificate is not trusted, or TLS failed",
    ]);
  });

  it("where the remote takes its time", async () => {
    await start({ probeTimeoutMs: 200 });
    remote.intercept = () => {};
    expect(await refused("copy", { url: remote.urlOf("one") })).toEqual([
      502,
      10401,
      "/url",
      "The remote did not answer in time",
    ]);
  });

  it.each([
    ["a private address", "https://127.0.0.1/one.git/info/refs?service=git-upload-pack"],
    ["the metadata service", "https://169.254.169.254/one.git/info/refs?service=git-upload-pack"],
    ["an address in decimals", "https://2130706433/one.git/info/refs?service=git-upload-pack"],
    ["an IPv6 address", "https://[::1]/one.git/info/refs?service=git-upload-pack"],
    ["another port", "https://localhost:1/one.git/info/refs?service=git-upload-pack"],
    ["plain HTTP", "http://localhost/one.git/info/refs?service=git-upload-pack"],
    ["a file", "file:///etc/passwd"],
    ["a name that means a private address", "https://inside.test/one.git/info/refs?service=git-upload-pack"],
  ])("when it redirects to %s", async (_what, location) => {
    await start({ resolve: async (host) => (host === "localhost" ? ["127.0.0.1"] : ["10.0.0.1"]) });
    remote.intercept = (_request, response) => response.writeHead(302, { location }).end();
    const [status, code, pointer] = await refused("copy", { url: remote.urlOf("one") });
    expect([status, code, pointer]).toEqual([400, 10100, "/url"]);
  });

  it("by the name of a host that came to mean a private one since", async () => {
    await remote.addRepo("one");
    const addresses = [["127.0.0.1"], ["169.254.169.254"]];
    let asked = 0;
    // Open at the port of the first answer; the redirect leads to the same name at 443.
    await start({
      allowed: allowedHosts([`git.test:${remote.port}`]),
      resolve: async () => addresses[Math.min(asked++, 1)] ?? [],
    });
    remote.intercept = (request, response) =>
      response.writeHead(302, { location: `https://git.test${request.url}` }).end();
    expect(await refused("copy", { url: remote.urlOf("one", "git.test") })).toEqual([
      400,
      10100,
      "/url",
      expect.any(String),
    ]);
    expect(asked).toBe(2);
  });
});

describe("several imports", () => {
  it("of one name at once: one is made, the other is told", async () => {
    await remote.addRepo("one");
    await start();
    const answers = await Promise.all(
      ["copy", "COPY", "Copy"].map((name) => startImport(name, { url: remote.urlOf("one") })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, 409, 409]);
    await settled("copy");
    expect((await service.call("GET", repos)).json().result).toHaveLength(1);
    expect(await leftovers()).toEqual([]);
  });

  it("beyond the number at once wait for their turn, in order", async () => {
    await remote.addRepo("big", { count: 40, fileBytes: 20_000 });
    await start({ concurrency: 1 });
    holdPacks(400_000);
    for (const name of ["first", "second", "third"]) {
      expect((await startImport(name, { url: remote.urlOf("big") })).status).toBe(201);
    }
    await until("first", (seen) => /Receiving/.test(JSON.stringify(reasonOf(seen))));
    expect(service.hosting.imports.runningCount).toBe(1);
    expect(reasonOf(await get("second"))).toEqual([
      { code: 10302, message: "Waiting for its turn, 0 bytes" },
    ]);
    // One in line can be deleted as well.
    expect((await service.call("DELETE", `${repos}/second`)).status).toBe(202);
    release();
    expect((await settled("first")).status).toBe(200);
    expect((await settled("third")).status).toBe(200);
    expect((await get("second")).status).toBe(404);
    expect(await service.hosting.store.jobs.count("import")).toBe(0);
  });
});
