import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { envelopeOf } from "@/contract/envelope";
import {
  createTokenRequest,
  createTokenResult,
  deleteTokenResult,
  listTokensQuery,
  tokenInfo,
} from "@/contract/tokens";
import type { Hosting } from "@/server/hosting/hosting";
import { issueToken } from "@/server/hosting/issue-token";
import { listTokens } from "@/server/hosting/list-tokens";
import { revokeToken } from "@/server/hosting/revoke-token";
import { answer, answerPage } from "./json-answer";
import { namespaceParams, repoParams, tokenParams } from "./params";

const namespaceUrl = "/accounts/:account/artifacts/namespaces/:namespace";

export function registerTokens(app: FastifyInstance, hosting: Hosting): void {
  const rest = app.withTypeProvider<ZodTypeProvider>();

  rest.get(
    `${namespaceUrl}/repos/:repo/tokens`,
    {
      schema: {
        params: repoParams,
        querystring: listTokensQuery,
        response: { 200: envelopeOf(z.array(tokenInfo)) },
      },
    },
    async (request) => answerPage(await listTokens(hosting, request.params, request.query)),
  );

  rest.post(
    `${namespaceUrl}/tokens`,
    {
      schema: {
        params: namespaceParams,
        body: createTokenRequest,
        response: { 201: envelopeOf(createTokenResult) },
      },
    },
    async (request, reply) => {
      const issued = await issueToken(hosting, request.params.namespace, request.body);
      return reply.code(201).header("cache-control", "no-store").send(answer(issued));
    },
  );

  rest.delete(
    `${namespaceUrl}/tokens/:id`,
    { schema: { params: tokenParams, response: { 200: envelopeOf(deleteTokenResult) } } },
    async (request) => answer(await revokeToken(hosting, request.params.namespace, request.params.id)),
  );
}
