import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateTokenRequest,
  createTokenResult,
  deleteTokenResult,
  splitToken,
  type TokenState,
} from "@/contract/tokens";
import { tokenPage } from "@/lib/http/answers";
import { apiTokensUrl, apiTokenUrl } from "@/lib/routes";
import { ApiFailure } from "./api-failure";
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

/**
 * Revokes a token of which only the plaintext is known: create, fork and import answer it without its id. It is the
 * active write token that ends at the very second the plaintext names; when two do, neither is touched.
 */
export function useRevokeBirthToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (plaintext: string) => {
      const { expiresAt } = splitToken(plaintext);
      const { tokens } = await callDashboard(tokenPage, {
        url: apiTokensUrl(namespace, repo, { state: "active", per_page: 100 }),
      });
      const matching = tokens.filter(
        (token) => token.scope === "write" && Math.floor(Date.parse(token.expires_at) / 1000) === expiresAt,
      );
      const [token] = matching;
      if (matching.length !== 1 || !token) {
        throw new ApiFailure(
          "not-found",
          "The token could not be told from others: revoke it on the Tokens page.",
        );
      }
      return callDashboard(deleteTokenResult, {
        method: "DELETE",
        url: apiTokenUrl(namespace, repo, token.id),
      });
    },
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey(namespace, repo) }),
  });
}
