import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { getNamespace } from "@/lib/artifacts/namespaces";
import { eachRepoPage } from "@/lib/artifacts/repos";
import { visitConcurrently } from "@/lib/artifacts/visit-concurrently";
import { type CachedInventory, keepRepo, tokensPerInventoryMax } from "@/lib/tokens/inventory-cache";
import { listLiveTokens, type WalkedRepo } from "./list-live-tokens";

/** At half a second a call this reaches the rate. */
const visitsAtOnce = 100;
/** So many in a row that fail are not the repos' fault. */
const failuresInARowMax = 30;
const unreadMax = 2_000;

interface Visit {
  repo: WalkedRepo;
  onDone(): void;
}

/** Reads the unread repos and, unless those alone are wanted, every repo from the cursor on. */
export async function walkInventory(
  namespace: string,
  inventory: CachedInventory,
  isRestOnly: boolean,
  signal: AbortSignal,
): Promise<void> {
  const broken = new AbortController();
  const either = AbortSignal.any([signal, broken.signal]);
  const read = repoReader(namespace, inventory, either);

  async function* visits(): AsyncGenerator<Visit, void> {
    for (const [name, { createdAt }] of [...inventory.unread]) {
      yield { repo: { name, createdAt }, onDone: () => undefined };
    }
    if (isRestOnly) return;
    inventory.reposTotal = await countOf(namespace, either);
    inventory.touchedAt = Date.now();
    yield* visitsFromCursor(namespace, inventory, either);
  }

  await visitConcurrently(visits(), visitsAtOnce, async ({ repo, onDone }) => {
    try {
      either.throwIfAborted();
      await read(repo);
      onDone();
    } catch (error) {
      // What is under way as well has no use any more.
      broken.abort(error);
      throw error;
    }
  });
  either.throwIfAborted();
}

/** Each repo once, the newest first. The cursor moves on when every repo before it is done. */
async function* visitsFromCursor(
  namespace: string,
  inventory: CachedInventory,
  signal: AbortSignal,
): AsyncGenerator<Visit, void> {
  const open: { left: number; size: number; next: string | null }[] = [];
  const settle = () => {
    for (let first = open[0]; first?.left === 0; first = open[0]) {
      open.shift();
      inventory.passed += first.size;
      inventory.ahead -= first.size;
      if (first.next !== null) inventory.cursor = first.next;
    }
  };
  const query = {
    cursor: inventory.cursor ?? undefined,
    sort: "created_at",
    direction: "desc",
  } as const;
  for await (const { repos, nextCursor } of eachRepoPage(namespace, query, { signal })) {
    const page = { left: repos.length, size: repos.length, next: nextCursor };
    open.push(page);
    settle();
    const onDone = () => {
      page.left -= 1;
      inventory.ahead += 1;
      settle();
    };
    for (const { name, created_at } of repos) yield { repo: { name, createdAt: created_at }, onDone };
  }
}

/** Reads a repo into the inventory. One that cannot be read is noted there; throws when that is not the repo's fault. */
function repoReader(namespace: string, inventory: CachedInventory, signal: AbortSignal) {
  let failuresInARow = 0;
  return async (repo: WalkedRepo): Promise<void> => {
    try {
      keepRepo(inventory, repo.name, await listLiveTokens(namespace, repo, signal), Date.now());
      inventory.unread.delete(repo.name);
      failuresInARow = 0;
    } catch (error) {
      if (signal.aborted) throw error;
      if (!(error instanceof ArtifactsError) || error.kind === "unauthorized") throw error;
      noteUnread(inventory, repo, error);
      failuresInARow = isBusyOrGone(error) ? 0 : failuresInARow + 1;
      if (failuresInARow >= failuresInARowMax) throw error;
    }
    inventory.touchedAt = Date.now();
    checkBounds(inventory);
  };
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
