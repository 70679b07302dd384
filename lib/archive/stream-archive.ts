import "server-only";
import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { ContentRepo } from "@/lib/artifacts/content";
import { type ArchiveTurns, archiveTurns } from "./archive-turns";
import type { CommitFacts } from "./format-commit";
import { listTree, type TreePlace } from "./list-tree";
import { archiveMaxBytes, readBlobs } from "./read-blobs";
import { writeTar } from "./write-tar";
import { writeZip } from "./write-zip";

export type ArchiveFormat = "zip" | "tar.gz";

interface ArchiveSource {
  repo: ContentRepo;
  treeHash: string;
  /** What everything in the archive lies in; one safe name. */
  topFolder: string;
  format: ArchiveFormat;
  signal: AbortSignal;
  /** For `export-subst`; left out, nothing is put in. */
  facts?: CommitFacts | null;
  place?: TreePlace;
  turns?: ArchiveTurns;
}

/**
 * A directory as an archive. Throws while the tree is read; once there is a stream, whatever goes wrong breaks it, so that a
 * part never passes for the whole. Only what is being written is in memory. Nothing in it comes from a clock or this machine, and
 * from a commit only what `export-subst` asks for: one tree and top folder, one archive.
 */
export async function streamArchive(source: ArchiveSource): Promise<ReadableStream<Uint8Array>> {
  const gone = new AbortController();
  const signal = AbortSignal.any([source.signal, gone.signal]);
  const { namespace, name } = source.repo;
  const leave = await (source.turns ?? archiveTurns()).enter(`${namespace}/${name}`, signal);
  // Also where nobody has begun to read.
  signal.addEventListener("abort", leave, { once: true });
  try {
    const chunks = await chunksOf(source, signal);
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (!done) return controller.enqueue(value);
          leave();
          controller.close();
        } catch (error) {
          leave();
          throw error;
        }
      },
      async cancel() {
        gone.abort();
        // What was under way ends with the abort, and is of no interest any more.
        await chunks.return(undefined).catch(() => undefined);
      },
    });
  } catch (error) {
    leave();
    throw error;
  }
}

async function chunksOf(source: ArchiveSource, signal: AbortSignal): Promise<AsyncGenerator<Uint8Array>> {
  const { repo, topFolder, facts = null } = source;
  const below = await listTree(repo, source.treeHash, signal, undefined, source.place);
  const entries = [
    { path: topFolder, kind: "directory" as const, hash: "" },
    ...below.map((entry) => ({ ...entry, path: `${topFolder}/${entry.path}` })),
  ];
  const files = readBlobs(repo, entries, signal, archiveMaxBytes, facts);
  return source.format === "zip" ? coalesce(writeZip(files)) : gzip(coalesce(writeTar(files)));
}

async function* gzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // The header of Node's gzip carries neither a name nor a time.
  const packed = pipeline(Readable.from(chunks), createGzip({ chunkSize: 65_536 }), () => undefined);
  for await (const chunk of packed) yield chunk;
}

const coalescedBytes = 65_536;

/** Headers are a few bytes each: sent one by one, they would cost more than the files. */
async function* coalesce(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.byteLength;
    if (heldBytes < coalescedBytes) continue;
    yield Buffer.concat(held);
    held = [];
    heldBytes = 0;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
