import type { FastifyInstance, HTTPMethods } from "fastify";
import { apiFailure } from "./api-failure";
import { sendFailure } from "./send-failure";

const known: HTTPMethods[] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Answers 405 with `Allow` on the routes that `register` adds, for every method they do not have. */
export function refuseOtherMethods(app: FastifyInstance, register: () => void): void {
  const methodsOf = new Map<string, Set<HTTPMethods>>();
  let isDone = false;
  app.addHook("onRoute", ({ routePath, method }) => {
    if (isDone) return;
    const methods = methodsOf.get(routePath) ?? new Set<HTTPMethods>();
    for (const one of Array.isArray(method) ? method : [method]) {
      methods.add(one);
      if (one === "GET") methods.add("HEAD");
    }
    methodsOf.set(routePath, methods);
  });
  register();
  isDone = true;

  for (const [url, methods] of methodsOf) {
    const allowed = [...methods].sort().join(", ");
    app.route({
      method: known.filter((method) => !methods.has(method)),
      url,
      schema: { hide: true },
      // Before the body is looked at: its type and size do not matter any more.
      async onRequest(_request, reply) {
        reply.header("allow", allowed);
        return sendFailure(reply, apiFailure("INVALID_INPUT", "Method not allowed", { status: 405 }));
      },
      handler: (_request, reply) => reply,
    });
  }
}
