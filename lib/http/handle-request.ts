import "server-only";
import { callTrailAsHeader, withCallTrail } from "@/lib/artifacts/call-trail";
import { withRequestId } from "@/lib/process/request-id";
import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { requireSameOrigin } from "./check-origin";
import { type ReportedFailure, reportFailure } from "./report-failure";

interface Manner {
  /** The headers say already how long to wait. */
  answerFailure(failure: ReportedFailure, headers: Headers): Response;
  /** Whether the calls that the answer took go along in a header. */
  tellsCalls: boolean;
}

/**
 * Runs a route handler under an id of its own: a change is refused unless a page of this dashboard asks for it, and whatever the work throws becomes an
 * answer.
 */
export function handleRequest(
  request: Request,
  work: () => Promise<Response>,
  { answerFailure, tellsCalls }: Manner,
): Promise<Response> {
  return withRequestId(() =>
    withCallTrail(async () => {
      const response = await answerOrFail(request, work, answerFailure);
      if (tellsCalls) response.headers.set(callTrailHeader, callTrailAsHeader());
      return response;
    }),
  );
}

async function answerOrFail(
  request: Request,
  work: () => Promise<Response>,
  answerFailure: Manner["answerFailure"],
): Promise<Response> {
  try {
    if (!isReading(request.method)) requireSameOrigin(request.headers);
    return await work();
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    const failure = reportFailure(error);
    const headers = new Headers({ "cache-control": "no-store" });
    const { retryAfterSeconds } = failure.body.error;
    if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
    return answerFailure(failure, headers);
  }
}

const isReading = (method: string) => method === "GET" || method === "HEAD";
