import { namespaceName } from "@/contract/names";
import { requireSameOrigin } from "@/lib/http/check-origin";
import { describeFailure, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { streamEvents } from "@/lib/http/stream-events";
import { watchInventory } from "@/lib/inventory/walk-inventory";
import { type InventoryEvent, inventoryEvent, inventoryRequest } from "@/lib/wire/inventory-events";
import { RequestError } from "@/lib/wire/request-error";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ namespace: string }>;
}

export function POST(request: Request, { params }: Context): Promise<Response> {
  return handleApi(request, async () => {
    requireSameOrigin(request.headers);
    const { namespace } = await params;
    if (!namespaceName.safeParse(namespace).success)
      throw new RequestError("invalid", "No such namespace can be.");
    const { how } = await parseBody(inventoryRequest, request);
    return streamEvents(
      inventoryEvent,
      request,
      (emit, signal) => watchInventory(namespace, how, emit, signal),
      (error): InventoryEvent => {
        const { kind, message } = describeFailure(error).body.error;
        return { type: "failed", kind, message };
      },
    );
  });
}
