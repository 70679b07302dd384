import { parentPort } from "node:worker_threads";
import { z } from "zod";
import { diffLines } from "./diff-lines";
import { lineTable } from "./line-table";
import { packRuns } from "./packed-runs";

const port = parentPort;
if (port === null) throw new Error("worker.ts runs as a worker thread only");

const order = z.object({
  id: z.number(),
  before: z.instanceof(Uint8Array),
  after: z.instanceof(Uint8Array),
  options: z.object({
    whiteSpace: z.enum(["shown", "amount", "all"]).optional(),
    blankLines: z.enum(["shown", "ignored"]).optional(),
  }),
});

port.on("message", (data) => {
  const { id, before, after, options } = order.parse(data);
  const { runs, isCoarse } = diffLines(lineTable(before), lineTable(after), options);
  const packed = packRuns(runs);
  port.postMessage({ id, packed, isCoarse }, [packed.buffer]);
});
port.postMessage({ ready: true });
