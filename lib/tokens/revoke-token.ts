import "server-only";
import { deleteToken } from "@/lib/artifacts/tokens";
import { forgetRevokedToken } from "./inventory-cache";
import { auditTokenAct } from "./token-audit-log";

/** Revokes a token, with its line in the audit log; no inventory shows it as live from then on. Revoking twice is no error. */
export function revokeToken(
  namespace: string,
  { repo, id }: { repo: string; id: string },
  signal?: AbortSignal,
): Promise<{ id: string }> {
  return auditTokenAct({ act: "revoke", namespace, repo, tokenId: id }, async () => {
    const revoked = await deleteToken(namespace, id, signal);
    forgetRevokedToken(namespace, id);
    return revoked;
  });
}
