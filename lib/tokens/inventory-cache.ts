import "server-only";
import { LRUCache } from "lru-cache";
import { perProcess } from "@/lib/process/per-process";
import type { InventoryState, InventoryToken, RepoTokens, UnreadReason } from "@/lib/wire/inventory-events";

interface KeptRepo extends RepoTokens {
  /** When a walk last met the repo. */
  seenAt: number;
}

/** What the dashboard has read of a namespace's live tokens: ids, scopes and times, never a secret. */
export interface CachedInventory {
  /** By repo; repos without live tokens are left out. */
  repos: Map<string, KeptRepo>;
  repoOf: Map<string, string>;
  /** Repos whose tokens could not be read, and when they were made. */
  unread: Map<string, { createdAt: string; reason: UnreadReason }>;
  phase: InventoryState["phase"];
  startedAt: number | null;
  touchedAt: number | null;
  /** When the last walk through all of it ended (unix milliseconds): a later one replaces what it read repo by repo. */
  wholeAt: number | null;
  /** Where to go on: the page of repos that begins here is not done. Null at the beginning. */
  cursor: string | null;
  /** Repos before the cursor. */
  passed: number;
  /** Repos visited behind it. */
  ahead: number;
  reposTotal: number | null;
  failure: InventoryState["failure"];
  run: { stop: AbortController; end: Promise<void> } | null;
  watchers: Set<{ onRepo: (repo: string) => void }>;
}

/** One inventory's bound, and that of all kept: some 200 bytes a token. */
export const tokensPerInventoryMax = 100_000;
const tokensKeptMax = 300_000;
const inventoriesMax = 50;
const revokedIdsMax = 50_000;

const kept = perProcess("inventories", () => ({
  inventories: new LRUCache<string, CachedInventory>({ max: inventoriesMax }),
  /** A list that was on its way while its token was revoked must not bring it back. */
  revokedIds: new LRUCache<string, true>({ max: revokedIdsMax }),
}));

/** Artifacts takes two spellings of a name for one. */
const keyOf = (namespace: string) => namespace.toLowerCase();

export function cachedInventory(namespace: string): CachedInventory {
  const { inventories } = kept();
  let inventory = inventories.get(keyOf(namespace));
  if (inventory === undefined) {
    inventory = {
      repos: new Map(),
      repoOf: new Map(),
      unread: new Map(),
      phase: "blank",
      startedAt: null,
      touchedAt: null,
      wholeAt: null,
      cursor: null,
      passed: 0,
      ahead: 0,
      reposTotal: null,
      failure: null,
      run: null,
      watchers: new Set(),
    };
    inventories.set(keyOf(namespace), inventory);
  }
  forgetOldest(inventory);
  return inventory;
}

/** Whether anything is known of a namespace's live tokens. */
export function isInventoryKept(namespace: string): boolean {
  const { phase = "blank" } = kept().inventories.peek(keyOf(namespace)) ?? {};
  return phase !== "blank";
}

/** Those without a watcher go first when the memory is full. */
function forgetOldest(current: CachedInventory): void {
  const { inventories } = kept();
  const count = () => [...inventories.values()].reduce((sum, { repoOf }) => sum + repoOf.size, 0);
  for (const [key, inventory] of [...inventories.entries()].reverse()) {
    if (count() <= tokensKeptMax) return;
    if (inventory !== current && inventory.watchers.size === 0) inventories.delete(key);
  }
}

/** Puts a repo's live tokens in place of what was known of it. */
export function keepRepo(
  inventory: CachedInventory,
  repo: string,
  tokens: InventoryToken[],
  seenAt: number,
): void {
  const { revokedIds } = kept();
  const wasKnown = inventory.repos.has(repo);
  for (const { id } of inventory.repos.get(repo)?.tokens ?? []) inventory.repoOf.delete(id);
  const live = tokens.filter(({ id }) => !revokedIds.has(id));
  if (live.length > 0) inventory.repos.set(repo, { repo, seenAt, tokens: live });
  else inventory.repos.delete(repo);
  for (const { id } of live) inventory.repoOf.set(id, repo);
  if (wasKnown || live.length > 0) for (const { onRepo } of inventory.watchers) onRepo(repo);
}

/** A token that the dashboard has revoked is live in no inventory from then on. */
export function forgetRevokedToken(namespace: string, id: string): void {
  const { inventories, revokedIds } = kept();
  revokedIds.set(id, true);
  const inventory = inventories.get(keyOf(namespace));
  const entry = inventory?.repos.get(inventory.repoOf.get(id) ?? "");
  if (inventory && entry) keepRepo(inventory, entry.repo, entry.tokens, entry.seenAt);
}

/** The tokens of a repo that the dashboard has deleted went with it. */
export function forgetDeletedRepo(namespace: string, repo: string): void {
  const inventory = kept().inventories.get(keyOf(namespace));
  if (inventory === undefined) return;
  inventory.unread.delete(repo);
  keepRepo(inventory, repo, [], Date.now());
}
