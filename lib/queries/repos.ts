import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateRepoRequest,
  type ForkRepoRequest,
  type ImportRepoRequest,
  type RepoSortField,
  repoWithRemote,
  type SortDirection,
} from "@/contract/repos";
import { apiForksUrl, apiForkUrl, apiLatestCommitsUrl, apiReposUrl, apiRepoUrl } from "@/lib/routes";
import { forkList, latestCommitTimes, repoPage } from "@/lib/wire/answers";
import { type InitialTokenChoice, madeFork, madeRepo } from "@/lib/wire/initial-token";
import { ApiFailure } from "./api-failure";
import { beginImport } from "./begin-import";
import { callDashboard } from "./call-dashboard";
import { deleteRepo } from "./delete-repo";
import { forgetRepos } from "./forget-repos";
import { queryKeys } from "./query-keys";
import { refetchRepos } from "./refetch-repos";

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
      callDashboard(repoPage, {
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

/** Whether a repo of this name exists; upper and lower case are the same. Fails where that is not known. */
export function repoNameTakenQuery(namespace: string, name: string) {
  return queryOptions({
    queryKey: queryKeys.nameTaken(namespace, name),
    queryFn: async ({ signal }) => {
      try {
        await callDashboard(repoWithRemote, { url: apiRepoUrl(namespace, name), signal });
        return true;
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.kind === "importing" || error.kind === "forking") return true;
        if (error.kind === "not-found") return false;
        throw error;
      }
    },
    staleTime: 5_000,
  });
}

/** The forks that stay when `repo` is deleted. */
export function forksQuery(namespace: string, repo: string) {
  return queryOptions({
    queryKey: queryKeys.forksOf(namespace, repo),
    queryFn: ({ signal }) => callDashboard(forkList, { url: apiForksUrl(namespace, repo), signal }),
  });
}

/** When each repo's default branch last got a commit, for Artifacts that do not report pushes. One call for all. */
export function latestCommitsQuery(namespace: string, repos: readonly string[]) {
  return queryOptions({
    queryKey: queryKeys.latestCommitsOf(namespace, repos),
    queryFn: ({ signal }) =>
      callDashboard(latestCommitTimes, { url: apiLatestCommitsUrl(namespace, repos), signal }),
    enabled: repos.length > 0,
  });
}

/** The result may hold a live write token: it is dropped with the component, not kept in the mutation cache. */
export function useCreateRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateRepoRequest & InitialTokenChoice) =>
      callDashboard(madeRepo, {
        method: "POST",
        url: apiReposUrl(namespace),
        body,
      }),
    gcTime: 0,
    onSuccess: () => refetchRepos(client, [namespace]),
  });
}

/** Forks `repo`. The result may hold a live write token: it is dropped with the component. */
export function useForkRepo(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ForkRepoRequest & InitialTokenChoice) =>
      callDashboard(madeFork, { method: "POST", url: apiForkUrl(namespace, repo), body }),
    gcTime: 0,
    onSuccess: () => refetchRepos(client, [namespace]),
  });
}

/** Imports into `name`. The result may hold a live write token: it is dropped with the component. */
export function useImportRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      keep_token: isTokenKept,
      ...values
    }: ImportRepoRequest & InitialTokenChoice & { name: string }) =>
      beginImport(namespace, values, { isTokenKept }),
    gcTime: 0,
    onSuccess: () => refetchRepos(client, [namespace]),
  });
}

export function useDeleteRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (repo: string) => deleteRepo(namespace, repo),
    onSuccess: (_, repo) => forgetRepos(client, namespace, [repo]),
  });
}
