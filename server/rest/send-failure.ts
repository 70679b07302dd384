import type { FastifyReply } from "fastify";
import { type ApiFailure, failureEnvelope } from "./api-failure";

export function sendFailure(reply: FastifyReply, failure: ApiFailure): FastifyReply {
  if (failure.retryAfterSeconds !== null) reply.header("retry-after", failure.retryAfterSeconds);
  // The type is set by hand: the route may have declared another one for its success.
  return reply
    .code(failure.status)
    .type("application/json; charset=utf-8")
    .removeHeader("content-length")
    .removeHeader("cache-control")
    .removeHeader("etag")
    .serializer(JSON.stringify)
    .send(failureEnvelope(failure));
}
