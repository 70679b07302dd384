import type { TokenInfo } from "@/contract/tokens";

const withinMs = 5_000;
const lifetimeMs = 24 * 3_600_000;

/**
 * Whether a token is most likely the one that was made with its repo: a write token of 24 hours, made within seconds of the
 * repo. No record says so, so it stays a guess.
 */
export function isLikelyInitialToken(
  token: Pick<TokenInfo, "scope" | "created_at" | "expires_at">,
  repoCreatedAt: string,
): boolean {
  const [created, expires, repo] = [token.created_at, token.expires_at, repoCreatedAt].map(Date.parse);
  if (created === undefined || expires === undefined || repo === undefined) return false;
  return (
    token.scope === "write" &&
    Math.abs(created - repo) <= withinMs &&
    Math.abs(expires - created - lifetimeMs) <= withinMs
  );
}
