import type { RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";
import { type BlobHandle, blobHandle } from "./read-blob";
import { readRepo } from "./read-repo";
import { resolveRef } from "./resolve-ref";

/** The file at a path, given as bytes since Git's names are bytes, at a branch, tag or commit. */
export async function readFile(
  hosting: Hosting,
  address: RepoAddress,
  file: { ref: string | null; path: Buffer },
): Promise<BlobHandle> {
  const blob = await readRepo(hosting, address, async (reader) => {
    const root = await resolveRef(reader, file.ref ?? "HEAD");
    if (root === null || !isTreePath(file.path)) return null;
    const found = await reader.findPath(root, file.path);
    const info = found?.type === "blob" ? await reader.info(found.hash) : null;
    return info && blobHandle(hosting, address, reader, info);
  });
  if (blob === null) throw new HostingError("NOT_FOUND", "File not found");
  return blob;
}

/** No tree holds an empty name or one with a NUL: such a path leads nowhere, and Git need not be asked. */
function isTreePath(path: Buffer): boolean {
  if (path.length === 0 || path.includes(0)) return false;
  return path.at(0) !== slash && path.at(-1) !== slash && !path.includes("//");
}

const slash = 0x2f;
