import { queryOptions } from "@tanstack/react-query";
import type { TokenState } from "@/contract/tokens";
import { apiTokensUrl } from "@/lib/routes";
import type { LabelledToken, TokenPage } from "@/lib/wire/answers";
import { tokenPageCheck } from "./answer-checks";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";
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
      callDashboard(tokenPageCheck, {
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
        callDashboard(tokenPageCheck, {
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
