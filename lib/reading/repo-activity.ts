import "server-only";
import { listCommits } from "@/lib/artifacts/content";
import { splitMessage } from "@/lib/text/split-message";
import type { RepoActivity } from "@/lib/wire/leak-events";
import { openRepo } from "./open-repo";
import { resolveHead } from "./resolve-ref";

const commitsMax = 50;

/** What came to the default branch between two moments (unix seconds), by the dates that the commits carry. */
export async function readRepoActivity(
  namespace: string,
  name: string,
  { since, until }: { since: number; until: number },
): Promise<RepoActivity> {
  const { repo, refs, content } = await openRepo(namespace, name);
  const head = resolveHead(refs);
  const commits = head === null ? [] : await listCommits(content, head.commitHash, { limit: commitsMax + 1 });
  const within = commits.filter(({ committedAt }) => committedAt >= since && committedAt <= until);
  return {
    lastPushAt: repo.last_push_at,
    commits: within.slice(0, commitsMax).map(({ hash, message, author, committedAt }) => ({
      hash,
      message: splitMessage(message).subject,
      author: author.name,
      committedAt,
    })),
    hasMore: commits.length > commitsMax && (commits.at(-1)?.committedAt ?? 0) >= since,
  };
}
