import type { RepoWithRemote } from "@/contract/repos";
import { apiReposUrl } from "@/lib/routes";
import { repoPageCheck } from "./answer-checks";
import { callDashboard } from "./call-dashboard";
import type { ReposQuery } from "./repos";
import { createRateLimitRetry } from "./retry-rate-limited";

const pageMax = 200;

/**
 * Every repo of a search, page by page, waiting as long as Artifacts asks; `onCount` gets how many there are so far. A repo
 * that moves in the order meanwhile is there once.
 */
export async function collectRepos(
  namespace: string,
  query: Omit<ReposQuery, "cursor" | "limit">,
  { signal, onCount }: { signal: AbortSignal; onCount: (count: number) => void },
): Promise<RepoWithRemote[]> {
  const retry = createRateLimitRetry({ signal });
  const repos = new Map<string, RepoWithRemote>();
  let cursor: string | null = null;
  do {
    const url: string = apiReposUrl(namespace, { ...query, limit: pageMax, cursor });
    const page = await retry.call(() => callDashboard(repoPageCheck, { url, signal }));
    for (const repo of page.repos) repos.set(repo.id, repo);
    onCount(repos.size);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return [...repos.values()];
}
