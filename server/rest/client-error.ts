import type { Duplex } from "node:stream";
import { apiFailure, failureEnvelope } from "./api-failure";

/** Answers bytes that are no HTTP request, of which nothing is known but that: in the envelope all the same. */
export function answerClientError(error: Error, socket: Duplex): void {
  const code = "code" in error ? String(error.code) : "";
  if (code === "ECONNRESET" || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, reason, message] = statusOf(code);
  const body = JSON.stringify(failureEnvelope(apiFailure("INVALID_INPUT", message)));
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function statusOf(code: string): [status: number, reason: string, message: string] {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "Request Timeout", "The request took too long to arrive"];
    case "HPE_HEADER_OVERFLOW":
      return [431, "Request Header Fields Too Large", "The request's headers are too large"];
    default:
      return [400, "Bad Request", "The request is not valid HTTP"];
  }
}
