import "server-only";
import type { InTurn } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, streamBlob } from "@/lib/artifacts/content";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { failureOf } from "@/lib/wire/describe-failure";
import { scanLimits } from "@/lib/wire/scan-events";
import type { TextFindings } from "./read-text";
import type { TextReader } from "./text-reader";

export type BlobOutcome =
  | { kind: "read"; findings: TextFindings; bytes: number }
  | { kind: "large" | "unreadable" | "slow"; sizeBytes: number | null; bytes: number };

interface ReadOptions {
  /** Of the walk that reads it. */
  bulk?: InTurn;
  reader: TextReader;
  signal: AbortSignal;
  maxBytes?: number;
}

/** Reads a blob for tokens, past the cache: what may hold a secret is not to lie there. */
export async function readBlob(
  repo: ContentRepo,
  hash: string,
  { bulk = (call) => call(), reader, signal, maxBytes = scanLimits.blobBytes }: ReadOptions,
): Promise<BlobOutcome> {
  let bytes: Uint8Array;
  try {
    const { body, sizeBytes } = await bulk(() => streamBlob(repo, hash, { signal }));
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
