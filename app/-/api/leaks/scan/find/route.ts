import { handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { reportFailure } from "@/lib/http/report-failure";
import { streamEvents } from "@/lib/http/stream-events";
import { findLeak } from "@/lib/leaks/find-leak";
import { secretAt } from "@/lib/scan/secret-at";
import { type LeakEvent, leakEvent } from "@/lib/wire/leak-events";
import { findPlaceRequest } from "@/lib/wire/scan-events";

export const dynamic = "force-dynamic";

/** Finds the repo of a token that lies in a file. The file is named, not the token. */
export function POST(request: Request): Promise<Response> {
  return handleApi(request, async () => {
    const { place, evenIfDead } = await parseBody(findPlaceRequest, request);
    const { secret, expiresAt, address, nearby } = await secretAt(place, request.signal);
    const here = { host: null, namespace: place.namespace, repo: place.repo };
    const addresses = [here, ...(address === null ? [] : [address]), ...nearby].slice(0, 21);
    return streamEvents(
      leakEvent,
      request,
      (emit, signal) => findLeak({ secret, expiresAt, addresses, evenIfDead }, emit, signal),
      (error): LeakEvent => ({ type: "failed", message: reportFailure(error).body.error.message }),
    );
  });
}
