import "server-only";
import { bulkCalls, type InTurn } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, streamBlob } from "@/lib/artifacts/content";
import { readAtMost } from "@/lib/bytes/bounded-body";
import type { ArchiveFile, Content } from "./archive-file";
import { convertFile } from "./convert-file";
import type { CommitFacts } from "./format-commit";
import type { ArchiveEntry } from "./list-tree";

/** Blobs asked for ahead of the one being written: what hides the distance to Artifacts. */
const ahead = 8;
const heldBytes = 512 * 1024;
/** Converted in memory, one at a time; Git leaves larger ones as they are, too, from 512 MB on. */
const convertedMaxBytes = 64 * 1024 * 1024;
const readTimeoutMs = 120_000;
/** Of all files together. A zip without the 64-bit forms, which some programs do not read, ends here. */
export const archiveMaxBytes = 4 * 1024 * 1024 * 1024 - 1;

/**
 * The entries with their contents, in order. At most `ahead` small blobs are held; nothing is asked for faster than it is
 * taken. Stops with `signal`.
 */
export async function* readBlobs(
  repo: ContentRepo,
  entries: readonly ArchiveEntry[],
  signal: AbortSignal,
  maxBytes = archiveMaxBytes,
  facts: CommitFacts | null = null,
): AsyncGenerator<ArchiveFile> {
  const bulk = bulkCalls();
  const waiting: Promise<Content>[] = [];
  let total = 0;
  const count = (sizeBytes: number) => {
    total += sizeBytes;
    if (total > maxBytes) throw new Error(`The archive would hold more than ${maxBytes} bytes.`);
  };
  let next = 0;
  for (const entry of entries) {
    for (; next < entries.length && waiting.length <= ahead; next++) {
      const opening = open(repo, entries[next], { bulk, signal, count, facts });
      // Awaited in its turn; a failure before that must not count as unhandled.
      opening.catch(() => undefined);
      waiting.push(opening);
    }
    const content = await waiting.shift();
    if (content !== undefined) yield { ...entry, content };
  }
}

/** A blob of up to `heldBytes`; of a larger one only its length, where Artifacts gives it. */
async function readSmall(
  repo: ContentRepo,
  hash: string,
  bulk: InTurn,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array | null; sizeBytes: number | null }> {
  const late = new AbortController();
  const { body, sizeBytes } = await bulk(() =>
    streamBlob(repo, hash, { signal: AbortSignal.any([signal, late.signal]) }),
  );
  // From here on: the call may have had to wait for its turn.
  const timer = setTimeout(() => late.abort(), readTimeoutMs);
  try {
    if (sizeBytes !== null && sizeBytes > heldBytes) {
      await body?.cancel();
      return { bytes: null, sizeBytes };
    }
    const { bytes, truncated } = await readAtMost(body, heldBytes);
    return { bytes: truncated ? null : bytes, sizeBytes };
  } finally {
    clearTimeout(timer);
  }
}

interface Opening {
  bulk: InTurn;
  signal: AbortSignal;
  count: (sizeBytes: number) => void;
  facts: CommitFacts | null;
}

async function open(
  repo: ContentRepo,
  entry: ArchiveEntry | undefined,
  { bulk, signal, count, facts }: Opening,
): Promise<Content> {
  if (entry === undefined || entry.kind === "directory") return { bytes: new Uint8Array() };
  const { sizeBytes, bytes } = await readSmall(repo, entry.hash, bulk, signal);
  const { conversion = null, hash } = entry;
  const convert = (raw: Uint8Array) =>
    conversion === null ? raw : convertFile(raw, hash, conversion, facts);
  if (bytes !== null) {
    const converted = convert(bytes);
    count(converted.byteLength);
    return { bytes: converted };
  }
  if (conversion !== null) {
    return convertedLarge(async () => {
      const { body } = await bulk(() => streamBlob(repo, hash, { signal }));
      const whole = await readAtMost(body, convertedMaxBytes);
      if (whole.truncated) throw new Error(`A file of more than ${convertedMaxBytes} bytes to convert.`);
      const converted = convert(whole.bytes);
      count(converted.byteLength);
      return converted;
    });
  }

  async function* stream() {
    const { body } = await bulk(() => streamBlob(repo, entry?.hash ?? "", { signal }));
    let received = 0;
    for await (const chunk of body ?? []) {
      received += chunk.byteLength;
      count(chunk.byteLength);
      yield chunk;
    }
    if (sizeBytes !== null && received !== sizeBytes) {
      throw new Error("Artifacts sent another number of bytes than it announced.");
    }
  }

  return {
    bytes: null,
    stream,
    async measure() {
      if (sizeBytes !== null) return sizeBytes;
      const { body } = await bulk(() => streamBlob(repo, entry.hash, { signal }));
      let length = 0;
      for await (const chunk of body ?? []) {
        length += chunk.byteLength;
        if (length > archiveMaxBytes) throw new Error(`A file of more than ${archiveMaxBytes} bytes.`);
      }
      return length;
    },
  };
}

/** A file whose length is known only when it is converted: read when its turn has come, and once. */
function convertedLarge(read: () => Promise<Uint8Array>): Content {
  let reading: Promise<Uint8Array> | null = null;
  const whole = () => {
    reading ??= read();
    return reading;
  };
  return {
    bytes: null,
    async measure() {
      return (await whole()).byteLength;
    },
    async *stream() {
      yield await whole();
    },
  };
}
