import "server-only";
import type { Commit } from "@/contract/content";
import { type ContentRepo, getCommit, isNoObject } from "@/lib/artifacts/content";

/** Null where a commit is named and not there: a shallow import ends with such parents. */
export async function commitOrNull(repo: ContentRepo, hash: string): Promise<Commit | null> {
  try {
    return await getCommit(repo, hash);
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
