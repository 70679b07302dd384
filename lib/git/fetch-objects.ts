import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { streamFromGit } from "./git-http-client";
import { packet, readPackBytes } from "./pkt-lines";
import { type PackedObject, type PackLimits, readPack } from "./read-pack";

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
 * Objects over Git's own protocol, each as soon as it has come; who stops reading ends the fetch. Throws `ArtifactsError`, and
 * `UnaskedObject` where the remote sends what the filter leaves out.
 */
export async function* fetchObjects(
  { remote, headers, wants, filter, limits }: ObjectsAsked,
  signal: AbortSignal,
): AsyncGenerator<PackedObject> {
  const command = [
    packet("command=fetch\n"),
    "0001",
    packet("no-progress\n"),
    packet("deepen 1\n"),
    packet(`filter ${filter}\n`),
    ...wants.map((hash) => packet(`want ${hash}\n`)),
    packet("done\n"),
    "0000",
  ].join("");
  try {
    yield* readPack(readPackBytes(streamFromGit({ remote, headers, command }, signal)), limits);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.", { cause });
  }
}
