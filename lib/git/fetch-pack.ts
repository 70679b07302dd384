import "server-only";
import { packHeaderBytes, readPackHeader } from "@/gitformat/pack-entry";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { fetchCommand } from "./fetch-command";
import { streamFromGit } from "./git-http-client";
import { joinInTurns } from "./join-in-turns";
import { readPackBytes } from "./pkt-lines";

interface PackAsked {
  remote: string;
  headers: Record<string, string>;
  wants: readonly string[];
  haves: readonly string[];
  shallow: readonly string[];
  depth: number | null;
  maxBytes: number;
  objectsMax: number;
}

/** The pack goes beyond what was said to be its most. */
export class PackTooLarge extends Error {
  override name = "PackTooLarge";
}

/** A host may take a minute to find out what belongs to a pack of a whole history. */
const wholeMs = 180_000;

/**
 * The commits and trees of a history as one pack, still packed; what is in it has not been looked at. Throws `PackTooLarge`
 * or `ArtifactsError`.
 */
export async function fetchPack(asked: PackAsked): Promise<Buffer> {
  const { remote, headers, maxBytes, objectsMax } = asked;
  const command = fetchCommand({ ...asked, filter: "blob:none" });
  const parts: Buffer[] = [];
  let length = 0;
  let isCounted = false;
  for await (const part of readPackBytes(streamFromGit({ remote, headers, command, wholeMs }))) {
    parts.push(part);
    length += part.length;
    if (!isCounted && length >= packHeaderBytes) {
      // Who sends too much says so in the first bytes.
      if (countIn(Buffer.concat(parts)) > objectsMax)
        throw new PackTooLarge("The pack has too many objects.");
      isCounted = true;
    }
    if (length > maxBytes) throw new PackTooLarge("The pack is too large.");
  }
  if (!isCounted) throw new ArtifactsError("upstream", "The Git remote did not send what it was asked for.");
  return joinInTurns(parts);
}

function countIn(start: Buffer): number {
  try {
    return readPackHeader(start);
  } catch (cause) {
    throw new ArtifactsError("upstream", "The Git remote answered in an unknown form.", { cause });
  }
}
