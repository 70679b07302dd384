import "server-only";
import { z } from "zod";
import { repoTokensPath, tokenPath, tokensPath } from "@/contract/paths";
import {
  type CreateTokenRequest,
  type CreateTokenResult,
  createTokenResult,
  deleteTokenResult,
  type ListTokensQuery,
  type TokenInfo,
  tokenInfo,
} from "@/contract/tokens";
import { callApi } from "./client";
import { connection } from "./connection";

const pageMax = 100;

interface TokenRecords {
  tokens: TokenInfo[];
  page: number;
  totalPages: number;
  /** Null where Artifacts does not count them. */
  totalCount: number | null;
}

/** One page of a repo's token records. */
export async function getTokenRecords(
  namespace: string,
  repo: string,
  query: ListTokensQuery = {},
  signal?: AbortSignal,
): Promise<TokenRecords> {
  const { result, paging } = await callApi(z.array(tokenInfo), {
    path: repoTokensPath(connection().account, namespace, repo),
    query: { state: query.state, per_page: query.per_page, page: query.page },
    signal,
  });
  const page = paging?.page ?? query.page ?? 1;
  return {
    tokens: result,
    page,
    // The cursor form says only that there is more.
    totalPages: paging?.total_pages ?? (paging?.cursor ? page + 1 : page),
    totalCount: paging?.total_count ?? null,
  };
}

/** Page after page of a repo's token records. */
export async function* eachTokenPage(
  namespace: string,
  repo: string,
  query: Pick<ListTokensQuery, "state">,
  signal?: AbortSignal,
): AsyncGenerator<TokenRecords, void> {
  for (let page = 1; ; page += 1) {
    const records = await getTokenRecords(namespace, repo, { ...query, per_page: pageMax, page }, signal);
    yield records;
    // One that is empty ends a list whose pages are not counted.
    if (page >= records.totalPages || records.tokens.length === 0) return;
  }
}

/** The answer's `plaintext` is the secret: show it once, keep it nowhere. */
export async function postToken(
  namespace: string,
  body: CreateTokenRequest,
  signal?: AbortSignal,
): Promise<CreateTokenResult> {
  const { result } = await callApi(createTokenResult, {
    path: tokensPath(connection().account, namespace),
    method: "POST",
    body,
    signal,
  });
  return result;
}

/** Deleting twice is no error. */
export async function deleteToken(
  namespace: string,
  id: string,
  signal?: AbortSignal,
): Promise<{ id: string }> {
  const { result } = await callApi(deleteTokenResult, {
    path: tokenPath(connection().account, namespace, id),
    method: "DELETE",
    signal,
  });
  return result;
}
