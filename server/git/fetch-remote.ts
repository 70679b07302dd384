import { BadModeWarnings, refuseOddModes } from "./check-modes";
import { type RemoteAccess, remoteEnv } from "./remote-access";
import type { GitRunner } from "./run-git";

export interface FetchRemoteOptions {
  /** An empty bare repo that takes what comes. */
  gitDir: string;
  caFile: string | null;
  /** Full name of a branch. */
  ref: string;
  /** How many commits deep; null for all of them. */
  depth: number | null;
  signal: AbortSignal;
  onProgress: (chunk: Buffer) => void;
}

/**
 * Brings a branch of a remote, and the tags that point into what came, under their own names into `gitDir`. Objects
 * are checked as those of a push are. Throws `GitError`.
 */
export async function fetchRemote(
  runner: GitRunner,
  access: RemoteAccess,
  options: FetchRemoteOptions,
): Promise<void> {
  const { gitDir, ref, depth, signal } = options;
  const warnings = new BadModeWarnings();
  await runner.run(
    [
      // The packs are kept, and must be on the disk; the refs are not, and there may be thousands of tags.
      ...["-c", "core.fsync=objects,derived-metadata"],
      "fetch",
      "--progress",
      "--no-write-fetch-head",
      "--no-recurse-submodules",
      "--no-auto-maintenance",
      ...(depth === null ? [] : [`--depth=${depth}`]),
      "--end-of-options",
      access.url,
      `${ref}:${ref}`,
    ],
    {
      // Bounded by the caller: an import takes minutes, and clones and pushes must not wait for it.
      slot: null,
      gitDir,
      signal,
      env: remoteEnv(access, { homeDir: gitDir, caFile: options.caFile }),
      onStderr: (chunk) => {
        warnings.read(chunk);
        options.onProgress(chunk);
      },
    },
  );
  await refuseOddModes(runner, gitDir, warnings.trees, { env: {}, signal });
}
