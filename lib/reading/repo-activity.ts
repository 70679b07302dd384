import "server-only";
import { listCommits } from "@/lib/artifacts/content";
import type { RepoActivity } from "@/lib/wire/leak-events";
import { openRepo } from "./open-repo";
import { resolveHead } from "./resolve-ref";

const commitsMax = 50;

/** What came to the default branch since a moment (unix seconds), by the dates that the commits carry. */
export async function readRepoActivity(
  namespace: string,
  name: string,
  since: number,
): Promise<RepoActivity> {
  const { repo, refs, content } = await openRepo(namespace, name);
  const head = resolveHead(refs);
  const commits = head === null ? [] : await listCommits(content, head.commitHash, { limit: commitsMax + 1 });
  const recent = commits.filter(({ committedAt }) => committedAt >= since);
  return {
    lastPushAt: repo.last_push_at,
    commits: recent.slice(0, commitsMax).map(({ hash, message, author, committedAt }) => ({
      hash,
      message: message.split("\n")[0] ?? "",
      author: author.name,
      committedAt,
    })),
    hasMore: recent.length > commitsMax,
  };
}
