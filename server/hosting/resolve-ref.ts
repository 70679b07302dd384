import { isRefName, objectHash } from "@/contract/names";
import type { RepoReader } from "@/server/storage/repo-storage";

/** The commit that a ref as typed by a person leads to, or null. What is not a name of a ref is no ref. */
export async function resolveRef(reader: RepoReader, ref: string): Promise<string | null> {
  return isRefName(ref) ? reader.resolveCommit(ref) : null;
}

export function isObjectHash(text: string): boolean {
  return objectHash.safeParse(text).success;
}
