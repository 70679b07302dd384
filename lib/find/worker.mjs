// @ts-check
// Plain JavaScript: Node starts this file as it stands in tests and the bench; Turbopack bundles it for the dashboard.
import { parentPort, workerData } from "node:worker_threads";
import { compilePattern, matchText } from "./match-text.mjs";

/**
 * @typedef {{ kind: "pattern" } & import("./match-text.mjs").Pattern} PatternOrder
 * @typedef {{ kind: "text", id: number, text: string }} TextOrder
 */

/** @type {import("./match-text.mjs").Limits} */
const limits = workerData;
const port = parentPort;
if (port === null) throw new Error("worker.mjs runs as a worker thread only");

/** @type {import("./match-text.mjs").Matcher | null} */
let matcher = null;

port.on("message", (/** @type {PatternOrder | TextOrder} */ order) => {
  if (order.kind === "pattern") {
    try {
      const compiled = compilePattern(order);
      matcher = compiled.matcher;
      port.postMessage({ kind: "ready", matchesEmpty: compiled.matchesEmpty });
    } catch (error) {
      matcher = null;
      port.postMessage({ kind: "invalid", message: error instanceof Error ? error.message : "" });
    }
    return;
  }
  if (matcher === null) return;
  const found = matchText(matcher, order.text, limits);
  port.postMessage({ kind: "matched", id: order.id, found });
});
