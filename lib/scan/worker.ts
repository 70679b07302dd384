import { parentPort } from "node:worker_threads";
import { z } from "zod";
import { readText } from "./read-text";

const port = parentPort;
if (port === null) throw new Error("worker.ts runs as a worker thread only");

const order = z.object({ id: z.number(), bytes: z.instanceof(Uint8Array) });

port.on("message", (data) => {
  const { id, bytes } = order.parse(data);
  port.postMessage({ id, findings: readText(bytes) });
});
port.postMessage({ ready: true });
