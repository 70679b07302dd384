import type { GitRunner } from "./run-git";

/** Hashes of commits reachable from the commit `hash`: newest commit date first, no parent before its child. */
export async function listCommits(
  runner: GitRunner,
  gitDir: string,
  hash: string,
  range: { offset: number; limit: number; signal: AbortSignal },
): Promise<string[]> {
  if (range.limit === 0) return [];
  const output = await runner.run(
    [
      "rev-list",
      "--date-order",
      `--skip=${range.offset}`,
      `--max-count=${range.limit}`,
      "--end-of-options",
      hash,
      "--",
    ],
    { slot: "question", gitDir, signal: range.signal },
  );
  return output
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "");
}
