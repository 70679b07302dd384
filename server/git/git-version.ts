import { GitError } from "./git-error";
import type { GitRunner } from "./run-git";

/** `cat-file --batch-command` and `core.fsync` came with it. */
export const oldestGit = { major: 2, minor: 36 } as const;

/** The numbers in what `git --version` prints, or null. */
export function parseGitVersion(text: string): { major: number; minor: number } | null {
  const match = /^git version (\d+)\.(\d+)/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : null;
}

/** The version of the git on the search path, such as "2.39.5". Throws `GitError` "no-git" when absent or too old. */
export async function checkGitVersion(runner: GitRunner): Promise<string> {
  const needed = `${oldestGit.major}.${oldestGit.minor}`;
  let text: string;
  try {
    text = (await runner.run(["--version"], { slot: "question" })).toString("utf8").trim();
  } catch (cause) {
    throw new GitError("no-git", `git was not found; version ${needed} or newer is needed`, { cause });
  }
  const version = parseGitVersion(text);
  if (version === null) throw new GitError("no-git", `git gives no version: ${JSON.stringify(text)}`);
  const { major, minor } = version;
  if (major < oldestGit.major || (major === oldestGit.major && minor < oldestGit.minor)) {
    throw new GitError("no-git", `git ${major}.${minor} is too old; version ${needed} or newer is needed`);
  }
  return text.slice("git version ".length);
}

/** Packs that note since when each object is unreachable came with git 2.37. `version` is such as "2.39.5". */
export function hasCruftPacks(version: string): boolean {
  const parsed = parseGitVersion(`git version ${version}`);
  return parsed !== null && (parsed.major > 2 || (parsed.major === 2 && parsed.minor >= 37));
}
