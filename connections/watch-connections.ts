import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { noteAnswer } from "./answer-client-error";

/** How long a client may leave a connection as it is before it is closed, in milliseconds, and how much is read in vain. */
export interface ConnectionLimits {
  /** From the first byte of a request to the end of its headers. */
  headersMs: number;
  /** Without a byte of a body that somebody waits for. */
  idleBodyMs: number;
  /** Without a byte taken of an answer that is on its way. */
  unreadAnswerMs: number;
  /** For what is left of a body whose answer has gone out. */
  restMs: number;
  /** The same, in bytes: what is longer ends with its connection. */
  restMaxBytes: number;
}

export const connectionLimits: ConnectionLimits = {
  headersMs: 10_000,
  idleBodyMs: 30_000,
  unreadAnswerMs: 60_000,
  restMs: 5_000,
  restMaxBytes: 8 * 1024 * 1024,
};

interface Watched {
  request: IncomingMessage;
  response: ServerResponse;
  /** Bytes that came in. */
  read: Progress;
  /** Bytes that the client's side has taken. */
  taken: Progress;
}

/** A count, and how often it was found to be the same. */
interface Progress {
  bytes: number;
  looks: number;
}

/** So often is looked before a limit is over. Looks are counted, not time: a process that was held up has not waited. */
const looksPerLimit = 5;

/** For `createServer`: how long a request and its headers may take, and how often Node looks. */
export function serverTimes(limits: ConnectionLimits = connectionLimits) {
  return {
    headersTimeout: limits.headersMs,
    // Of whole requests: a push may take hours, so the time between two bytes counts instead.
    requestTimeout: 0,
    connectionsCheckingInterval: limits.headersMs / looksPerLimit,
  };
}

/**
 * Gives a server's connections back in time. A body that stops is answered 408; an answer that nobody reads ends with its
 * connection. An answer may come before the end of its request's body: a rest that is short is then read and dropped, so
 * that the next request on the connection is served, and a long one ends with the connection (RFC 9112, 9.3 and 9.6).
 */
export function watchConnections(server: Server, limits: ConnectionLimits = connectionLimits): void {
  const watched = new Set<Watched>();
  const watch = (request: IncomingMessage, response: ServerResponse) => {
    const one: Watched = {
      request,
      response,
      read: { bytes: -1, looks: 0 },
      taken: { bytes: -1, looks: 0 },
    };
    watched.add(one);
    noteAnswer(request.socket, response);
    response.once("close", () => watched.delete(one));
    response.once("finish", () => dropRest(request, limits));
  };
  server.on("request", watch);
  // An expectation that Node does not know. It leaves the answer to who listens: the server that is watched has to give one.
  server.on("checkExpectation", watch);
  const look = (check: (one: Watched) => void, limitMs: number) => {
    const timer = setInterval(() => watched.forEach(check), limitMs / looksPerLimit);
    timer.unref();
    server.once("close", () => clearInterval(timer));
  };
  look(checkBody, limits.idleBodyMs);
  look(checkAnswer, limits.unreadAnswerMs);
}

/** Reads on to the end of a body that nobody wants any more, within limits. */
function dropRest(request: IncomingMessage, limits: ConnectionLimits): void {
  if (request.complete) return;
  const { socket } = request;
  let sizeBytes = 0;
  const giveUp = () => socket.destroy();
  const timer = setTimeout(giveUp, limits.restMs);
  request.on("data", (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > limits.restMaxBytes) giveUp();
  });
  for (const event of ["end", "close"]) request.once(event, () => clearTimeout(timer));
  // One who waits to read keeps it from flowing to others.
  request.removeAllListeners("readable");
  request.resume();
}

function checkBody({ request, response, read }: Watched): void {
  // A reader that is behind holds the client up, not the other way round.
  const isAwaited = !request.complete && request.readableLength < request.readableHighWaterMark;
  if (!isStuck(read, isAwaited ? request.socket.bytesRead : -1)) return;
  if (response.headersSent) request.socket.destroy();
  else {
    response.writeHead(408, { connection: "close", "content-type": "text/plain; charset=utf-8" });
    response.end("The request took too long to arrive\n");
  }
}

function checkAnswer({ request: { socket }, taken }: Watched): void {
  const isWaiting = socket.writableLength > 0;
  if (isStuck(taken, isWaiting ? socket.bytesWritten - socket.writableLength : -1)) socket.destroy();
}

/** Whether so many bytes (-1 for none that are waited for) have been there for the whole of a limit. */
function isStuck(progress: Progress, bytes: number): boolean {
  if (bytes < 0 || bytes !== progress.bytes) progress.looks = 0;
  progress.bytes = bytes;
  progress.looks += 1;
  return progress.looks > looksPerLimit;
}
