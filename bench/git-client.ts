import { spawn } from "node:child_process";
import { once } from "node:events";

/** A client without anybody's settings, and with the same for all servers. */
const gitEnv = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Bench",
  GIT_AUTHOR_EMAIL: "bench@example.com",
  GIT_COMMITTER_NAME: "Bench",
  GIT_COMMITTER_EMAIL: "bench@example.com",
  NODE_ENV: "production",
} as const;

/** Runs git to its end and gives what it printed. `feed` writes its input. */
export async function git(
  cwd: string,
  args: readonly string[],
  feed: (write: (data: string | Buffer) => Promise<void>) => Promise<void> = async () => {},
): Promise<string> {
  const child = spawn("git", args, { cwd, env: gitEnv, stdio: ["pipe", "pipe", "pipe"] });
  const printed: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => printed.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => complained.push(chunk));
  child.stdin.on("error", () => {});
  const closed = once(child, "close");
  await feed(async (data) => {
    if (!child.stdin.write(data)) await Promise.race([once(child.stdin, "drain"), closed]);
  });
  child.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${Buffer.concat(complained).toString("utf8")}`);
  return Buffer.concat(printed).toString("utf8");
}

/** Milliseconds that git takes, its start included. */
export async function timeGit(cwd: string, args: readonly string[]): Promise<number> {
  const from = performance.now();
  await git(cwd, args);
  return performance.now() - from;
}
