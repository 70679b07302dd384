import { GitError } from "./git-error";
import type { GitRunner } from "./run-git";

interface ConnectedOptions {
  env: Record<string, string>;
  /** Commits whose parents are not asked for, in place of those of the repo; null for the repo's. */
  shallowFile: string | null;
  signal: AbortSignal;
}

/**
 * Whether everything reachable from `hashes` is there: what the refs already reach is taken for whole, the rest is
 * walked, as receive-pack does. `env` makes objects in quarantine visible.
 */
export async function isConnected(
  runner: GitRunner,
  gitDir: string,
  hashes: readonly string[],
  { shallowFile, signal, env }: ConnectedOptions,
): Promise<boolean> {
  const shallow = shallowFile === null ? [] : ["--shallow-file", shallowFile];
  try {
    await runner.run([...shallow, "rev-list", "--objects", "--stdin", "--not", "--all", "--quiet"], {
      slot: "change",
      gitDir,
      signal,
      env,
      input: `${hashes.join("\n")}\n`,
    });
    return true;
  } catch (error) {
    if (error instanceof GitError && error.kind === "failed") return false;
    throw error;
  }
}

/** Those of `hashes` that are not whole, found by halving: one question when all are. */
export async function findDisconnected(
  runner: GitRunner,
  gitDir: string,
  hashes: readonly string[],
  options: ConnectedOptions,
): Promise<Set<string>> {
  const broken = new Set<string>();
  const search = async (part: readonly string[]): Promise<void> => {
    if (part.length === 0 || (await isConnected(runner, gitDir, part, options))) return;
    const [only] = part;
    if (part.length === 1 && only !== undefined) {
      broken.add(only);
      return;
    }
    const middle = part.length >> 1;
    await search(part.slice(0, middle));
    await search(part.slice(middle));
  };
  await search([...new Set(hashes)]);
  return broken;
}
