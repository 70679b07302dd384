import type { FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Hosting } from "@/server/hosting/hosting";
import { apiFailure, routeNotFound } from "./api-failure";
import { bearerCheck } from "./bearer";
import { registerContent } from "./content";
import { handleError } from "./handle-error";
import { registerNamespaces } from "./namespaces";
import { acceptJsonOnly } from "./read-json";
import { refuseOtherMethods } from "./refuse-other-methods";
import { registerRepos } from "./repos";
import { sendFailure } from "./send-failure";
import { registerTokens } from "./tokens";

/** Largest JSON body taken, in bytes. */
const bodyLimitBytes = 256 * 1024;

/** The REST API of the reference, below `/client/v4`. */
export async function registerRest(
  app: FastifyInstance,
  { hosting, apiToken }: { hosting: Hosting; apiToken: string },
): Promise<void> {
  const isAuthorized = bearerCheck(apiToken);
  await app.register(
    async (rest) => {
      rest.setValidatorCompiler(validatorCompiler);
      rest.setSerializerCompiler(serializerCompiler);
      rest.setErrorHandler(handleError);
      // Runs before the body is read: a stranger's bytes are never parsed, and learn of no route.
      rest.addHook("onRequest", async (request, reply) => {
        if (isAuthorized(request.headers.authorization)) return;
        reply.header("www-authenticate", "Bearer");
        return sendFailure(reply, apiFailure("UNAUTHENTICATED", "Authentication error"));
      });
      rest.addHook("onRoute", (route) => {
        route.bodyLimit = bodyLimitBytes;
      });
      rest.setNotFoundHandler((_request, reply) => {
        sendFailure(reply, routeNotFound());
      });
      acceptJsonOnly(rest);
      refuseOtherMethods(rest, () => {
        registerNamespaces(rest, hosting);
        registerRepos(rest, hosting);
        registerContent(rest, hosting);
        registerTokens(rest, hosting);
      });
    },
    { prefix: "/client/v4" },
  );
}
