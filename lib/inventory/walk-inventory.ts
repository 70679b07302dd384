import "server-only";
import { ArtifactsError, failureKindOf } from "@/lib/artifacts/artifacts-error";
import { bulkCalls, waitingSeconds } from "@/lib/artifacts/bulk-calls";
import { getNamespace } from "@/lib/artifacts/namespaces";
import { listRepos } from "@/lib/artifacts/repos";
import { perProcess } from "@/lib/process/per-process";
import {
  type CachedInventory,
  cachedInventory,
  keepRepo,
  tokensPerInventoryMax,
} from "@/lib/tokens/inventory-cache";
import { isLikelyInitialToken } from "@/lib/tokens/token-origin";
import { listTokensOf } from "@/lib/tokens/token-records";
import type { RepoPage } from "@/lib/wire/answers";
import type {
  InventoryEvent,
  InventoryHow,
  InventoryState,
  InventoryToken,
  RepoTokens,
} from "@/lib/wire/inventory-events";

/** At half a second a call this reaches the rate. */
const visitsAtOnce = 100;
const pageMax = 200;
const tellEveryMs = 250;
const snapshotChunk = 500;
/** So many in a row that fail are not the repos' fault. */
const failuresInARowMax = 30;
const unreadMax = 2_000;
const unreadNamesMax = 20;

/** Of all inventories together. A walk takes minutes, and others begin meanwhile: it spreads its calls. */
const inventoryCalls = perProcess("inventory-calls", () =>
  bulkCalls({
    attempts: 8,
    waitMaxMs: Number.POSITIVE_INFINITY,
    atOnce: 200,
    // Some below the 180 that are promised: calls that leave apart may arrive together.
    perSecond: 160,
  }),
);

type Emit = (event: InventoryEvent) => void;

/**
 * Tells what is kept of a namespace's live tokens, and what is being read while it is. A walk goes on as long as somebody
 * watches it; two who watch share one.
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
    if (inventory.run === null && isToWalk(inventory, how)) begin(namespace, inventory, how);
    tell();
    await Promise.race([inventory.run?.end, left]);
    tell();
  } finally {
    clearInterval(timer);
    leave();
  }
}

function isToWalk({ phase, unread }: CachedInventory, how: InventoryHow): boolean {
  if (how === "refresh") return true;
  if (how === "resume") return phase !== "whole" || unread.size > 0;
  return phase === "blank";
}

function begin(namespace: string, inventory: CachedInventory, how: InventoryHow): void {
  if (how !== "resume" || inventory.startedAt === null) {
    inventory.cursor = null;
    inventory.passed = 0;
    inventory.startedAt = Date.now();
    inventory.unread.clear();
  }
  const isRestOnly = inventory.phase === "whole" && how === "resume";
  inventory.ahead = 0;
  inventory.failure = null;
  inventory.phase = "running";
  const stop = new AbortController();
  const end = inventoryCalls()(() => walk(namespace, inventory, isRestOnly, stop.signal))
    .then(
      () => {
        dropUnmet(inventory);
        inventory.phase = "whole";
      },
      (error: unknown) => {
        inventory.phase = "stopped";
        if (!stop.signal.aborted) inventory.failure = failureFacts(error);
      },
    )
    .finally(() => {
      inventory.run = null;
    });
  inventory.run = { stop, end };
}

/** Repos that a whole walk did not meet are gone. */
function dropUnmet(inventory: CachedInventory): void {
  for (const { repo, seenAt } of [...inventory.repos.values()]) {
    if (seenAt < (inventory.startedAt ?? 0)) keepRepo(inventory, repo, [], seenAt);
  }
}

interface WalkedRepo {
  name: string;
  /** ISO 8601. */
  createdAt: string;
}

async function walk(
  namespace: string,
  inventory: CachedInventory,
  isRestOnly: boolean,
  signal: AbortSignal,
): Promise<void> {
  const broken = new AbortController();
  const either = AbortSignal.any([signal, broken.signal]);
  const underWay = new Set<Promise<void>>();
  let failuresInARow = 0;

  const visit = async (repo: WalkedRepo) => {
    try {
      keepRepo(inventory, repo.name, await readRepo(namespace, repo, either), Date.now());
      inventory.unread.delete(repo.name);
      failuresInARow = 0;
    } catch (error) {
      if (either.aborted) throw error;
      if (!(error instanceof ArtifactsError) || error.kind === "unauthorized") throw error;
      noteUnread(inventory, repo, error);
      failuresInARow = isBusyOrGone(error) ? 0 : failuresInARow + 1;
      if (failuresInARow >= failuresInARowMax) throw error;
    }
    inventory.touchedAt = Date.now();
    checkBounds(inventory);
  };
  const start = async (repo: WalkedRepo, onDone: () => void) => {
    if (underWay.size >= visitsAtOnce) await Promise.race(underWay);
    either.throwIfAborted();
    const visiting = visit(repo)
      .then(onDone, (error: unknown) => broken.abort(error))
      .finally(() => underWay.delete(visiting));
    underWay.add(visiting);
  };

  try {
    for (const [name, { createdAt }] of [...inventory.unread]) await start({ name, createdAt }, () => {});
    if (!isRestOnly) {
      inventory.reposTotal = await countOf(namespace, either);
      inventory.touchedAt = Date.now();
      await walkPages(namespace, inventory, either, start);
    }
  } finally {
    await Promise.all(underWay);
  }
  either.throwIfAborted();
}

