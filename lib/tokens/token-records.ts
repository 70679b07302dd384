import "server-only";
import { createHash } from "node:crypto";
import type { TokenInfo } from "@/contract/tokens";
import type { LabelledToken } from "@/lib/wire/answers";
import type { CandidateTokens, TokenProbe } from "@/lib/wire/leak-events";
import { eachLabelledTokens } from "./list-tokens";
import { readTokens } from "./read-tokens";

/** Clocks are read twice: when the token is made and when its record is. */
const expirySlackSeconds = 2;

/** Whether a record ends when a token says of itself that it does. `expiresAt` in unix seconds. */
export function endsAt(token: TokenInfo, expiresAt: number): boolean {
  return Math.abs(Date.parse(token.expires_at) / 1000 - expiresAt) <= expirySlackSeconds;
}

/** A leaked token, as far as the text that held it says. */
interface LeakedToken {
  secret: string;
  /** Unix seconds. */
  expiresAt: number | null;
}

/**
 * The records of a repo that a secret may have, after its remote was asked about it, and what tells which one it is. Records name no
 * secret: one is told by its id where ids are made from secrets, as our service makes them, else when no other live one may
 * do what this one may or ends when it says it does. Left out are those of the dashboard's own whose secret it holds: another.
 */
export function candidateTokens(
  tokens: readonly LabelledToken[],
  { scope, verdict }: TokenProbe,
  { secret, expiresAt }: LeakedToken,
): CandidateTokens {
  const possible = tokens.filter((token) => verdict !== "alive" || token.state === "active");
  const named = possible.find(({ id }) => id === idFromSecret(secret));
  if (named !== undefined) return { tokens: [named], toldBy: "id" };
  const fitting = possible.filter(
    (token) => (scope === null || token.scope === scope) && !readTokens().holdsAnother(token.id, secret),
  );
  const ending = fitting.filter((token) => expiresAt !== null && endsAt(token, expiresAt));
  // Of a live token one record is there in any case, whatever stands behind the secret; of a dead one it may be gone.
  const left = ending.length > 0 || verdict !== "alive" ? ending : fitting;
  const toldBy = left.length !== 1 ? null : fitting.length === 1 ? "only" : "expiry";
  return { tokens: left.toSorted(compareCost), toldBy };
}

/** As our service makes ids: the first 16 hex digits of the SHA-256 of the secret. */
function idFromSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex").slice(0, 16);
}

/** First what costs least if it goes for nothing: what is made anew by itself, what nobody may use or named, what ends first. */
function compareCost(a: LabelledToken, b: LabelledToken): number {
  return (
    Number(b.label !== null) - Number(a.label !== null) ||
    Number(b.isInitial) - Number(a.isInitial) ||
    Number(a.purpose !== null) - Number(b.purpose !== null) ||
    Date.parse(a.expires_at) - Date.parse(b.expires_at)
  );
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
