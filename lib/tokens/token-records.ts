import "server-only";
import type { TokenInfo } from "@/contract/tokens";
import type { TokenProbe } from "@/lib/wire/leak-events";
import { listTokens } from "./list-tokens";

/** Clocks are read twice: when the token is made and when its record is. */
const expirySlackSeconds = 2;

/** Whether a record ends when a token says of itself that it does. `expiresAt` in unix seconds. */
export function endsAt(token: TokenInfo, expiresAt: number): boolean {
  return Math.abs(Date.parse(token.expires_at) / 1000 - expiresAt) <= expirySlackSeconds;
}

/** The records that this token may have: of its scope and expiry as far as they are known. The dashboard's own come last. */
export function fittingTokens(
  tokens: (TokenInfo & { label?: unknown })[],
  { scope, verdict }: TokenProbe,
  expiresAt: number | null,
): TokenInfo[] {
  const fitting = tokens
    .filter((token) => scope === null || token.scope === scope)
    .filter((token) => verdict !== "alive" || token.state === "active")
    .filter((token) => expiresAt === null || endsAt(token, expiresAt));
  const foreign = fitting.filter((token) => !token.label);
  return foreign.length > 0 ? foreign : fitting;
}

/** Every token of a repo, page by page. */
export async function listTokensOf(
  namespace: string,
  repo: string,
  state: "active" | "all",
  signal: AbortSignal,
) {
  const tokens = [];
  for (let page = 1; ; page += 1) {
    const query = { state, per_page: 100, page };
    const answer = await listTokens(namespace, repo, query, signal);
    tokens.push(...answer.tokens);
    if (page >= answer.totalPages || answer.tokens.length === 0) return tokens;
  }
}
