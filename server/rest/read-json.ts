import type { FastifyInstance } from "fastify";
import { HostingError } from "@/server/hosting/hosting-error";

/**
 * Bodies are JSON and nothing else. Our own parser, for what Fastify's refuses: clients send the JSON content type on a
 * DELETE without a body, and a `__proto__` field is just one more unknown field (JSON.parse makes it a plain property).
 */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      const text = typeof body === "string" ? body : new TextDecoder("utf-8", { fatal: true }).decode(body);
      done(null, text.trim() === "" ? undefined : JSON.parse(text));
    } catch {
      done(new HostingError("INVALID_INPUT", "The request body is not valid JSON"));
    }
  });
}
