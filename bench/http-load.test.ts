import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { load, timeRequest } from "./http-load";

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

function serve(listener: RequestListener): Promise<number> {
  const started = createServer(listener);
  server = started;
  return new Promise((resolve, reject) => {
    started.listen(0, "127.0.0.1", () => {
      const address = started.address();
      if (address === null || typeof address === "string") reject(new Error("no port"));
      else resolve(address.port);
    });
  });
}

it("counts the bytes of answers with a length, in chunks, and without a body", async () => {
  const bodies: Record<string, string[]> = {
    "/long": ["x".repeat(300_000)],
    "/parts": ["ab", "cde"],
    "/": [],
  };
  const port = await serve((request, response) => {
    const parts = bodies[request.url ?? "/"] ?? [];
    if (request.url !== "/parts") {
      response.setHeader("content-length", parts.join("").length);
    }
    for (const part of parts) response.write(part);
    response.end();
  });
  for (const [path, parts] of Object.entries(bodies)) {
    const result = await load({ port, path }, 3, 50);
    expect(result.bodyBytes, path).toBe(parts.join("").length);
    expect(result.requestsPerSecond, path).toBeGreaterThan(0);
  }
});

it("keeps its connections open and sends method, headers and body", async () => {
  const sockets = new Set<unknown>();
  const seen = new Set<string>();
  const port = await serve((request, response) => {
    sockets.add(request.socket);
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.add(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
      response.end("ok");
    });
  });
  const headers = { Authorization: "Bearer x" };
  await load({ port, path: "/a?b=c", method: "POST", headers, body: "täg" }, 2, 50);
  expect(sockets.size).toBe(2);
  expect([...seen]).toEqual(["POST /a?b=c Bearer x täg"]);
});

it("ends with an error when the status is not the one asked for, or the server hangs up", async () => {
  const port = await serve((request, response) => {
    if (request.url === "/gone") response.socket?.destroy();
    else response.writeHead(503).end();
  });
  await expect(load({ port, path: "/" }, 1, 50)).rejects.toThrow("/ answered 503");
  await expect(timeRequest({ port, path: "/gone" })).rejects.toThrow("closed the connection");
  expect(await timeRequest({ port, path: "/", status: 503 })).toBeGreaterThan(0);
});
