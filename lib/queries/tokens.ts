import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type CreateTokenRequest, deleteTokenResult, type TokenState } from "@/contract/tokens";
import { apiInitialTokenUrl, apiTokensUrl, apiTokenUrl } from "@/lib/routes";
import { type LabelledToken, mintedToken, type TokenPage, tokenPage } from "@/lib/wire/answers";
import { type InitialToken, initialToken } from "@/lib/wire/initial-token";
import { callDashboard } from "./call-dashboard";
import { createRateLimitRetry } from "./retry-rate-limited";

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

/** Repos with more tokens have them sorted page by page. */
export const tokensSortedMax = 500;
const pageMax = 100;

/** Every token of a state, for sorting; for no more than `tokensSortedMax`. */
export function allTokensQuery(namespace: string, repo: string, state: TokensQuery["state"]) {
  return queryOptions({
    queryKey: [...tokensKey(namespace, repo), "all", state],
    queryFn: ({ signal }) =>
      collectTokens((page) =>
        callDashboard(tokenPage, {
          url: apiTokensUrl(namespace, repo, { state, per_page: pageMax, page }),
          signal,
        }),
      ),
    staleTime: 0,
  });
}

/** Page after page, up to `tokensSortedMax`; a token that moved between two of them is there once. */
export async function collectTokens(
  readPage: (page: number) => Promise<TokenPage>,
): Promise<LabelledToken[]> {
  const tokens = new Map<string, LabelledToken>();
  for (let page = 1; page <= tokensSortedMax / pageMax; page += 1) {
    const answer = await readPage(page);
    for (const token of answer.tokens) tokens.set(token.id, token);
    if (page >= answer.totalPages) break;
  }
  return [...tokens.values()];
}

/** Which of `ids` are alive now: what was selected a while ago may be revoked or expired. Asks no further than it must. */
export async function findLiveTokens(
  namespace: string,
  repo: string,
  ids: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<LabelledToken[]> {
  const patience = createRateLimitRetry({ signal });
  const found = new Map<string, LabelledToken>();
  for (let page = 1; found.size < ids.size; page += 1) {
    const url = apiTokensUrl(namespace, repo, { state: "active", per_page: pageMax, page });
    const answer = await patience.call(() => callDashboard(tokenPage, { url, signal }));
    for (const token of answer.tokens) if (ids.has(token.id)) found.set(token.id, token);
    if (page >= answer.totalPages) break;
  }
  return [...found.values()];
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
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey(namespace, repo) }),
  });
}
