import type { RepoReader } from "@/server/storage/repo-storage";
import { HostingError } from "./hosting-error";
import { isObjectHash } from "./resolve-ref";

const nouns = { commit: "Commit", tree: "Tree", blob: "Blob" } as const;

export function checkHash(hash: string): void {
  if (!isObjectHash(hash)) {
    throw new HostingError("INVALID_INPUT", "Invalid SHA-1 hash", { pointer: "/hash" });
  }
}

export function objectNotFound(type: keyof typeof nouns): HostingError {
  return new HostingError("NOT_FOUND", `${nouns[type]} not found`);
}

/** The hosted service calls an object of another type an internal error, and so do we. */
export function otherType(expected: keyof typeof nouns, found: string): HostingError {
  return new HostingError("INTERNAL_ERROR", `The object is a ${found}, not a ${expected}`);
}

export function damagedObject(hash: string): HostingError {
  return new HostingError("INTERNAL_ERROR", `The object ${hash} is damaged`);
}

/** Throws unless the repo holds the object, of this type. */
export async function checkObject(reader: RepoReader, type: "commit" | "tree", hash: string): Promise<void> {
  const info = await reader.info(hash);
  if (info === null) throw objectNotFound(type);
  if (info.type !== type) throw otherType(type, info.type);
}

/** The whole content of a commit or tree. */
export async function readObject(reader: RepoReader, type: "commit" | "tree", hash: string): Promise<Buffer> {
  // The type is asked for first: a blob of any size under this hash must not be read whole.
  await checkObject(reader, type, hash);
  const object = await reader.read(hash);
  if (object === null) throw objectNotFound(type);
  return object.content;
}
