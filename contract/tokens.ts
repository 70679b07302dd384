import { z } from "zod";
import { repoName } from "./names";
import { queryInteger } from "./paging";

export const scope = z.enum(["read", "write"]);
export type Scope = z.infer<typeof scope>;

export const tokenState = z.enum(["active", "expired", "revoked"]);
export type TokenState = z.infer<typeof tokenState>;

export const ttlMinSeconds = 60;
export const ttlMaxSeconds = 31_536_000;
export const ttlDefaultSeconds = 86_400;

export const tokenInfo = z.object({
  id: z.string(),
  scope,
  state: tokenState,
  created_at: z.string(),
  expires_at: z.string(),
});
export type TokenInfo = z.infer<typeof tokenInfo>;

export const listTokensQuery = z.object({
  state: z.enum(["active", "expired", "revoked", "all"]).optional(),
  per_page: queryInteger({ min: 1, max: 100 }).optional(),
  page: queryInteger({ min: 1, max: 1_000_000 }).optional(),
});
export type ListTokensQuery = z.infer<typeof listTokensQuery>;

export const createTokenRequest = z.object({
  repo: repoName,
  scope: scope.optional(),
  ttl: z
    .number()
    .int()
    .min(ttlMinSeconds, `ttl must be at least ${ttlMinSeconds} seconds`)
    .max(ttlMaxSeconds, `ttl must be at most ${ttlMaxSeconds} seconds`)
    .optional(),
});
export type CreateTokenRequest = z.infer<typeof createTokenRequest>;

/** The answer to a token's creation: the only place where `plaintext`, the secret, ever stands. */
export const createTokenResult = z.object({
  id: z.string(),
  plaintext: z.string(),
  scope,
  expires_at: z.string(),
});
export type CreateTokenResult = z.infer<typeof createTokenResult>;

export const deleteTokenResult = z.object({ id: z.string() });

/**
 * The parts of a token's plaintext, `art_v<digits>_…?expires=<unix seconds>`. The prefix differs between versions of
 * the hosted service: only the suffix is to be trusted. `expiresAt` is in unix seconds, null where there is none.
 */
export function splitToken(plaintext: string): { secret: string; expiresAt: number | null } {
  const at = plaintext.indexOf("?expires=");
  if (at < 0) return { secret: plaintext, expiresAt: null };
  const digits = plaintext.slice(at + "?expires=".length);
  return { secret: plaintext.slice(0, at), expiresAt: /^\d{1,12}$/.test(digits) ? Number(digits) : null };
}

/** Tokens look like `art_v<digits>_…` in every version. Text from an upstream must be repeated without its secrets. */
export function withoutSecrets(text: string): string {
  return text.replace(/art_v\d+_[\w-]+(\?expires=\d+)?/g, "[secret]").replace(/Bearer\s+\S+/gi, "[secret]");
}
