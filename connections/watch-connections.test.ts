import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { type ConnectionLimits, serverTimes, watchConnections } from "./watch-connections";

const limits: ConnectionLimits = {
  headersMs: 5_000,
  idleBodyMs: 200,
  unreadAnswerMs: 200,
  restMs: 200,
  restMaxBytes: 1024 * 1024,
};

const open: (Server | Socket)[] = [];
afterEach(() => {
  for (const one of open.splice(0)) {
    if ("closeAllConnections" in one) {
      one.closeAllConnections();
      one.close();
    } else one.destroy();
  }
});

async function serve(listener: RequestListener, own: Partial<ConnectionLimits> = {}) {
  const server = createServer(serverTimes({ ...limits, ...own }), listener);
  watchConnections(server, { ...limits, ...own });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

/** A connection, all that has come over it, and its end. */
function dial(port: number) {
  const socket = connect({ port, host: "127.0.0.1" });
  open.push(socket);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  socket.on("error", () => {});
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(text)));
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text) && !socket.destroyed) await delay(5);
    return text;
  };
  return { socket, closed, until };
}

const refuse: RequestListener = (request, response) => {
  if (request.method === "GET") response.end("served");
  else response.writeHead(403).end("refused");
};
const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const post = (length: number) => `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;

it.each<[what: string, listener: RequestListener]>([
  ["that nobody reads", refuse],
  [
    "whose reader stopped half-way",
    (request, response) => {
      if (request.method === "GET") return refuse(request, response);
      request.once("data", () => {
        request.pause();
        response.writeHead(403).end("refused");
      });
    },
  ],
])("serves the next request after an early answer to a body %s", async (_what, listener) => {
  const { socket, until } = dial(await serve(listener));
  socket.write(post(600_000) + "x".repeat(600_000) + get);
  expect(await until(/served/)).toMatch(/^HTTP\/1\.1 403[\s\S]*refused[\s\S]*HTTP\/1\.1 200[\s\S]*served$/);
});

it("tells an early answer whole, and closes, when the rest is long or does not come", async () => {
  const port = await serve(refuse);
  const long = dial(port);
  long.socket.write(post(1e9));
  await long.until(/refused/);
  const more = setInterval(() => long.socket.write("x".repeat(256 * 1024)), 5);
  expect(await long.closed).toContain("403");
  clearInterval(more);

  const silent = dial(port);
  silent.socket.write(post(10));
  expect(await silent.closed).toMatch(/403[\s\S]*refused/);
});

it("answers 408 to a body that stops, and closes on headers that do", async () => {
  const port = await serve((request, response) => {
    request.resume().once("end", () => response.end("served"));
  });
  const body = dial(port);
  body.socket.write(`${post(10)}12345`);
  expect(await body.closed).toMatch(/^HTTP\/1\.1 408/);
  const headers = dial(await serve(refuse, { headersMs: 200 }));
  headers.socket.write("GET / HTTP/1.1\r\nHost:");
  expect(await headers.closed).toMatch(/^HTTP\/1\.1 408/);
});

it("waits for a body whose reader is behind, and for an answer that takes long", async () => {
  const port = await serve((request, response) => {
    setTimeout(() => request.resume().once("end", () => response.end("served")), 1000);
  });
  const { socket, until } = dial(port);
  const size = 4 * 1024 * 1024;
  socket.write(post(size) + "x".repeat(size));
  expect(await until(/served/)).toMatch(/^HTTP\/1\.1 200/);
});

it("closes on a client that does not read its answer", async () => {
  const gone = new Promise<void>((resolve) => {
    void serve((_request, response) => {
      response.once("close", resolve);
      response.end(Buffer.alloc(64 * 1024 * 1024));
    }).then((port) => {
      const { socket } = dial(port);
      socket.pause();
      socket.write(get);
    });
  });
  await gone;
});
