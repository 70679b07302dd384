import "server-only";
import { callTrailHeader } from "@/lib/wire/call-trail-header";
import { handleRequest } from "./handle-request";
import { plainTextHeaders } from "./security-headers";

/** Runs a route that answers with bytes; its failures are a line of plain text. A client that asks gets the calls it took. */
export function handleRaw(request: Request, work: () => Promise<Response>): Promise<Response> {
  return handleRequest(request, work, {
    answerFailure({ status, body }, headers) {
      for (const [name, value] of Object.entries(plainTextHeaders)) headers.set(name, value);
      return new Response(`${body.error.message}\n`, { status, headers });
    },
    tellsCalls: request.headers.has(callTrailHeader),
  });
}
