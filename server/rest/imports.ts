import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { envelopeOf } from "@/contract/envelope";
import { createRepoResult, importRepoRequest } from "@/contract/repos";
import type { Hosting } from "@/server/hosting/hosting";
import { importRepo } from "@/server/hosting/import-repo";
import { answer } from "./json-answer";
import { repoParams } from "./params";

export function registerImports(app: FastifyInstance, hosting: Hosting): void {
  const rest = app.withTypeProvider<ZodTypeProvider>();

  rest.post(
    "/accounts/:account/artifacts/namespaces/:namespace/repos/:repo/import",
    {
      schema: {
        params: repoParams,
        body: importRepoRequest,
        response: { 201: envelopeOf(createRepoResult) },
      },
    },
    async (request, reply) => {
      const created = await importRepo(hosting, request.params, request.body);
      return reply.code(201).header("cache-control", "no-store").send(answer(created));
    },
  );
}
