import type { FastifyReply, FastifyRequest } from "fastify";
import { failureOf } from "./api-failure";
import { sendFailure } from "./send-failure";

/** Answers a thrown error in the envelope; an unexpected one is logged whole and answered as "Internal error". */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error);
  if (failure.isUnexpected) request.log.error({ err: error }, "request failed");
  // Fastify would close what it has not read to its end, and the answer might be lost with it: the server drops the rest.
  reply.removeHeader("connection");
  sendFailure(reply, failure);
}
