import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateRepoRequest,
  createRepoResult,
  deleteRepoResult,
  type RepoSortField,
  repoWithRemote,
  type SortDirection,
} from "@/contract/repos";
import { repoPage } from "@/lib/http/answers";
import { apiReposUrl, apiRepoUrl } from "@/lib/routes";
import { callDashboard } from "./call-dashboard";

export interface ReposQuery {
  search?: string;
  sort?: RepoSortField;
  direction?: SortDirection;
  limit?: number;
  cursor?: string;
}

const reposKey = (namespace: string) => ["repos", namespace] as const;
const repoKey = (namespace: string, repo: string) => ["repo", namespace, repo] as const;

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

export function repoQuery(namespace: string, repo: string) {
  return queryOptions({
    queryKey: repoKey(namespace, repo),
    queryFn: ({ signal }) => callDashboard(repoWithRemote, { url: apiRepoUrl(namespace, repo), signal }),
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
      callDashboard(deleteRepoResult, {
        method: "DELETE",
        url: apiRepoUrl(namespace, repo),
      }),
    onSuccess: (_, repo) => {
      client.removeQueries({ queryKey: repoKey(namespace, repo) });
      return Promise.all([
        client.invalidateQueries({ queryKey: reposKey(namespace) }),
        client.invalidateQueries({ queryKey: ["namespaces"] }),
      ]);
    },
  });
}
