import type { GitRunner } from "./run-git";

/** Writes down the shape of the history, so that long logs are walked without opening each commit. */
export async function writeCommitGraph(
  runner: GitRunner,
  gitDir: string,
  signal: AbortSignal,
): Promise<void> {
  await runner.run(["commit-graph", "write", "--reachable", "--split", "--no-progress"], {
    slot: null,
    gitDir,
    signal,
  });
}

/** Rolls small packs up until each is at least twice the next; the large old ones are left alone. */
export async function repackGeometric(runner: GitRunner, gitDir: string, signal: AbortSignal): Promise<void> {
  // -l: objects that the repo only borrows stay where they are. -d removes packs whose objects are all in the new one.
  await runner.run(["repack", "--geometric=2", "-d", "-l", "-q", "--no-write-bitmap-index"], {
    slot: null,
    gitDir,
    signal,
  });
}

/** Moves loose refs into one file. */
export async function packRefs(runner: GitRunner, gitDir: string, signal: AbortSignal): Promise<void> {
  await runner.run(["pack-refs", "--all", "--prune"], { slot: null, gitDir, signal });
}
