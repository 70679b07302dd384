import type { Server } from "node:http";

/** Node's own five seconds end a kept connection just when a busy dashboard, which counts too, uses it again. */
const keepAliveMs = 60_000;

/** Listens on a free port of this machine; the URL without a path. */
export async function listen(server: Server): Promise<string> {
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}`;
}
