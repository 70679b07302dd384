import "server-only";
import { z } from "zod";
import { repoTokensPath, tokenPath, tokensPath } from "@/contract/paths";
import {
  type CreateTokenRequest,
  type CreateTokenResult,
  createTokenResult,
  deleteTokenResult,
  type ListTokensQuery,
  tokenInfo,
} from "@/contract/tokens";
import type { TokenPage } from "@/lib/http/answers";
import { callApi } from "./client";
import { connection } from "./connection";
import { forgetRevokedToken } from "./kept-inventories";
import { asTokenAct } from "./token-acts";
import { tokenNotes } from "./token-notes";

export async function listTokens(
  namespace: string,
  repo: string,
  query: ListTokensQuery = {},
  signal?: AbortSignal,
): Promise<TokenPage> {
  const { result, paging } = await callApi(z.array(tokenInfo), {
    path: repoTokensPath(connection().account, namespace, repo),
    query: { state: query.state, per_page: query.per_page, page: query.page },
    signal,
  });
  const page = paging?.page ?? query.page ?? 1;
  const notes = await tokenNotes().find(
    namespace,
    result.map(({ id }) => id),
  );
  return {
    tokens: result.map((token) => {
      const note = notes.get(token.id);
      return {
        ...token,
        label: note?.kind === "dashboard" ? ("dashboard" as const) : null,
        isBorn: note?.kind === "birth",
        purpose: note?.kind === "purpose" ? note.purpose : null,
      };
    }),
    page,
    // The cursor form says only that there is more.
    totalPages: paging?.total_pages ?? (paging?.cursor ? page + 1 : page),
    totalCount: paging?.total_count ?? null,
  };
}

/** The answer's `plaintext` is the secret: show it once, keep it nowhere. */
export async function createToken(
  namespace: string,
  body: CreateTokenRequest,
  signal?: AbortSignal,
): Promise<CreateTokenResult> {
  return asTokenAct({ act: "mint", namespace, repo: body.repo }, async (record) => {
    const { result } = await callApi(createTokenResult, {
      path: tokensPath(connection().account, namespace),
      method: "POST",
      body,
      signal,
    });
    record({ tokenId: result.id });
    return result;
  });
}

/** Revoking twice is no error. */
export async function revokeToken(
  namespace: string,
  id: string,
  signal?: AbortSignal,
): Promise<{ id: string }> {
  return asTokenAct({ act: "revoke", namespace, repo: null, tokenId: id }, async () => {
    const { result } = await callApi(deleteTokenResult, {
      path: tokenPath(connection().account, namespace, id),
      method: "DELETE",
      signal,
    });
    forgetRevokedToken(namespace, id);
    return result;
  });
}
