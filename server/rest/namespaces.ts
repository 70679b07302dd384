import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { envelopeOf } from "@/contract/envelope";
import { createNamespaceRequest, listNamespacesQuery, namespaceInfo } from "@/contract/namespaces";
import { createNamespace } from "@/server/hosting/create-namespace";
import { deleteNamespace } from "@/server/hosting/delete-namespace";
import { getNamespace } from "@/server/hosting/get-namespace";
import type { Hosting } from "@/server/hosting/hosting";
import { listNamespaces } from "@/server/hosting/list-namespaces";
import { answer, answerPage } from "./json-answer";
import { accountParams, namespaceParams } from "./params";

export function registerNamespaces(app: FastifyInstance, hosting: Hosting): void {
  const rest = app.withTypeProvider<ZodTypeProvider>();

  rest.get(
    "/accounts/:account/artifacts/namespaces",
    {
      schema: {
        params: accountParams,
        querystring: listNamespacesQuery,
        response: { 200: envelopeOf(z.array(namespaceInfo)) },
      },
    },
    async (request) => answerPage(await listNamespaces(hosting, request.query)),
  );

  rest.post(
    "/accounts/:account/artifacts/namespaces",
    {
      schema: {
        params: accountParams,
        body: createNamespaceRequest,
        response: { 201: envelopeOf(namespaceInfo) },
      },
    },
    async (request, reply) => reply.code(201).send(answer(await createNamespace(hosting, request.body))),
  );

  rest.get(
    "/accounts/:account/artifacts/namespaces/:namespace",
    { schema: { params: namespaceParams, response: { 200: envelopeOf(namespaceInfo) } } },
    async (request) => answer(await getNamespace(hosting, request.params.namespace)),
  );

  rest.delete(
    "/accounts/:account/artifacts/namespaces/:namespace",
    { schema: { params: namespaceParams, response: { 204: z.undefined().describe("Deleted.") } } },
    async (request, reply) => {
      await deleteNamespace(hosting, request.params.namespace);
      return reply.code(204).send();
    },
  );
}
