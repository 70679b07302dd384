import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { envelopeOf } from "@/contract/envelope";
import {
  createRepoRequest,
  createRepoResult,
  deleteRepoResult,
  listReposQuery,
  repoWithRemote,
} from "@/contract/repos";
import { createRepo } from "@/server/hosting/create-repo";
import { deleteRepo } from "@/server/hosting/delete-repo";
import { getRepo } from "@/server/hosting/get-repo";
import type { Hosting } from "@/server/hosting/hosting";
import { listRepos } from "@/server/hosting/list-repos";
import { answer, answerPage } from "./json-answer";
import { namespaceParams, repoParams } from "./params";

const reposUrl = "/accounts/:account/artifacts/namespaces/:namespace/repos";

export function registerRepos(app: FastifyInstance, hosting: Hosting): void {
  const rest = app.withTypeProvider<ZodTypeProvider>();

  rest.post(
    reposUrl,
    {
      schema: {
        params: namespaceParams,
        body: createRepoRequest,
        response: { 201: envelopeOf(createRepoResult) },
      },
    },
    async (request, reply) => {
      const created = await createRepo(hosting, request.params.namespace, request.body);
      return reply.code(201).header("cache-control", "no-store").send(answer(created));
    },
  );

  rest.get(
    reposUrl,
    {
      schema: {
        params: namespaceParams,
        querystring: listReposQuery,
        response: { 200: envelopeOf(z.array(repoWithRemote)) },
      },
    },
    async (request) => answerPage(await listRepos(hosting, request.params.namespace, request.query)),
  );

  rest.get(
    `${reposUrl}/:repo`,
    { schema: { params: repoParams, response: { 200: envelopeOf(repoWithRemote) } } },
    async (request) => answer(await getRepo(hosting, request.params)),
  );

  rest.delete(
    `${reposUrl}/:repo`,
    { schema: { params: repoParams, response: { 202: envelopeOf(deleteRepoResult) } } },
    async (request, reply) => reply.code(202).send(answer(await deleteRepo(hosting, request.params))),
  );
}
