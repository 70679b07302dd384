import { keptTrail } from "@/lib/artifacts/call-trail";
import { answer, handleApi } from "@/lib/http/handle-api";
import { RequestError } from "@/lib/wire/request-error";
import { callTrail } from "@/lib/wire/upstream-calls";

export const dynamic = "force-dynamic";

/** The calls to Artifacts behind a page: it carries the id of its request alone. */
export function GET(request: Request, { params }: RouteContext<"/-/api/calls/[request]">): Promise<Response> {
  return handleApi(request, async () => {
    const trail = keptTrail((await params).request);
    if (trail === null) throw new RequestError("not-found", "The calls of this page are no longer known.");
    return answer(callTrail, trail);
  });
}
