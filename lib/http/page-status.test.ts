import { createServer } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { letPagesSetStatus, setPageStatus } from "./page-status";

test("what is rendered for a request sets the status of its answer, until that has begun, and of no other", async () => {
  letPagesSetStatus();
  setPageStatus(500);
  const server = createServer(async (request, response) => {
    await nextTurn();
    if (request.url === "/late") response.flushHeaders();
    if (request.url !== "/well") setPageStatus(502);
    response.end("page");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const ask = async (path: string, headers = {}) =>
    (await fetch(`http://127.0.0.1:${address.port}${path}`, { headers })).status;
  const statuses = Promise.all([ask("/failed"), ask("/well"), ask("/late"), ask("/failed", { rsc: "1" })]);
  expect(await statuses).toEqual([502, 200, 200, 200]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
