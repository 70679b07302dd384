import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateTokenRequest,
  createTokenResult,
  deleteTokenResult,
  type TokenState,
} from "@/contract/tokens";
import { tokenPage } from "@/lib/http/answers";
import { apiTokensUrl, apiTokenUrl } from "@/lib/routes";
import { callDashboard } from "./call-dashboard";

export interface TokensQuery {
  state?: TokenState | "all";
  per_page?: number;
  page?: number;
}

const tokensKey = (namespace: string, repo: string) => ["tokens", namespace, repo] as const;

/** Pages hand it over filled: `fetchQuery({ ...tokensQuery(ns, repo, q), queryFn: () => listTokens(ns, repo, q) })`. */
export function tokensQuery(namespace: string, repo: string, query: TokensQuery = {}) {
  return queryOptions({
    queryKey: [...tokensKey(namespace, repo), query],
    queryFn: ({ signal }) =>
      callDashboard(tokenPage, {
        url: apiTokensUrl(namespace, repo, { ...query }),
        signal,
      }),
    // Revoked means revoked: a list that is shown again is asked for again.
    staleTime: 0,
  });
}

/** The result holds the secret: it is dropped with the component, not kept in the mutation cache. */
export function useCreateToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Omit<CreateTokenRequest, "repo">) =>
      callDashboard(createTokenResult, {
        method: "POST",
        url: apiTokensUrl(namespace, repo),
        body,
      }),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey(namespace, repo) }),
  });
}

export function useRevokeToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      callDashboard(deleteTokenResult, {
        method: "DELETE",
        url: apiTokenUrl(namespace, repo, id),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey(namespace, repo) }),
  });
}
