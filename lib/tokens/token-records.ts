import "server-only";
import type { TokenInfo } from "@/contract/tokens";
import type { LabelledToken } from "@/lib/wire/answers";
import type { TokenProbe } from "@/lib/wire/leak-events";
import { eachLabelledTokens } from "./list-tokens";

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

/** Every token of a repo. */
export async function listTokensOf(
  namespace: string,
  repo: string,
  state: "active" | "all",
  signal: AbortSignal,
): Promise<LabelledToken[]> {
  const all: LabelledToken[] = [];
  for await (const tokens of eachLabelledTokens(namespace, repo, { state }, signal)) all.push(...tokens);
  return all;
}
