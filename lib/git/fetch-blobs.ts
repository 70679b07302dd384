import "server-only";
import type { GitObject } from "@/gitformat/git-object";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { fetchCommand } from "./fetch-command";
import { streamFromGit } from "./git-http-client";
import { readPackBytes } from "./pkt-lines";
import { readPack } from "./read-pack";

interface BlobsAsked {
  remote: string;
  headers: Record<string, string>;
  hashes: readonly string[];
  /** Of the pack, and of what is in it; an object that goes beyond ends the fetch. */
  maxBytes: number;
}

/**
 * Blobs by their hashes in one fetch, each as soon as it has come. A remote that gives no object by its hash alone refuses. Throws
 * `ArtifactsError`.
 */
export async function* fetchBlobs(
  { remote, headers, hashes, maxBytes }: BlobsAsked,
  signal: AbortSignal,
): AsyncGenerator<GitObject> {
  const command = fetchCommand({ wants: hashes, filter: null, depth: null });
  const limits = {
    maxBytes,
    inflatedMaxBytes: 2 * maxBytes,
    objectMaxBytes: maxBytes,
    objectsMax: hashes.length,
    types: ["blob"],
  } as const;
  try {
    yield* readPack(readPackBytes(streamFromGit({ remote, headers, command }, signal)), limits);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.", { cause });
  }
}
