import type { Readable } from "node:stream";
import type { RepoReader } from "@/server/storage/repo-storage";
import type { RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { checkHash, objectNotFound, otherType } from "./read-object";
import { readRepo } from "./read-repo";

/** Blobs up to this size are read at once, in the same visit to the repo. */
const smallMaxBytes = 256 * 1024;

export interface BlobHandle {
  hash: string;
  sizeBytes: number;
  /** All of it when it is small; null when it is to be streamed. */
  content: Buffer | null;
  /** The bytes, as a stream that must be consumed or destroyed. */
  open(signal: AbortSignal): Promise<Readable>;
}

export async function readBlob(hosting: Hosting, address: RepoAddress, hash: string): Promise<BlobHandle> {
  checkHash(hash);
  return readRepo(hosting, address, async (reader) => {
    const info = await reader.info(hash);
    if (info === null) throw objectNotFound("blob");
    if (info.type !== "blob") throw otherType("blob", info.type);
    return blobHandle(hosting, address, reader, info);
  });
}

/** To be called inside `readRepo`. */
export async function blobHandle(
  hosting: Hosting,
  address: RepoAddress,
  reader: RepoReader,
  { hash, sizeBytes }: { hash: string; sizeBytes: number },
): Promise<BlobHandle> {
  const small = sizeBytes <= smallMaxBytes ? await reader.read(hash) : null;
  return {
    hash,
    sizeBytes,
    content: small?.content ?? null,
    async open(signal) {
      const object = await readRepo(hosting, address, (again) => again.stream(hash, signal));
      if (object === null) throw objectNotFound("blob");
      return object.content;
    },
  };
}
