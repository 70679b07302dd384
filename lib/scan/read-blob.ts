import "server-only";
import { bulkPace } from "@/lib/artifacts/call-pace";
import { type ContentRepo, streamBlob } from "@/lib/artifacts/content";
import { readAtMost } from "@/lib/http/bounded-body";
import { failureOf } from "@/lib/queries/failure-words";
import type { TextFindings } from "./read-text";
import { scanLimits } from "./scan-events";
import type { TextReader } from "./text-reader";

export type BlobOutcome =
  | { kind: "read"; findings: TextFindings; bytes: number }
  | { kind: "large" | "unreadable" | "slow"; sizeBytes: number | null; bytes: number };

interface ReadOptions {
  reader: TextReader;
  signal: AbortSignal;
  maxBytes?: number;
}

/** Reads a blob for tokens, past the cache: what may hold a secret is not to lie there. */
export async function readBlob(
  repo: ContentRepo,
  hash: string,
  { reader, signal, maxBytes = scanLimits.blobBytes }: ReadOptions,
): Promise<BlobOutcome> {
  let bytes: Uint8Array;
  try {
    const { body, sizeBytes } = await bulkPace()(() => {
      signal.throwIfAborted();
      return streamBlob(repo, hash, { signal });
    });
    if (sizeBytes !== null && sizeBytes > maxBytes) {
      await body?.cancel();
      return { kind: "large", sizeBytes, bytes: 0 };
    }
    const read = await readAtMost(body, maxBytes);
    if (read.truncated) return { kind: "large", sizeBytes, bytes: maxBytes };
    bytes = read.bytes;
  } catch (error) {
    signal.throwIfAborted();
    // One object that is damaged or gone is said, and no reason to give up the others.
    const { kind } = failureOf(error);
    if (kind !== "not-found" && kind !== "upstream") throw error;
    return { kind: "unreadable", sizeBytes: null, bytes: 0 };
  }
  const length = bytes.byteLength;
  const findings = await reader.read(bytes);
  return findings === null
    ? { kind: "slow", sizeBytes: length, bytes: length }
    : { kind: "read", findings, bytes: length };
}
