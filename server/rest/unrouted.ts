import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { answerClientError as answer } from "@/connections/answer-client-error";
import { apiFailure, failureEnvelope } from "./api-failure";

const jsonHeaders = { "content-type": "application/json; charset=utf-8" };

/** Answers bytes that are no HTTP request in the envelope all the same. */
export function answerClientError(error: Error, socket: Duplex): void {
  answer(error, socket, (_status, message) => ({
    headers: jsonHeaders,
    body: JSON.stringify(failureEnvelope(apiFailure("INVALID_INPUT", message))),
  }));
}

/** Answers a request with an `Expect` that is not understood: it comes by no route. */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const failure = apiFailure("INVALID_INPUT", "This expectation cannot be met", { status: 417 });
  response.writeHead(failure.status, jsonHeaders).end(JSON.stringify(failureEnvelope(failure)));
}
