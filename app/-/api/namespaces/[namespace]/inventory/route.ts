import { namespaceName } from "@/contract/names";
import { watchInventory } from "@/lib/artifacts/walk-inventory";
import { requireSameOrigin } from "@/lib/http/check-origin";
import { describeFailure, handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { RequestError } from "@/lib/http/request-error";
import { streamEvents } from "@/lib/http/stream-events";
import { type InventoryEvent, inventoryEvent, inventoryRequest } from "@/lib/inventory/inventory-events";

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
