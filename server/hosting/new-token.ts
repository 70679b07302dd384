import type { Scope } from "@/contract/tokens";
import type { NewToken } from "@/server/db/tokens";
import { hashSecret, makeSecret, plaintextOf, tokenIdOf } from "./token-secret";

/** A token's row and its plaintext. It expires on a whole second: the plaintext carries unix seconds. */
export function newToken(token: { repoId: string; scope: Scope; ttlSeconds: number; nowMs: number }): {
  row: NewToken;
  plaintext: string;
} {
  const secret = makeSecret();
  const expiresAtMs = (Math.floor(token.nowMs / 1000) + token.ttlSeconds) * 1000;
  return {
    row: {
      id: tokenIdOf(secret),
      repo_id: token.repoId,
      secret_hash: hashSecret(secret),
      scope: token.scope,
      created_at: token.nowMs,
      expires_at: expiresAtMs,
      revoked_at: null,
    },
    plaintext: plaintextOf(secret, expiresAtMs),
  };
}
