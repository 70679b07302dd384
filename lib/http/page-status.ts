import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { perProcess } from "@/lib/process/per-process";

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** Of the process: the server's start and its pages load modules of their own. */
const exchanges = perProcess("exchanges", () => {
  const exchange = new AsyncLocalStorage<Exchange>();
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null) return;
    if (!("request" in message && "response" in message)) return;
    const { request, response } = message;
    if (request instanceof IncomingMessage && response instanceof ServerResponse) {
      exchange.enterWith({ request, response });
    }
  });
  return exchange;
});

/**
 * Lets pages say the status of their answer, for which Next has no means but those of its 404 page. Node announces each request on a
 * channel, in whose context the page is rendered later, so neither Next nor a prototype is patched.
 */
export function letPagesSetStatus(): void {
  exchanges();
}

/** Where it is not too late. A page that Next fetches by itself stays a 200: its router takes any other answer for a broken one. */
export function setPageStatus(status: number): void {
  const exchange = exchanges().getStore();
  if (exchange === undefined || exchange.response.headersSent) return;
  if (exchange.request.headers.rsc === undefined) exchange.response.statusCode = status;
}