/** Each repo once, the newest first. The cursor moves on when every repo before it is done. */
async function walkPages(
  namespace: string,
  inventory: CachedInventory,
  signal: AbortSignal,
  start: (repo: WalkedRepo, onDone: () => void) => Promise<void>,
): Promise<void> {
  const open: { left: number; size: number; next: string | null }[] = [];
  const settle = () => {
    for (let first = open[0]; first?.left === 0; first = open[0]) {
      open.shift();
      inventory.passed += first.size;
      inventory.ahead -= first.size;
      if (first.next !== null) inventory.cursor = first.next;
    }
  };
  let cursor = inventory.cursor;
  do {
    const query = {
      limit: pageMax,
      cursor: cursor ?? undefined,
      sort: "created_at",
      direction: "desc",
    } as const;
    const page: RepoPage = await listRepos(namespace, query, signal);
    cursor = page.nextCursor;
    const mine = { left: page.repos.length, size: page.repos.length, next: cursor };
    open.push(mine);
    settle();
    for (const { name, created_at } of page.repos) {
      await start({ name, createdAt: created_at }, () => {
        mine.left -= 1;
        inventory.ahead += 1;
        settle();
      });
    }
  } while (cursor !== null);
}

async function readRepo(namespace: string, repo: WalkedRepo, signal: AbortSignal): Promise<InventoryToken[]> {
  const tokens = await listTokensOf(namespace, repo.name, "active", signal);
  return tokens.map((token) => {
    const { id, scope, created_at, expires_at, label, purpose } = token;
    const isInitial = token.isInitial || (purpose === null && isLikelyInitialToken(token, repo.createdAt));
    const times = { createdAt: Date.parse(created_at), expiresAt: Date.parse(expires_at) };
    return { id, scope, ...times, isOwn: label === "dashboard", isInitial, purpose };
  });
}

function noteUnread(inventory: CachedInventory, repo: WalkedRepo, error: ArtifactsError): void {
  const isGone = error.kind === "not-found";
  const reason = isGone ? "gone" : isBusyOrGone(error) ? "busy" : "failing";
  inventory.unread.set(repo.name, { createdAt: repo.createdAt, reason });
  // What was known of it before may be true still.
  const before = isGone ? [] : (inventory.repos.get(repo.name)?.tokens ?? []);
  keepRepo(inventory, repo.name, before, Date.now());
}

function isBusyOrGone({ kind }: ArtifactsError): boolean {
  return kind === "not-found" || kind === "importing" || kind === "forking" || kind === "conflict";
}

function checkBounds({ repoOf, unread }: CachedInventory): void {
  if (repoOf.size > tokensPerInventoryMax) {
    throw new ArtifactsError(
      "conflict",
      `This inventory holds at most ${tokensPerInventoryMax.toLocaleString("en-US")} live tokens. Revoke some of them, then resume; or look at single repos on their Tokens pages.`,
    );
  }
  if (unread.size > unreadMax) {
    throw new ArtifactsError("upstream", "The tokens of too many repos cannot be read.");
  }
}

/** Null where the namespace does not say; a namespace that is not there has none. */
async function countOf(namespace: string, signal: AbortSignal): Promise<number | null> {
  try {
    return (await getNamespace(namespace, signal)).repo_count;
  } catch (error) {
    if (error instanceof ArtifactsError && error.kind === "not-found") return null;
    throw error;
  }
}

function failureFacts(error: unknown): InventoryState["failure"] {
  if (!(error instanceof ArtifactsError)) {
    console.error(JSON.stringify({ event: "inventory-failed", error: String(error) }));
    return { kind: failureKindOf(error), message: "Something went wrong in the dashboard." };
  }
  const { kind, message, retryAfterSeconds } = error;
  return { kind, message, retryAfterSeconds };
}

function stateOf(inventory: CachedInventory): InventoryState {
  const { phase, startedAt, touchedAt, passed, ahead, reposTotal, unread, failure } = inventory;
  return {
    phase,
    startedAt,
    touchedAt,
    reposDone: passed + ahead,
    reposTotal,
    unread: unread.size,
    unreadRepos: [...unread].slice(0, unreadNamesMax).map(([repo, { reason }]) => ({ repo, reason })),
    waitingSeconds: phase === "running" ? waitingSeconds() : null,
    failure,
  };
}
