import "server-only";
import type { Commit } from "@/contract/content";
import type { RepoWithRemote } from "@/contract/repos";
import { type ContentRepo, getCommit, isNoCommit } from "@/lib/artifacts/content";
import { findEntry } from "@/lib/paths/find-entry";
import type { FoundEntry } from "@/lib/paths/walk-path";
import { prefetchTrees } from "./prefetch-trees";

/**
 * A commit, and what stands at a path of it: null when there is nothing. Null altogether for a hash that is nowhere, or of
 * something that is no commit. `wantsEntries` for a directory that is to be shown. Throws `ArtifactsError`.
 */
export async function openCommitPath(
  { repo, content }: { repo: Pick<RepoWithRemote, "remote">; content: ContentRepo },
  commitHash: string,
  path: string[],
  { wantsEntries = false }: { wantsEntries?: boolean } = {},
): Promise<{ commit: Commit; entry: FoundEntry | null } | null> {
  const at = { content, remote: repo.remote, commitHash, path };
  const needsTrees = wantsEntries || path.length > 0;
  const stopBringing = needsTrees ? prefetchTrees(at, { roundsAfforded: 1 }) : () => undefined;
  try {
    const commit = await getCommit(content, commitHash).catch((error: unknown) => {
      if (isNoCommit(error)) return null;
      throw error;
    });
    return commit && { commit, entry: await findEntry(content, commit.treeHash, path) };
  } finally {
    stopBringing();
  }
}
