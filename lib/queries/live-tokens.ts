import { apiTokensUrl } from "@/lib/routes";
import type { LabelledToken } from "@/lib/wire/answers";
import { tokenPageCheck } from "./answer-checks";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";
import { createRateLimitRetry } from "./retry-rate-limited";
import { tokensPerCall, walkTokens } from "./walk-tokens";

export interface LiveToken {
  repo: string;
  id: string;
}

const readLivePage = (namespace: string, repo: string, page: number, signal: AbortSignal) =>
  callDashboard(tokenPageCheck, {
    url: apiTokensUrl(namespace, repo, { state: "active", per_page: tokensPerCall, page }),
    signal,
  });

/** Ids of a repo's live tokens, the dashboard's own left out: it would make another one at once. A repo that is gone has none. */
export async function listLiveTokens(
  namespace: string,
  repo: string,
  signal: AbortSignal,
): Promise<LiveToken[]> {
  const tokens: LiveToken[] = [];
  try {
    for await (const { id, label } of walkTokens((page) => readLivePage(namespace, repo, page, signal))) {
      if (label === null) tokens.push({ repo, id });
    }
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.kind !== "not-found") throw error;
  }
  return tokens;
}

/** Which of `ids` are alive now: what was selected a while ago may be revoked or expired. Asks no further than it must. */
export async function findLiveTokens(
  namespace: string,
  repo: string,
  ids: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<LabelledToken[]> {
  const retry = createRateLimitRetry({ signal });
  const found = new Map<string, LabelledToken>();
  const readPage = (page: number) => retry.call(() => readLivePage(namespace, repo, page, signal));
  for await (const token of walkTokens(readPage)) {
    if (ids.has(token.id)) found.set(token.id, token);
    if (found.size === ids.size) break;
  }
  return [...found.values()];
}
