import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { validatorCompiler } from "fastify-type-provider-zod";
import type { Hosting } from "@/server/hosting/hosting";
import { apiFailure, routeNotFound } from "./api-failure";
import { bearerCheck } from "./bearer";
import { registerContent } from "./content";
import { registerForks } from "./forks";
import { handleError } from "./handle-error";
import { registerImports } from "./imports";
import { registerNamespaces } from "./namespaces";
import { describeRoutes } from "./openapi";
import { acceptJsonOnly } from "./read-json";
import { refuseOtherMethods } from "./refuse-other-methods";
import { registerRepos } from "./repos";
import { sendFailure } from "./send-failure";
import { registerTokens } from "./tokens";

/** Largest JSON body taken, in bytes. */
const bodyLimitBytes = 256 * 1024;

/** Answers a request without the API token, and says whether it did. */
export type RefuseStrangers = (request: FastifyRequest, reply: FastifyReply) => boolean;

export function refuseStrangers(apiToken: string): RefuseStrangers {
  const isAuthorized = bearerCheck(apiToken);
  return (request, reply) => {
    if (isAuthorized(request.headers.authorization)) return false;
    reply.header("www-authenticate", "Bearer");
    sendFailure(reply, apiFailure("UNAUTHENTICATED", "Authentication error"));
    return true;
  };
}

/** The REST API of the reference, below `/client/v4`. */
export async function registerRest(
  app: FastifyInstance,
  { hosting, isStranger }: { hosting: Hosting; isStranger: RefuseStrangers },
): Promise<void> {
  let documentOf: () => object = () => ({});
  await app.register(
    async (rest) => {
      rest.setValidatorCompiler(validatorCompiler);
      // What we answer was checked where it came in, and by the compiler: parsing it again would double its cost.
      rest.setSerializerCompiler(() => JSON.stringify);
      rest.setErrorHandler(handleError);
      // Runs before the body is read: a stranger's bytes are never parsed, and learn of no route.
      rest.addHook("onRequest", async (request, reply) => {
        if (isStranger(request, reply)) return reply;
        // Before the body is looked at: where there is no route, its type and size do not matter.
        if (request.is404) return sendFailure(reply, routeNotFound());
      });
      rest.addHook("onRoute", (route) => {
        route.bodyLimit = bodyLimitBytes;
      });
      rest.setNotFoundHandler(() => {});
      acceptJsonOnly(rest);
      documentOf = await describeRoutes(rest);
      refuseOtherMethods(rest, () => {
        registerNamespaces(rest, hosting);
        registerRepos(rest, hosting);
        registerContent(rest, hosting);
        registerForks(rest, hosting);
        registerImports(rest, hosting);
        registerTokens(rest, hosting);
      });
    },
    { prefix: "/client/v4" },
  );
  // Public: it says no more than the published reference.
  app.get("/openapi.json", async () => documentOf());
}
