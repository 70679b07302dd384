import { createHash, randomBytes } from "node:crypto";
import { splitToken } from "@/contract/tokens";

/** A new secret of 160 random bits, without its `?expires=` suffix. */
export function makeSecret(): string {
  return `art_v1_${randomBytes(20).toString("hex")}`;
}

/** The form a person gets to see once. */
export function plaintextOf(secret: string, expiresAtMs: number): string {
  return `${secret}?expires=${expiresAtMs / 1000}`;
}

/**
 * The id of a token: the first 16 hex digits of the SHA-256 of its secret. Whoever holds a leaked secret can so name its
 * record among many, by nothing but the list of ids; the way back is as far as from the whole hash.
 */
export function tokenIdOf(secret: string): string {
  return hashSecret(secret).slice(0, 16);
}

/**
 * What the store keeps of a secret, given with or without its suffix. A plain hash is enough: the secret is random, so
 * there is nothing to guess, and it must be looked up by it.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(splitToken(secret).secret).digest("hex");
}
