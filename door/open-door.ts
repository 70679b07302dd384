import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import type { Duplex } from "node:stream";
import { answerClientError, writeAnswer } from "@/connections/answer-client-error";
import {
  type ConnectionLimits,
  connectionLimits,
  serverTimes,
  watchConnections,
} from "@/connections/watch-connections";
import { type Refusal, refusalOf } from "@/lib/http/request-refusal";
import { plainTextHeaders, rawContentPolicy, securityHeaders } from "@/lib/http/security-headers";

export interface DoorOptions {
  /** What answers a request that is let in. */
  serve: RequestListener;
  /** Takes connections that change their protocol. Without it such a request is answered as if it had not asked. */
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  limits?: ConnectionLimits;
}

/** For a whole request: what the dashboard is sent are forms, at most some megabytes. */
const requestMs = 60_000;

/** Where a request names a whole URL: what stands before its path. */
const absoluteTarget = /^http:\/\/([^/?#]*)(.*)$/i;

/**
 * The server in front of Next. It looks at each request as it came, before anything has made a URL of it; gives every answer
 * the headers of a raw one, which what is served replaces by its own; and gives connections back in time.
 */
export function openDoor({ serve, upgrade, limits = connectionLimits }: DoorOptions): Server {
  // A request without a Host is ours to refuse, not Node's, whose answer lacks our headers.
  const times = { ...serverTimes(limits), requestTimeout: requestMs, requireHostHeader: false };
  const server = createServer(times, (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    response.setHeader("content-security-policy", rawContentPolicy);
    const refusal = admit(request);
    if (refusal === null) serve(request, response);
    else refuse(response, refusal);
  });
  watchConnections(server, limits);
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => {
    refuse(response, admit(request) ?? { status: 417, message: "This expectation cannot be met." });
  });
  // Node gives both of these bare connections, and closes them where nobody listens.
  server.on("connect", (request: IncomingMessage, socket: Duplex) => refuseBare(socket, admit(request)));
  if (upgrade !== undefined) {
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const refusal = admit(request);
      if (refusal === null) upgrade(request, socket, head);
      else refuseBare(socket, refusal);
    });
  }
  server.on("clientError", (error: Error, socket: Duplex) => {
    answerClientError(error, socket, (_status, message) => ({
      headers: plainTextHeaders,
      body: `${message}.\n`,
    }));
  });
  return server;
}

/** Why a request is not let in, or null. One for a whole URL is one for its path then, if both its hosts are ours. */
function admit(request: IncomingMessage): Refusal | null {
  const port = request.socket.localPort ?? 0;
  const { method = "" } = request;
  const hosts = request.headersDistinct.host ?? [];
  const [, authority, rest = ""] = absoluteTarget.exec(request.url ?? "") ?? [];
  if (authority === undefined) return refusalOf({ method, target: request.url ?? "", hosts }, port);
  const target = rest.startsWith("/") ? rest : `/${rest}`;
  const refusal =
    refusalOf({ method, target, hosts }, port) ?? refusalOf({ method, target, hosts: [authority] }, port);
  request.url = target;
  return refusal;
}

function refuse(response: ServerResponse, { status, message, headers }: Refusal): void {
  const body = `${message}\n`;
  response.writeHead(status, { ...plainTextHeaders, ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function refuseBare(socket: Duplex, refusal: Refusal | null): void {
  const { status, message, headers } = refusal ?? { status: 400, message: "This is not served here." };
  socket.on("error", () => socket.destroy());
  writeAnswer(
    socket,
    `${status} ${STATUS_CODES[status]}`,
    { ...plainTextHeaders, ...headers },
    `${message}\n`,
  );
}
