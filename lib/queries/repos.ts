import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateRepoRequest,
  createRepoResult,
  deleteRepoResult,
  type ForkRepoRequest,
  forkRepoResult,
  type ImportRepoRequest,
  type RepoSortField,
  repoWithRemote,
  type SortDirection,
} from "@/contract/repos";
import { latestCommitTimes, repoPage } from "@/lib/http/answers";
import { apiForkUrl, apiImportUrl, apiLatestCommitsUrl, apiReposUrl, apiRepoUrl } from "@/lib/routes";
import { ApiFailure } from "./api-failure";
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

/** Whether a repo of this name exists; upper and lower case are the same. A name that cannot be looked up counts as free. */
export function repoNameTakenQuery(namespace: string, name: string) {
  return queryOptions({
    queryKey: ["name-taken", namespace, name],
    queryFn: async ({ signal }) => {
      try {
        await callDashboard(repoWithRemote, { url: apiRepoUrl(namespace, name), signal });
        return true;
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        return error.kind === "importing" || error.kind === "forking";
      }
    },
    staleTime: 5_000,
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

/** Forks `repo`. The result holds a live write token: it is dropped with the component. */
export function useForkRepo(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ForkRepoRequest) =>
      callDashboard(forkRepoResult, { method: "POST", url: apiForkUrl(namespace, repo), body }),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: reposKey(namespace) }),
  });
}

/** Imports into `name`. The result holds a live write token: it is dropped with the component. */
export function useImportRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, ...body }: ImportRepoRequest & { name: string }) =>
      callDashboard(createRepoResult, { method: "POST", url: apiImportUrl(namespace, name), body }),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: reposKey(namespace) }),
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
