import { namespaceName } from "@/contract/names";
import { handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { reportFailure } from "@/lib/http/report-failure";
import { streamEvents } from "@/lib/http/stream-events";
import { watchInventory } from "@/lib/inventory/watch-inventory";
import { type InventoryEvent, inventoryEvent, inventoryRequest } from "@/lib/wire/inventory-events";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

export function POST(
  request: Request,
  { params }: RouteContext<"/-/api/namespaces/[namespace]/inventory">,
): Promise<Response> {
  return handleApi(request, async () => {
    const { namespace } = await params;
    if (!namespaceName.safeParse(namespace).success)
      throw new RequestError("invalid", "No such namespace can be.");
    const { how } = await parseBody(inventoryRequest, request);
    return streamEvents(
      inventoryEvent,
      request,
      (emit, signal) => watchInventory(namespace, how, emit, signal),
      (error): InventoryEvent => {
        const { kind, message } = reportFailure(error).body.error;
        return { type: "failed", kind, message };
      },
    );
  });
}
