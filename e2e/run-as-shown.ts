import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Locator } from "@playwright/test";

const run = promisify(execFile);

/** The commands of the card that begins with this label. */
export const snippet = async (scope: Locator, label: RegExp) =>
  (await scope.getByRole("figure").filter({ hasText: label }).locator("pre").textContent()) ?? "";

/** Runs what the page shows, in bash, with the token on its standard input as a person would paste it. */
export async function runAsShown(dir: string, commands: string[], token: string) {
  const home = join(dir, "home");
  const bin = join(dir, "bin");
  await mkdir(home, { recursive: true });
  await mkdir(bin, { recursive: true });
  const gitPath = (await run("bash", ["-c", "command -v git"])).stdout.trim();
  // Writes down the arguments of each git that is started; Git's own trace tells of those that it starts itself.
  await writeFile(
    join(bin, "git"),
    `#!/bin/sh\nprintf '%s\\n' "$*" >> "${dir}/argv"\nexec ${gitPath} "$@"\n`,
    {
      mode: 0o755,
    },
  );
  await writeFile(join(home, ".gitconfig"), `[credential]\n\thelper = store --file=${home}/kept\n`);
  const ran = run("bash", ["-e", "-c", commands.join("\n")], {
    cwd: dir,
    env: {
      NODE_ENV: process.env.NODE_ENV,
      PATH: `${bin}:${process.env.PATH}`,
      HOME: home,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_TERMINAL_PROMPT: "0",
      GIT_AUTHOR_NAME: "Ada Lovelace",
      GIT_AUTHOR_EMAIL: "ada@example.com",
      GIT_COMMITTER_NAME: "Ada Lovelace",
      GIT_COMMITTER_EMAIL: "ada@example.com",
      GIT_TRACE: join(dir, "trace"),
    },
  });
  ran.child.stdin?.end(`${token}\n`);
  await ran;
  return `${await readFile(join(dir, "argv"), "utf8")}\n${await readFile(join(dir, "trace"), "utf8")}`;
}
