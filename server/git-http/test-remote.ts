import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { watchConnections } from "@/connections/watch-connections";
import { openStore, type Store } from "@/server/db/open-store";
import { createRepo } from "@/server/hosting/create-repo";
import type { Hosting } from "@/server/hosting/hosting";
import { openHosting } from "@/server/hosting/open-hosting";
import { createLocalStorage, type LocalStorage } from "@/server/storage/local-storage";
import { gitEnv } from "@/server/test-git";
import { type GitHttpOptions, registerGitHttp } from "./routes";

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** A service on a free port of the loopback, its repos in a folder of their own, and git clients to use it with. */
export interface TestRemote {
  origin: string;
  dataDir: string;
  /** For working copies. */
  workDir: string;
  hosting: Hosting;
  storage: LocalStorage;
  /** Makes a repo; the URL carries its write token. */
  newRepo(name: string): Promise<{ url: string; plainUrl: string; token: string; id: string }>;
  /** Runs git and fails unless it exits with 0. */
  git(cwd: string, ...args: string[]): Promise<string>;
  tryGit(cwd: string, ...args: string[]): Promise<Ran>;
  /** A working copy of an empty repo with `remote` as origin, and one commit on main. */
  newClone(name: string, url: string): Promise<string>;
  commit(dir: string, file: string, content: string): Promise<string>;
  stop(): Promise<void>;
}

export function runGit(cwd: string, args: readonly string[], input = ""): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      "git",
      ["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", ...args],
      { cwd, env: gitEnv, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
        resolve({ code, stdout, stderr });
      },
    );
    // Git that reads no input may be gone before it is given.
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

export async function startTestRemote(
  options: GitHttpOptions = {},
  storageOptions: { maxTransfers?: number; waitMs?: number } = {},
  rows?: Store,
): Promise<TestRemote> {
  const root = await mkdtemp(join(tmpdir(), "vitrine-git-"));
  const dataDir = root;
  const workDir = await mkdtemp(join(tmpdir(), "vitrine-work-"));
  const storage = await createLocalStorage({
    // Not while tests count git processes.
    ...storageOptions,
    dataDir,
    log: () => {},
  });
  const store = rows ?? (await openStore({ dataDir }));
  const hosting = await openHosting({ storage, store, publicUrl: "", log: () => {} });
  const app = Fastify();
  watchConnections(app.server);
  await registerGitHttp(app, hosting, options);
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });
  hosting.publicUrl = origin;

  const git = async (cwd: string, ...args: string[]) => {
    const ran = await runGit(cwd, args);
    if (ran.code !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr}`);
    return ran.stdout.trim();
  };
  const commit = async (dir: string, file: string, content: string) => {
    await writeFile(join(dir, file), content);
    await git(dir, "add", "--all");
    await git(dir, "commit", "--quiet", "--message", `Write ${file}`);
    return git(dir, "rev-parse", "HEAD");
  };
  return {
    origin,
    dataDir,
    workDir,
    hosting,
    storage,
    git,
    tryGit: (cwd, ...args) => runGit(cwd, args),
    commit,
    async newRepo(name) {
      const made = await createRepo(hosting, "acme", { name });
      const url = new URL(made.remote);
      url.username = "x";
      url.password = made.token.split("?")[0] ?? "";
      return { url: url.href, plainUrl: made.remote, token: made.token, id: made.id };
    },
    async newClone(name, url) {
      const dir = join(workDir, name);
      await git(workDir, "init", "--quiet", dir);
      await git(dir, "remote", "add", "origin", url);
      await commit(dir, "README.md", `# ${name}\n`);
      return dir;
    },
    async stop() {
      app.server.closeAllConnections();
      await app.close();
      await storage.close();
      await store.close();
      await rm(root, { recursive: true, force: true });
      await rm(workDir, { recursive: true, force: true });
    },
  };
}
