import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** The newest answer of each connection that is watched. */
const answers = new WeakMap<Duplex, ServerResponse>();

export function noteAnswer(socket: Duplex, response: ServerResponse): void {
  answers.set(socket, response);
}

interface Answer {
  headers: Record<string, string>;
  body: string;
}

/**
 * Answers bytes that are no HTTP request, of which nothing is known but that, and closes their connection. Behind an answer
 * that is on its way they end the connection only: what is written into it would pass for a part of it.
 */
export function answerClientError(
  error: Error,
  socket: Duplex,
  answerOf: (status: number, message: string) => Answer,
): void {
  const code = "code" in error ? String(error.code) : "";
  const earlier = answers.get(socket);
  const isAnswering = earlier?.headersSent === true && !earlier.writableFinished;
  if (code === "ECONNRESET" || socket.destroyed || !socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  const [status, reason, message] = statusOf(code);
  const { headers, body } = answerOf(status, message);
  writeAnswer(socket, `${status} ${reason}`, headers, body);
}

/** The last answer on a connection whose request Node has made no `ServerResponse` for. */
export function writeAnswer(
  socket: Duplex,
  status: string,
  headers: Record<string, string>,
  body: string,
): void {
  const lines = Object.entries({
    ...headers,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`);
}

function statusOf(code: string): [status: number, reason: string, message: string] {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return [408, "Request Timeout", "The request took too long to arrive"];
    case "HPE_HEADER_OVERFLOW":
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return [431, "Request Header Fields Too Large", "The request's headers are too large"];
    default:
      return [400, "Bad Request", "The request is not valid HTTP"];
  }
}
