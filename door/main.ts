import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { readDashboardEnv } from "@/lib/env";
import { plainTextHeaders } from "@/lib/http/security-headers";
import { createPageRequest, withPageRequest } from "@/lib/process/page-request";
import { createKeptAnswers } from "./kept-answers";
import { openDoor } from "./open-door";

const { host, port } = readDashboardEnv(process.env);
const isDev = process.env.NODE_ENV === "development";

// Next takes the upgrades of a server that it is given. This one listens nowhere: what comes to it has passed the door.
const upgrades = createServer();
const app = next({ dev: isDev, hostname: host, port, httpServer: upgrades });
await app.prepare();
const handle = app.getRequestHandler();

const kept = createKeptAnswers({ maxBytes: 96 * 1_048_576 });

function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const made = createPageRequest({
    isDocument: request.headers.rsc === undefined,
    // The dashboard's own routes are the ones that change things.
    isReading: !request.url?.startsWith("/-/"),
  });
  return withPageRequest(made, async () => {
    if (await kept.answer(request, response)) return;
    kept.listen(request, response, made);
    await handle(request, response);
  });
}

const server = openDoor({
  serve: (request, response) => {
    serve(request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, plainTextHeaders).end("The dashboard failed.\n");
    });
  },
  ...(isDev ? { upgrade: passOn } : {}),
});

/** The tools of development are told of changes over a WebSocket. */
function passOn(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  // Next begins to listen with the first request.
  if (!upgrades.emit("upgrade", request, socket, head)) socket.destroy();
}

let isStopping = false;
async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  const closed = once(server, "close");
  server.close();
  if (isDev) server.closeAllConnections();
  await closed;
  await app.close();
  process.exit(code);
}
process.on("SIGINT", () => void stop(130));
process.on("SIGTERM", () => void stop(143));

server.listen(port, host);
