import "server-only";
import { waitingSeconds } from "@/lib/artifacts/bulk-calls";
import { type CachedInventory, cachedInventory } from "@/lib/tokens/inventory-cache";
import type { InventoryEvent, InventoryHow, InventoryState, RepoTokens } from "@/lib/wire/inventory-events";
import { beginInventory } from "./begin-inventory";

const tellEveryMs = 250;
const snapshotChunk = 500;
const unreadNamesMax = 20;
/** What is older is read again when a page opens it: tokens are made and revoked elsewhere. */
const freshMs = 60_000;

type Emit = (event: InventoryEvent) => void;

/**
 * Reports what is kept of a namespace's live tokens, and what a walk reads while it reads. A walk goes on as long as it has
 * a watcher; two watchers share one.
 */
export async function watchInventory(
  namespace: string,
  how: InventoryHow,
  emit: Emit,
  signal: AbortSignal,
): Promise<void> {
  const inventory = cachedInventory(namespace);
  // One that was left a moment ago is still putting away what it had under way.
  if (inventory.run?.stop.signal.aborted) await inventory.run.end;
  const changed = new Set<string>(inventory.repos.keys());
  const watcher = { onRepo: (repo: string) => void changed.add(repo) };
  inventory.watchers.add(watcher);
  const tell = () => {
    let chunk: RepoTokens[] = [];
    for (const repo of changed) {
      chunk.push(inventory.repos.get(repo) ?? { repo, tokens: [] });
      if (chunk.length < snapshotChunk) continue;
      emit({ type: "repos", repos: chunk });
      chunk = [];
    }
    if (chunk.length > 0) emit({ type: "repos", repos: chunk });
    changed.clear();
    emit({ type: "state", ...stateOf(inventory) });
  };
  const leave = () => {
    inventory.watchers.delete(watcher);
    if (inventory.watchers.size === 0) inventory.run?.stop.abort();
  };
  const left = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(leave()), { once: true });
  });
  const timer = setInterval(tell, tellEveryMs);
  try {
    signal.throwIfAborted();
    if (inventory.run === null && isToWalk(inventory, how)) {
      // A page that was left in the middle of reading again is gone on with.
      const isLeft = how === "open" && inventory.phase === "stopped";
      beginInventory(namespace, inventory, isLeft ? "resume" : how);
    }
    tell();
    await Promise.race([inventory.run?.end, left]);
    tell();
  } finally {
    clearInterval(timer);
    leave();
  }
}

function isToWalk({ phase, unread, wholeAt, failure }: CachedInventory, how: InventoryHow): boolean {
  if (how === "refresh") return true;
  if (how === "resume") return phase !== "whole" || unread.size > 0;
  if (phase === "blank") return true;
  // Of a first walk that was stopped nothing is old: it waits to be gone on with.
  return wholeAt !== null && failure === null && Date.now() - wholeAt > freshMs;
}

function stateOf(inventory: CachedInventory): InventoryState {
  const { phase, startedAt, touchedAt, wholeAt, passed, ahead, reposTotal, unread, failure } = inventory;
  return {
    phase,
    startedAt,
    touchedAt,
    wholeAt,
    reposDone: passed + ahead,
    reposTotal,
    unread: unread.size,
    unreadRepos: [...unread].slice(0, unreadNamesMax).map(([repo, { reason }]) => ({ repo, reason })),
    waitingSeconds: phase === "running" ? waitingSeconds() : null,
    failure,
  };
}
