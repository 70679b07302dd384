import { createServer, type RequestListener } from "node:http";
import { expect, it } from "vitest";
import { openTestConnections, testLimits } from "./test-connections";
import { type ConnectionLimits, serverTimes, watchConnections } from "./watch-connections";

const { listen, dial } = openTestConnections();

function serve(listener: RequestListener, own: Partial<ConnectionLimits> = {}): Promise<number> {
  const limits = { ...testLimits, ...own };
  const server = createServer(serverTimes(limits), listener);
  watchConnections(server, limits);
  return listen(server);
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
  [
    "whose reader waits for more",
    (request, response) => {
      if (request.method === "GET") return refuse(request, response);
      request.once("readable", () => {
        request.read(10);
        request.on("readable", () => {});
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
