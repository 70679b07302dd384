import type { Duplex } from "node:stream";
import { answerClientError as answer } from "@/connections/answer-client-error";
import { apiFailure, failureEnvelope } from "./api-failure";

/** Answers bytes that are no HTTP request in the envelope all the same. */
export function answerClientError(error: Error, socket: Duplex): void {
  answer(error, socket, (_status, message) => ({
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(failureEnvelope(apiFailure("INVALID_INPUT", message))),
  }));
}
