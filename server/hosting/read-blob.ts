import type { Readable } from "node:stream";
import type { RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { checkHash, objectNotFound, otherType } from "./read-object";
import { readRepo } from "./read-repo";

/** A blob whose bytes have not been asked for yet. */
export interface BlobHandle {
  hash: string;
  sizeBytes: number;
  /** The bytes, as a stream that must be consumed or destroyed. */
  open(signal: AbortSignal): Promise<Readable>;
}

export async function readBlob(hosting: Hosting, address: RepoAddress, hash: string): Promise<BlobHandle> {
  checkHash(hash);
  const info = await readRepo(hosting, address, (reader) => reader.info(hash));
  if (info === null) throw objectNotFound("blob");
  if (info.type !== "blob") throw otherType("blob", info.type);
  return blobHandle(hosting, address, info);
}

export function blobHandle(
  hosting: Hosting,
  address: RepoAddress,
  info: { hash: string; sizeBytes: number },
): BlobHandle {
  return {
    hash: info.hash,
    sizeBytes: info.sizeBytes,
    async open(signal) {
      const object = await readRepo(hosting, address, (reader) => reader.stream(info.hash, signal));
      if (object === null) throw objectNotFound("blob");
      return object.content;
    },
  };
}
