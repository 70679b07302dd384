import "server-only";
import { ArtifactsError, failureKindOf } from "@/lib/artifacts/artifacts-error";
import { bulkCalls } from "@/lib/artifacts/bulk-calls";
import { logger } from "@/lib/process/logger";
import { perProcess } from "@/lib/process/per-process";
import { type CachedInventory, keepRepo } from "@/lib/tokens/inventory-cache";
import type { InventoryHow, InventoryState } from "@/lib/wire/inventory-events";
import { walkInventory } from "./walk-inventory";

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

/** Begins to walk, from the beginning or where an earlier walk stopped; `run.end` says when it is over, and never fails. */
export function beginInventory(namespace: string, inventory: CachedInventory, how: InventoryHow): void {
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
  const end = inventoryCalls()(() => walkInventory(namespace, inventory, isRestOnly, stop.signal))
    .then(
      () => {
        dropUnmet(inventory);
        inventory.phase = "whole";
        if (!isRestOnly) inventory.wholeAt = Date.now();
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

function failureFacts(error: unknown): InventoryState["failure"] {
  if (!(error instanceof ArtifactsError)) {
    logger().error({ event: "inventory-failed", error: String(error) });
    return { kind: failureKindOf(error), message: "Something went wrong in the dashboard." };
  }
  const { kind, message, retryAfterSeconds } = error;
  return { kind, message, retryAfterSeconds };
}
