import { deleteRepoResult, type RepoWithRemote } from "@/contract/repos";
import { deleteTokenResult } from "@/contract/tokens";
import { apiReposUrl, apiRepoUrl, apiTokensUrl, apiTokenUrl } from "@/lib/routes";
import { repoPage, tokenPage } from "@/lib/wire/answers";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";
import type { ReposQuery } from "./repos";
import { createRateLimitRetry } from "./retry-rate-limited";

const pageMax = 200;

/**
 * Every repo of a search, page by page and patiently; `onCount` hears how many there are so far. A repo that moves in the
 * order meanwhile is there once.
 */
export async function collectRepos(
  namespace: string,
  query: Omit<ReposQuery, "cursor" | "limit">,
  { signal, onCount }: { signal: AbortSignal; onCount: (count: number) => void },
): Promise<RepoWithRemote[]> {
  const patience = createRateLimitRetry({ signal });
  const repos = new Map<string, RepoWithRemote>();
  let cursor: string | null = null;
  do {
    const url: string = apiReposUrl(namespace, { ...query, limit: pageMax, cursor });
    const page = await patience.call(() => callDashboard(repoPage, { url, signal }));
    for (const repo of page.repos) repos.set(repo.id, repo);
    onCount(repos.size);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return [...repos.values()];
}

/** A repo that is gone already counts as deleted. */
export async function deleteRepoCall(namespace: string, repo: string): Promise<void> {
  try {
    await callDashboard(deleteRepoResult, { method: "DELETE", url: apiRepoUrl(namespace, repo) });
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.kind !== "not-found") throw error;
  }
}

export interface LiveToken {
  repo: string;
  id: string;
}

/** Ids of a repo's live tokens, the dashboard's own left out: it would make another one at once. A repo that is gone has none. */
export async function listLiveTokens(
  namespace: string,
  repo: string,
  signal: AbortSignal,
): Promise<LiveToken[]> {
  const tokens: LiveToken[] = [];
  for (let page = 1; ; page += 1) {
    const url = apiTokensUrl(namespace, repo, { state: "active", per_page: 100, page });
    const answer = await callDashboard(tokenPage, { url, signal }).catch((error: unknown) => {
      if (error instanceof ApiFailure && error.kind === "not-found") return { tokens: [], totalPages: page };
      throw error;
    });
    tokens.push(
      ...answer.tokens.filter((token) => token.label === null).map((token) => ({ repo, id: token.id })),
    );
    if (page >= answer.totalPages) return tokens;
  }
}

/** A token that went with its repo counts as revoked. */
export async function revokeTokenCall(namespace: string, { repo, id }: LiveToken): Promise<void> {
  try {
    await callDashboard(deleteTokenResult, { method: "DELETE", url: apiTokenUrl(namespace, repo, id) });
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.kind !== "not-found") throw error;
  }
}
