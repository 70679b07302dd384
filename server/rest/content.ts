import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { commit, fileQuery, logQuery, treeEntry } from "@/contract/content";
import { envelopeOf } from "@/contract/envelope";
import type { Hosting } from "@/server/hosting/hosting";
import { readBlob } from "@/server/hosting/read-blob";
import { readCommit } from "@/server/hosting/read-commit";
import { readFile } from "@/server/hosting/read-file";
import { readLog } from "@/server/hosting/read-log";
import { readTree } from "@/server/hosting/read-tree";
import { answer, answerJson } from "./json-answer";
import { objectParams, rawParams, repoParams } from "./params";
import { requestSignal } from "./request-signal";
import { immutableCache, namesEtag, sendBlob } from "./send-blob";
import { queryBytes, rawPathBytes } from "./url-bytes";

const repoUrl = "/accounts/:account/artifacts/namespaces/:namespace/repos/:repo";

export function registerContent(app: FastifyInstance, hosting: Hosting): void {
  const rest = app.withTypeProvider<ZodTypeProvider>();

  rest.get(
    `${repoUrl}/log`,
    {
      schema: {
        params: repoParams,
        querystring: logQuery,
        response: { 200: envelopeOf(z.array(commit)) },
      },
    },
    async (request, reply) =>
      answer(await readLog(hosting, request.params, request.query, requestSignal(reply))),
  );

  rest.get(
    `${repoUrl}/commit/:hash`,
    { schema: { params: objectParams, response: { 200: envelopeOf(commit) } } },
    async (request, reply) => {
      const found = await readCommit(hosting, request.params, request.params.hash);
      return sendKept(request, reply, found.hash, () => answer(found));
    },
  );

  rest.get(
    `${repoUrl}/tree/:hash`,
    { schema: { params: objectParams, response: { 200: envelopeOf(z.array(treeEntry)) } } },
    async (request, reply) => {
      const entries = await readTree(hosting, request.params, request.params.hash);
      return sendKept(request, reply, request.params.hash, () => answerJson(entries));
    },
  );

  rest.route({
    method: ["GET", "HEAD"],
    url: `${repoUrl}/blob/:hash`,
    schema: { params: objectParams },
    handler: async (request, reply) => {
      const blob = await readBlob(hosting, request.params, request.params.hash);
      return sendBlob(request, reply, blob, { isImmutable: true, isSniffed: false });
    },
  });

  rest.route({
    method: ["GET", "HEAD"],
    url: `${repoUrl}/file`,
    schema: { params: repoParams, querystring: fileQuery },
    handler: async (request, reply) => {
      const path = queryBytes(request.originalUrl, "path") ?? Buffer.from(request.query.path, "utf8");
      const blob = await readFile(hosting, request.params, { ref: request.query.ref ?? null, path });
      return sendBlob(request, reply, blob, { isImmutable: false, isSniffed: false });
    },
  });

  rest.route({
    method: ["GET", "HEAD"],
    url: `${repoUrl}/raw/:ref/*`,
    schema: { params: rawParams },
    handler: async (request, reply) => {
      const path = rawPathBytes(request.originalUrl);
      const blob = await readFile(hosting, request.params, { ref: request.params.ref, path });
      return sendBlob(request, reply, blob, { isImmutable: false, isSniffed: true });
    },
  });
}

/** Answers with what never changes under this hash, or with 304 when the client has it already. */
function sendKept(
  request: FastifyRequest,
  reply: FastifyReply,
  hash: string,
  body: () => unknown,
): FastifyReply {
  const etag = `"${hash}"`;
  reply.header("etag", etag).header("cache-control", immutableCache);
  const isKnown = namesEtag(request.headers["if-none-match"], etag);
  return isKnown ? reply.code(304).send() : reply.type("application/json; charset=utf-8").send(body());
}
