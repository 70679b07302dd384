import type { Hosting } from "./hosting";
import { HostingError } from "./hosting-error";

/** Ends a token at once. Revoking it again changes nothing and answers the same. */
export async function revokeToken(hosting: Hosting, namespace: string, id: string): Promise<{ id: string }> {
  if (!(await hosting.store.tokens.revoke(namespace, id, hosting.now()))) {
    throw new HostingError("NOT_FOUND", "Token not found");
  }
  return { id };
}
