import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { envelopeOf } from "@/contract/envelope";
import { listNamespacesQuery, namespaceInfo } from "@/contract/namespaces";
import { getNamespace } from "@/server/hosting/get-namespace";
import type { Hosting } from "@/server/hosting/hosting";
import { listNamespaces } from "@/server/hosting/list-namespaces";
import { answer, answerPage } from "./json-answer";
import { namespaceParams } from "./params";

export function registerNamespaces(app: FastifyInstance, hosting: Hosting): void {
  const rest = app.withTypeProvider<ZodTypeProvider>();

  rest.get(
    "/accounts/:account/artifacts/namespaces",
    { schema: { querystring: listNamespacesQuery, response: { 200: envelopeOf(z.array(namespaceInfo)) } } },
    async (request) => answerPage(await listNamespaces(hosting, request.query)),
  );

  rest.get(
    "/accounts/:account/artifacts/namespaces/:namespace",
    { schema: { params: namespaceParams, response: { 200: envelopeOf(namespaceInfo) } } },
    async (request) => answer(await getNamespace(hosting, request.params.namespace)),
  );
}
