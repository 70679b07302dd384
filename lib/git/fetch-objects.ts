import "server-only";
import type { GitObject } from "@/gitformat/git-object";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { fetchCommand } from "./fetch-command";
import { streamFromGit } from "./git-http-client";
import { readPackBytes } from "./pkt-lines";
import { type PackLimits, readPack } from "./read-pack";

interface ObjectsAsked {
  remote: string;
  headers: Record<string, string>;
  /** Hashes of commits or tags; of each commit nothing older comes. */
  wants: readonly string[];
  /** As `git rev-list --filter` has it. */
  filter: string;
  limits: PackLimits;
}

/**
 * Objects over Git's own protocol, each as soon as it has come; a reader that stops ends the fetch. Throws `ArtifactsError`,
 * and `UnaskedObject` where the remote sends what the filter leaves out.
 */
export async function* fetchObjects(
  { remote, headers, wants, filter, limits }: ObjectsAsked,
  signal: AbortSignal,
): AsyncGenerator<GitObject> {
  const command = fetchCommand({ wants, filter, depth: 1 });
  try {
    yield* readPack(readPackBytes(streamFromGit({ remote, headers, command }, signal)), limits);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.", { cause });
  }
}
