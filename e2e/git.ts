import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface GitResult {
  code: number;
  stdout: string;
  stderr: string;
}

interface GitOptions {
  token?: string;
  /** What it reads from its standard input. */
  input?: Buffer;
}

/**
 * The user's own `git`, with an identity and without this machine's settings. A `token` goes in the way the dashboard
 * tells people to: through the environment, not the URL or the arguments.
 */
export async function git(
  cwd: string,
  args: string[],
  { token, input }: GitOptions = {},
): Promise<GitResult> {
  const auth = token === undefined ? [] : ["--config-env=http.extraHeader=GIT_AUTH"];
  try {
    const running = run("git", [...auth, ...args], {
      cwd,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        NODE_ENV: process.env.NODE_ENV,
        PATH: process.env.PATH,
        HOME: cwd,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_TERMINAL_PROMPT: "0",
        GIT_AUTHOR_NAME: "Ada Lovelace",
        GIT_AUTHOR_EMAIL: "ada@example.com",
        GIT_COMMITTER_NAME: "Ada Lovelace",
        GIT_COMMITTER_EMAIL: "ada@example.com",
        ...(token === undefined ? {} : { GIT_AUTH: `Authorization: Bearer ${token}` }),
      },
    });
    if (input !== undefined) running.child.stdin?.end(input);
    const { stdout, stderr } = await running;
    return { code: 0, stdout, stderr };
  } catch (error) {
    if (error instanceof Error && "code" in error && "stderr" in error) {
      return { code: Number(error.code), stdout: "", stderr: String(error.stderr) };
    }
    throw error;
  }
}

/** As `git`, for what must succeed. */
export async function gitOk(cwd: string, args: string[], options?: GitOptions): Promise<string> {
  const result = await git(cwd, args, options);
  if (result.code !== 0) throw new Error(`git ${args.join(" ")} failed: ${result.stderr}`);
  return result.stdout;
}

/** Runs `work` in a folder that is gone afterwards. */
export async function inTempDir<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "vitrine-git-"));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
