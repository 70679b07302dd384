import { apiInventoryUrl } from "@/lib/routes";
import type { InventoryEvent, InventoryHow } from "@/lib/wire/inventory-events";
import { ApiFailure } from "./api-failure";
import { inventoryEventCheck } from "./inventory-event-check";
import { readEvents } from "./read-events";

/**
 * A namespace's inventory, event by event until nothing is being read any more. Throws `ApiFailure`, also when the connection is lost
 * between two events.
 */
export async function watchInventoryCall(
  namespace: string,
  how: InventoryHow,
  signal: AbortSignal,
  onEvent: (event: InventoryEvent) => void,
): Promise<void> {
  let isEnded = false;
  await readEvents(
    inventoryEventCheck,
    { url: apiInventoryUrl(namespace), body: { how }, signal },
    (event) => {
      if (event.type === "failed") throw new ApiFailure(event.kind, event.message);
      isEnded = event.type === "state" && event.phase !== "running";
      onEvent(event);
    },
  );
  if (!isEnded) throw new ApiFailure("unreachable", "The connection to the dashboard was lost.");
}
