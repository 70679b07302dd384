import "server-only";
import type { z } from "zod";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { callTrailAsHeader, withCallTrail } from "@/lib/artifacts/call-trail";
import { callTrailHeader } from "@/lib/wire/call-trail-header";
import type { FailureBody } from "@/lib/wire/failure";
import type { FailureKind } from "@/lib/wire/failure-kinds";
import { RequestError } from "@/lib/wire/request-error";

/** Artifacts refusing our token is a fault behind us, so not a 401: the reader has nothing to sign in to. */
export const statusOfKind: Record<FailureKind, number> = {
  "not-found": 404,
  conflict: 409,
  invalid: 400,
  unauthorized: 502,
  "rate-limited": 429,
  importing: 409,
  forking: 409,
  unreachable: 504,
  upstream: 502,
  forbidden: 403,
  internal: 500,
};

/** Nothing that Artifacts says of repos and tokens may be shown again later. */
const neverStored = { "cache-control": "no-store" };

/**
 * Runs a route of `/-/api` and turns whatever it throws into the one error shape. The calls that it took go along in a header.
 */
export function handleApi(request: Request, work: () => Promise<Response>): Promise<Response> {
  return withCallTrail(async () => {
    const response = await answerOrFail(request, work);
    response.headers.set(callTrailHeader, callTrailAsHeader());
    return response;
  });
}

async function answerOrFail(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return failureResponse(error);
  }
}

/** Sends only what `schema` knows. */
export function answer<T extends z.ZodType>(
  schema: T,
  body: z.input<T>,
  { status = 200 }: { status?: number } = {},
): Response {
  return Response.json(schema.parse(body), { status, headers: neverStored });
}

/** What a screen or client may know of an error; everything else is logged under the request id. */
export function describeFailure(error: unknown): { status: number; body: FailureBody } {
  const requestId = crypto.randomUUID();
  if (error instanceof RequestError) {
    const { kind, message, pointer } = error;
    return { status: statusOfKind[kind], body: { error: { kind, message, pointer, requestId } } };
  }
  if (error instanceof ArtifactsError) {
    const { kind, message, pointer, retryAfterSeconds, notes } = error;
    if (statusOfKind[kind] >= 500) logFailure(requestId, error);
    return {
      status: statusOfKind[kind],
      body: { error: { kind, message, pointer, retryAfterSeconds, notes, requestId } },
    };
  }
  logFailure(requestId, error);
  return {
    status: statusOfKind.internal,
    body: { error: { kind: "internal", message: "Something went wrong in the dashboard.", requestId } },
  };
}

function failureResponse(error: unknown): Response {
  const { status, body } = describeFailure(error);
  const headers = new Headers(neverStored);
  if (body.error.retryAfterSeconds !== undefined) {
    headers.set("retry-after", String(body.error.retryAfterSeconds));
  }
  return Response.json(body, { status, headers });
}

function logFailure(requestId: string, error: unknown): void {
  const stacks: string[] = [];
  for (let at = error; at instanceof Error && stacks.length < 5; at = at.cause) {
    stacks.push(at.stack ?? at.message);
  }
  console.error(
    JSON.stringify({
      event: "request-failed",
      requestId,
      error: stacks.join("\ncaused by ") || String(error),
    }),
  );
}
