import "server-only";
import { LRUCache } from "lru-cache";

declare global {
  var vitrineDashboardTokenIds: LRUCache<string, true> | undefined;
}

/** Kept past a token's revocation: it stays in the list of revoked tokens, and is still ours. */
function ids(): LRUCache<string, true> {
  globalThis.vitrineDashboardTokenIds ??= new LRUCache({ max: 50_000 });
  return globalThis.vitrineDashboardTokenIds;
}

export function rememberDashboardToken(id: string): void {
  ids().set(id, true);
}

/** Whether this dashboard minted the token for its own reading of refs, since it was started. */
export function isDashboardToken(id: string): boolean {
  return ids().has(id);
}
