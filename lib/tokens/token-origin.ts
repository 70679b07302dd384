import type { TokenInfo } from "@/contract/tokens";

const withinMs = 5_000;
const lifetimeMs = 24 * 3_600_000;

/** That a token came with its repo: known where this dashboard made the repo, else likely at best, as no record says so. */
export type Initial = "known" | "likely";

export const initialWords: Record<Initial, string> = {
  known: "born with the repo",
  likely: "probably born with the repo",
};

export const initialReasons: Record<Initial, string> = {
  known: "It came with the repo, which this dashboard made",
  likely: "A write token of 24 hours, made within seconds of the repo",
};

type JudgedToken = Pick<TokenInfo, "scope" | "created_at" | "expires_at"> & {
  isInitial: boolean;
  purpose: string | null;
};

/** Whether a token came with its repo, by one judgement on every page. */
export function initialOf(token: JudgedToken, repoCreatedAt: string): Initial | null {
  if (token.isInitial) return "known";
  return token.purpose === null && isLikelyInitialToken(token, repoCreatedAt) ? "likely" : null;
}

/** A write token of 24 hours, made within seconds of its repo. */
function isLikelyInitialToken(
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
