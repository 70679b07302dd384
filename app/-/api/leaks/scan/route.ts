import { handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { reportFailure } from "@/lib/http/report-failure";
import { streamEvents } from "@/lib/http/stream-events";
import { runScan } from "@/lib/scan/run-scan";
import { type ScanEvent, scanEvent, scanRequest } from "@/lib/wire/scan-events";

export const dynamic = "force-dynamic";

/** As many places as an earlier run may have found. */
const bodyMaxBytes = 8_000_000;

/** Looks for tokens and streams what it finds as it finds it: masks and places, never a secret. */
export function POST(request: Request): Promise<Response> {
  return handleApi(request, async () => {
    const wanted = await parseBody(scanRequest, request, { maxBytes: bodyMaxBytes });
    return streamEvents(
      scanEvent,
      request,
      (emit, signal) => runScan(wanted, emit, { signal }),
      (error): ScanEvent => ({ type: "failed", message: reportFailure(error).body.error.message }),
    );
  });
}
