import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { CreateTokenRequest, TokenState } from "@/contract/tokens";
import { apiInitialTokenUrl, apiTokensUrl } from "@/lib/routes";
import { type LabelledToken, mintedToken, type TokenPage, tokenPage } from "@/lib/wire/answers";
import { type InitialToken, initialToken } from "@/lib/wire/initial-token";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";
import { refetchTokens } from "./refetch-tokens";
import { revokeToken } from "./revoke-token";
import { tokensPerCall, walkTokens } from "./walk-tokens";

export interface TokensQuery {
  state?: TokenState | "all";
  per_page?: number;
  page?: number;
}

/** Revoked means revoked: a list that is shown again is asked for again. The one that the server has just read is not. */
const shownMs = 2_000;

/** Pages hand it over filled: `fetchQuery({ ...tokensQuery(ns, repo, q), queryFn: () => listTokens(ns, repo, q) })`. */
export function tokensQuery(namespace: string, repo: string, query: TokensQuery = {}) {
  return queryOptions({
    queryKey: queryKeys.tokenPage(namespace, repo, query),
    queryFn: ({ signal }) =>
      callDashboard(tokenPage, {
        url: apiTokensUrl(namespace, repo, { ...query }),
        signal,
      }),
    staleTime: shownMs,
  });
}

/** Repos with more tokens have them sorted page by page. */
export const tokensSortedMax = 500;

/** Every token of a state, for sorting; for no more than `tokensSortedMax`. */
export function allTokensQuery(namespace: string, repo: string, state: TokensQuery["state"]) {
  return queryOptions({
    queryKey: queryKeys.allTokens(namespace, repo, state),
    queryFn: ({ signal }) =>
      collectTokens((page) =>
        callDashboard(tokenPage, {
          url: apiTokensUrl(namespace, repo, { state, per_page: tokensPerCall, page }),
          signal,
        }),
      ),
    staleTime: shownMs,
  });
}

/** Up to `tokensSortedMax`; a token that moved between two pages is there once. */
export async function collectTokens(
  readPage: (page: number) => Promise<TokenPage>,
): Promise<LabelledToken[]> {
  const tokens = new Map<string, LabelledToken>();
  const walk = walkTokens(readPage, { pagesMax: tokensSortedMax / tokensPerCall });
  for await (const token of walk) tokens.set(token.id, token);
  return [...tokens.values()];
}

/** The result holds the secret: it is dropped with the component, not kept in the mutation cache. */
export function useCreateToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Omit<CreateTokenRequest, "repo"> & { purpose?: string }) =>
      callDashboard(mintedToken, {
        method: "POST",
        url: apiTokensUrl(namespace, repo),
        body,
      }),
    gcTime: 0,
    onSuccess: () => refetchTokens(client, namespace, repo),
  });
}

export function useRevokeToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => revokeToken(namespace, { repo, id }),
    onSuccess: () => refetchTokens(client, namespace, repo),
  });
}

/**
 * Revokes the write token that a repo came with, of which only the end (unix seconds) is known: create, fork and import answer
 * it without its id.
 */
export function revokeInitialToken(
  namespace: string,
  repo: string,
  endsAt: number | null,
): Promise<InitialToken> {
  return callDashboard(initialToken, { method: "DELETE", url: apiInitialTokenUrl(namespace, repo, endsAt) });
}

export function useRevokeInitialToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (endsAt: number | null) => revokeInitialToken(namespace, repo, endsAt),
    onSuccess: () => refetchTokens(client, namespace, repo),
  });
}
