import { randomUUID } from "node:crypto";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import {
  type ConnectionLimits,
  connectionLimits,
  serverTimes,
  watchConnections,
} from "@/connections/watch-connections";
import { registerGitHttp } from "@/server/git-http/routes";
import type { Hosting } from "@/server/hosting/hosting";
import { routeNotFound, serviceStopping } from "@/server/rest/api-failure";
import { handleError } from "@/server/rest/handle-error";
import { registerHealth } from "@/server/rest/health";
import { registerMetrics } from "@/server/rest/metrics";
import { refuseStrangers, registerRest } from "@/server/rest/routes";
import { sendFailure } from "@/server/rest/send-failure";
import { answerClientError, answerExpectation } from "@/server/rest/unrouted";
import { routableUrl } from "@/server/rest/url-bytes";

export interface AppDeps {
  hosting: Hosting;
  apiToken: string;
  /** Largest pack that a push may carry. */
  pushMaxSizeBytes?: number;
  connections?: ConnectionLimits;
  /** Without one, nothing is logged. */
  logger?: FastifyBaseLogger;
}

/** Builds the service's HTTP application. It does not listen. */
export async function buildApp({
  hosting,
  apiToken,
  pushMaxSizeBytes,
  connections = connectionLimits,
  logger,
}: AppDeps): Promise<FastifyInstance> {
  const isStranger = refuseStrangers(apiToken);
  let isStopping = false;
  const app: FastifyInstance = Fastify({
    ...(logger === undefined ? {} : { loggerInstance: logger }),
    // Fastify's own request lines carry whole URLs, and those may carry secrets.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // A name may be 200 characters long, a percent-encoded one three times that.
    routerOptions: { maxParamLength: 4096 },
    rewriteUrl: (request) => routableUrl(request.url ?? "/"),
    frameworkErrors: (error, request, reply) => {
      reply.header("x-request-id", request.id);
      // A URL that cannot be routed runs no hooks, so none that asks for the token.
      const isRefused = request.url.startsWith("/client/v4/") && isStranger(request, reply);
      if (!isRefused) handleError(error, request, reply);
    },
    clientErrorHandler: answerClientError,
    http: serverTimes(connections),
    requestTimeout: 0,
    // Fastify's own answer is not in our format; a hook below gives ours.
    return503OnClosing: false,
  });

  watchConnections(app.server, connections);
  app.server.on("checkExpectation", answerExpectation);

  app.addHook("preClose", async () => {
    isStopping = true;
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    if (isStopping) return sendFailure(reply, serviceStopping());
  });
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      "request",
    );
  });
  app.setErrorHandler(handleError);
  registerHealth(app, hosting);
  registerMetrics(app, { hosting, isStranger });
  await registerRest(app, { hosting, isStranger });
  await app.register(async (scope) => registerGitHttp(scope, hosting, { pushMaxSizeBytes }));
  // After the others are registered, so that it is none of theirs; and before a body is looked at.
  app.addHook("onRequest", async (request, reply) => {
    if (request.is404) return sendFailure(reply, routeNotFound());
  });
  return app;
}
