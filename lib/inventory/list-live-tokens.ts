import "server-only";
import { initialOf } from "@/lib/tokens/token-origin";
import { listTokensOf } from "@/lib/tokens/token-records";
import type { InventoryToken } from "@/lib/wire/inventory-events";

export interface WalkedRepo {
  name: string;
  /** ISO 8601. */
  createdAt: string;
}

/** The live tokens of a repo, as an inventory holds them. */
export async function listLiveTokens(
  namespace: string,
  repo: WalkedRepo,
  signal: AbortSignal,
): Promise<InventoryToken[]> {
  const tokens = await listTokensOf(namespace, repo.name, "active", signal);
  return tokens.map((token) => {
    const { id, scope, created_at, expires_at, label, purpose } = token;
    const times = { createdAt: Date.parse(created_at), expiresAt: Date.parse(expires_at) };
    const initial = initialOf(token, repo.createdAt);
    return { id, scope, ...times, isOwn: label === "dashboard", initial, purpose };
  });
}
