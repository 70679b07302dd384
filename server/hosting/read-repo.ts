import { type RepoReader, StorageError } from "@/server/storage/repo-storage";
import { findReadyRepo, type RepoAddress, repoNotFound } from "./find-repo";
import type { Hosting } from "./hosting";

/** Runs `fn` with a reader of the repo at this address. */
export async function readRepo<T>(
  hosting: Hosting,
  address: RepoAddress,
  fn: (reader: RepoReader) => Promise<T>,
): Promise<T> {
  const { id } = await findReadyRepo(hosting, address);
  try {
    return await hosting.storage.withReader(id, fn);
  } catch (error) {
    // Deleted between the lookup and the read. A folder missing under a row that still stands is a failure.
    const isMissing = error instanceof StorageError && error.kind === "missing-repo";
    if (isMissing && !(await hosting.store.repos.hasId(id))) throw repoNotFound();
    throw error;
  }
}
