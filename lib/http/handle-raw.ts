import "server-only";
import { callTrailAsHeader, withCallTrail } from "@/lib/artifacts/call-trail";
import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { describeFailure } from "./handle-api";
import { rawContentPolicy, securityHeaders } from "./security-headers";

/** Runs a route that answers with bytes; its failures are a line of plain text. Who asks for the calls that it took gets them in a header. */
export function handleRaw(request: Request, work: () => Promise<Response>): Promise<Response> {
  return withCallTrail(async () => {
    const response = await answerOrFail(request, work);
    if (request.headers.has(callTrailHeader)) response.headers.set(callTrailHeader, callTrailAsHeader());
    return response;
  });
}

async function answerOrFail(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    const { status, body } = describeFailure(error);
    const headers = new Headers({
      ...securityHeaders,
      "content-security-policy": rawContentPolicy,
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
    });
    if (body.error.retryAfterSeconds !== undefined) {
      headers.set("retry-after", String(body.error.retryAfterSeconds));
    }
    return new Response(`${body.error.message}\n`, { status, headers });
  }
}
