import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateRepoRequest,
  createRepoResult,
  deleteRepoResult,
  type RepoSortField,
  type SortDirection,
} from "@/contract/repos";
import { latestCommitTimes, repoPage } from "@/lib/http/answers";
import { apiLatestCommitsUrl, apiReposUrl, apiRepoUrl } from "@/lib/routes";
import { callDashboard } from "./call-dashboard";

export interface ReposQuery {
  search?: string;
  sort?: RepoSortField;
  direction?: SortDirection;
  limit?: number;
  cursor?: string;
}

const reposKey = (namespace: string) => ["repos", namespace] as const;

/** Pages hand it over filled: `fetchQuery({ ...reposQuery(ns, q), queryFn: () => listRepos(ns, q) })`. */
export function reposQuery(namespace: string, query: ReposQuery = {}) {
  return queryOptions({
    queryKey: [...reposKey(namespace), query],
    queryFn: ({ signal }) =>
      callDashboard(repoPage, {
        url: apiReposUrl(namespace, { ...query }),
        signal,
      }),
  });
}

/** When each repo's default branch last got a commit, for Artifacts that do not report pushes. One call for all. */
export function latestCommitsQuery(namespace: string, repos: readonly string[]) {
  return queryOptions({
    queryKey: ["latest-commits", namespace, repos],
    queryFn: ({ signal }) =>
      callDashboard(latestCommitTimes, { url: apiLatestCommitsUrl(namespace, repos), signal }),
    enabled: repos.length > 0,
  });
}

/** The result holds a live write token: it is dropped with the component, not kept in the mutation cache. */
export function useCreateRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateRepoRequest) =>
      callDashboard(createRepoResult, {
        method: "POST",
        url: apiReposUrl(namespace),
        body,
      }),
    gcTime: 0,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: reposKey(namespace) }),
        client.invalidateQueries({ queryKey: ["namespaces"] }),
      ]),
  });
}

export function useDeleteRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (repo: string) =>
      callDashboard(deleteRepoResult, { method: "DELETE", url: apiRepoUrl(namespace, repo) }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: reposKey(namespace) }),
        client.invalidateQueries({ queryKey: ["namespaces"] }),
      ]),
  });
}
