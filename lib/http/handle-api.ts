import "server-only";
import type { z } from "zod";
import { handleRequest } from "./handle-request";

/** Runs a route of `/-/api`; its failures have the one error shape. The calls that it took go along in a header. */
export function handleApi(request: Request, work: () => Promise<Response>): Promise<Response> {
  return handleRequest(request, work, {
    answerFailure: ({ status, body }, headers) => Response.json(body, { status, headers }),
    tellsCalls: true,
  });
}

/** Sends only what `schema` knows. Nothing that Artifacts says of repos and tokens may be shown again later. */
export function answer<T extends z.ZodType>(
  schema: T,
  body: z.input<T>,
  { status = 200 }: { status?: number } = {},
): Response {
  return Response.json(schema.parse(body), { status, headers: { "cache-control": "no-store" } });
}
