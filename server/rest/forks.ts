import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { envelopeOf } from "@/contract/envelope";
import { forkRepoRequest, forkRepoResult } from "@/contract/repos";
import { forkRepo } from "@/server/hosting/fork-repo";
import type { Hosting } from "@/server/hosting/hosting";
import { answer } from "./json-answer";
import { repoParams } from "./params";
import { requestSignal } from "./request-signal";

export function registerForks(app: FastifyInstance, hosting: Hosting): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    "/accounts/:account/artifacts/namespaces/:namespace/repos/:repo/fork",
    {
      schema: {
        params: repoParams,
        body: forkRepoRequest,
        response: { 201: envelopeOf(forkRepoResult) },
      },
    },
    async (request, reply) => {
      const forked = await forkRepo(hosting, request.params, request.body, requestSignal(reply));
      return reply.code(201).header("cache-control", "no-store").send(answer(forked));
    },
  );
}
