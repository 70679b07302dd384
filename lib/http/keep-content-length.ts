import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { ServerResponse } from "node:http";
import { perProcess } from "@/lib/process/per-process";

/** Carries the length of a body past Next, which drops `content-length` from the answer of a route handler. */
export const bodyLengthHeader = "x-vitrine-body-length";

/**
 * Turns the header above into `content-length` on every answer of this process, at the moment its headers are written.
 * Node announces each request on a channel for this sort of thing, so neither Next nor a prototype is patched.
 */
export const keepContentLength = perProcess("content-length-keeper", () => {
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("response" in message)) return;
    const { response } = message;
    if (response instanceof ServerResponse) restoreLengthOf(response);
  });
});

function restoreLengthOf(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  // Node also calls it when no code has written the headers.
  response.writeHead = (...args: unknown[]) => {
    const length = response.getHeader(bodyLengthHeader);
    if (length !== undefined) {
      response.removeHeader(bodyLengthHeader);
      response.setHeader("content-length", String(length));
    }
    return Reflect.apply(writeHead, response, args);
  };
}
