import "server-only";
import { createHmac, randomBytes } from "node:crypto";

declare global {
  var vitrineSecretKey: Buffer | undefined;
}

/** A name for a secret that tells two apart and gives nothing away: its key is this process's own and is lost with it. */
export function keyOfSecret(secret: string): string {
  globalThis.vitrineSecretKey ??= randomBytes(32);
  return createHmac("sha256", globalThis.vitrineSecretKey).update(secret).digest("hex").slice(0, 24);
}
