import type { ListTokensQuery, TokenInfo, TokenState } from "@/contract/tokens";
import type { TokenRow } from "@/server/db/tokens";
import { findReadyRepo, type RepoAddress } from "./find-repo";
import type { Hosting } from "./hosting";
import type { Page } from "./page";

const perPageDefault = 30;

/** A page of a repo's tokens, newest first. */
export async function listTokens(
  hosting: Hosting,
  address: RepoAddress,
  query: ListTokensQuery,
): Promise<Page<TokenInfo>> {
  const repo = await findReadyRepo(hosting, address);
  const perPage = query.per_page ?? perPageDefault;
  const page = query.page ?? 1;
  const nowMs = hosting.now();
  const { tokens, totalCount } = await hosting.store.tokens.list({
    repoId: repo.id,
    state: query.state ?? "active",
    nowMs,
    offset: (page - 1) * perPage,
    limit: perPage,
  });
  return {
    items: tokens.map((token) => ({
      id: token.id,
      scope: token.scope,
      state: tokenStateAt(token, nowMs),
      created_at: new Date(token.createdAtMs).toISOString(),
      expires_at: new Date(token.expiresAtMs).toISOString(),
    })),
    info: {
      page,
      per_page: perPage,
      total_pages: Math.ceil(totalCount / perPage),
      count: tokens.length,
      total_count: totalCount,
    },
  };
}

/** A state is worked out, never stored: a token expires without a write. */
export function tokenStateAt(
  token: Pick<TokenRow, "revokedAtMs" | "expiresAtMs">,
  nowMs: number,
): TokenState {
  if (token.revokedAtMs !== null) return "revoked";
  return token.expiresAtMs > nowMs ? "active" : "expired";
}
