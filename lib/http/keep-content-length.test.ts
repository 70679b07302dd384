import { createServer, type IncomingMessage, request } from "node:http";
import { expect, test } from "vitest";
import { bodyLengthHeader, keepContentLength } from "./keep-content-length";

test("a length that is handed on goes out as content-length, with and without a body", async () => {
  keepContentLength();
  const server = createServer((asked, response) => {
    if (asked.url === "/plain") return response.end("abc");
    response.setHeader(bodyLengthHeader, "5");
    response.flushHeaders();
    response.end(asked.method === "HEAD" ? undefined : "hello");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const ask = (path: string, method: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      request({ port: address.port, host: "127.0.0.1", path, method }, (answer) => {
        answer.resume();
        resolve(answer);
      })
        .on("error", reject)
        .end();
    });
  for (const method of ["GET", "HEAD"]) {
    const { headers } = await ask("/", method);
    expect(headers["content-length"]).toBe("5");
    expect(headers["transfer-encoding"]).toBeUndefined();
    expect(headers[bodyLengthHeader]).toBeUndefined();
  }
  expect((await ask("/plain", "GET")).headers["content-length"]).toBe("3");
  server.close();
});
