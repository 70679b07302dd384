import { handleApi } from "@/lib/http/handle-api";
import { parseBody } from "@/lib/http/parse-request";
import { reportFailure } from "@/lib/http/report-failure";
import { streamEvents } from "@/lib/http/stream-events";
import { findLeaks } from "@/lib/leaks/find-leaks";
import { findLeaksRequest, type LeakEvent, leaksEvent } from "@/lib/wire/leak-events";

export const dynamic = "force-dynamic";

/** As many leaks as are looked for together, each with all the repos that may stand near it. */
const bodyMaxBytes = 4_000_000;

/** Looks for the repos of some leaks at once, and streams what is known of each as soon as it is. */
export function POST(request: Request): Promise<Response> {
  return handleApi(request, async () => {
    const { leaks } = await parseBody(findLeaksRequest, request, { maxBytes: bodyMaxBytes });
    const failed = (error: unknown): LeakEvent => ({
      type: "failed",
      message: reportFailure(error).body.error.message,
    });
    return streamEvents(
      leaksEvent,
      request,
      (emit, signal) =>
        findLeaks(
          leaks,
          {
            tell: (searches, event) => emit({ leaks: searches, event }),
            fail: (searches, error) => emit({ leaks: searches, event: failed(error) }),
          },
          signal,
        ),
      (error) => ({ leaks: leaks.map((_, index) => index), event: failed(error) }),
    );
  });
}
