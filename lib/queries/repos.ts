import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { RepoSortField, SortDirection } from "@/contract/repos";
import { apiLatestCommitsUrl, apiReposUrl } from "@/lib/routes";
import { latestCommitTimesCheck, repoPageCheck } from "./answer-checks";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

export interface ReposQuery {
  search?: string;
  sort?: RepoSortField;
  direction?: SortDirection;
  limit?: number;
  cursor?: string;
}

/** Pages hand it over filled: `fetchQuery({ ...reposQuery(ns, q), queryFn: () => listRepos(ns, q) })`. */
export function reposQuery(namespace: string, query: ReposQuery = {}) {
  return queryOptions({
    queryKey: queryKeys.repoPage(namespace, query),
    queryFn: ({ signal }) =>
      callDashboard(repoPageCheck, {
        url: apiReposUrl(namespace, { ...query }),
        signal,
      }),
  });
}

/** Enough for the way back; a page of 1,000 repos takes half a megabyte. */
const idlePagesMax = 20;

/** Forgets what is read no more but for the latest of it: turning pages for a day takes no more memory than for a minute. */
export function forgetOldPages(client: QueryClient, namespace: string): void {
  const cache = client.getQueryCache();
  for (const queryKey of [queryKeys.repos(namespace), queryKeys.latestCommitsIn(namespace)]) {
    const idle = cache.findAll({ queryKey, type: "inactive", fetchStatus: "idle" });
    const latestFirst = idle.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
    for (const query of latestFirst.slice(idlePagesMax)) cache.remove(query);
  }
}

/** When each repo's default branch last got a commit, for Artifacts that do not report pushes. One call for all. */
export function latestCommitsQuery(namespace: string, repos: readonly string[]) {
  return queryOptions({
    queryKey: queryKeys.latestCommitsOf(namespace, repos),
    queryFn: ({ signal }) =>
      callDashboard(latestCommitTimesCheck, { url: apiLatestCommitsUrl(namespace, repos), signal }),
    enabled: repos.length > 0,
  });
}
