import "server-only";
import type { Commit, TreeEntry } from "@/contract/content";
import type { RepoWithRemote } from "@/contract/repos";
import { type ContentRepo, getBlob, getCommit, getTree, isNoObject } from "@/lib/artifacts/content";
import { findEntry } from "@/lib/paths/find-entry";
import type { FoundEntry } from "@/lib/paths/walk-path";
import { prefetchTrees } from "./prefetch-trees";

/** What stands at a path of a commit; or of a tree or a file by itself, for a tag may lead to one. */
export interface OpenedObject {
  commit: Commit | null;
  /** Null of a file by itself. */
  treeHash: string | null;
  /** Null when there is nothing. */
  entry: FoundEntry | null;
}

/**
 * Null for a hash that leads to nothing. `wantsEntries` for a directory that is to be shown. Throws `ArtifactsError`.
 */
export async function openCommitPath(
  { repo, content }: { repo: Pick<RepoWithRemote, "remote">; content: ContentRepo },
  commitHash: string,
  path: string[],
  { wantsEntries = false }: { wantsEntries?: boolean } = {},
): Promise<OpenedObject | null> {
  const at = { content, remote: repo.remote, commitHash, path };
  const needsTrees = wantsEntries || path.length > 0;
  const stopBringing = needsTrees ? prefetchTrees(at, { roundsAfforded: 1 }) : () => undefined;
  try {
    const commit = await orNull(getCommit(content, commitHash));
    if (commit === null) return await openBare(content, commitHash, path);
    const { treeHash } = commit;
    return { commit, treeHash, entry: await findEntry(content, treeHash, path) };
  } finally {
    stopBringing();
  }
}

async function openBare(content: ContentRepo, hash: string, path: string[]): Promise<OpenedObject | null> {
  if ((await orNull(getTree(content, hash))) !== null) {
    return { commit: null, treeHash: hash, entry: await findEntry(content, hash, path) };
  }
  if ((await orNull(getBlob(content, hash, { maxBytes: bareBlobBytes, headBytes: 1 }))) === null) return null;
  const entry: TreeEntry = { name: hash, mode: "100644", hash, type: "blob" };
  return { commit: null, treeHash: null, entry: path.length > 0 ? null : { kind: "blob", entry } };
}

/** Only to see that it is there. */
const bareBlobBytes = 1024;

async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (isNoObject(error)) return null;
    throw error;
  }
}
