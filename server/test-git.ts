import { execFileSync } from "node:child_process";

/** A git without the user's own settings, whose commits are by Ada. */
export const gitEnv = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  NODE_ENV: "test",
} as const;

/** What git prints, as bytes. Throws when it fails. */
export function gitBytes(cwd: string, args: readonly string[], input: string | Buffer = ""): Buffer {
  return execFileSync("git", args, {
    cwd,
    env: gitEnv,
    input,
    maxBuffer: 1e9,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** What git prints, a character a byte, without the space around it. */
export function gitText(cwd: string, args: readonly string[], input: string | Buffer = ""): string {
  return gitBytes(cwd, args, input).toString("latin1").trim();
}

/** A pack of what the revisions lead to. */
export function packOf(cwd: string, revs: readonly string[]): Buffer {
  return gitBytes(cwd, ["pack-objects", "--revs", "--stdout", "-q"], `${revs.join("\n")}\n`);
}

/** Commits of three new objects each, made in one go; `stamp` sets them apart from another history's. Returns the last one. */
export function importCommits(
  cwd: string,
  ref: string,
  length: number,
  { stamp = ref, from = null }: { stamp?: string; from?: string | null } = {},
): string {
  let stream = "";
  for (let index = 0; index < length; index += 1) {
    const content = `${stamp} ${index}\n`;
    stream += `commit ${ref}\ncommitter Ada <ada@example.com> ${1_700_000_000 + index} +0000\ndata 1\nx\n`;
    if (index === 0 && from !== null) stream += `from ${from}\n`;
    stream += `M 100644 inline f${index % 10}\ndata ${content.length}\n${content}\n`;
  }
  gitBytes(cwd, ["fast-import", "--quiet", "--force"], stream);
  return gitText(cwd, ["rev-parse", ref]);
}
