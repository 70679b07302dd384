import swagger from "@fastify/swagger";
import type { FastifyInstance, FastifySchema } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import { z } from "zod";
import { errorEnvelope } from "@/contract/envelope";

const namespace = "/client/v4/accounts/:account/artifacts/namespaces/:namespace";
const repo = `${namespace}/repos/:repo`;

/** What the reference calls its routes. One that stands here without being served, or the reverse, fails a test. */
export const operations: Record<string, { id: string; summary: string; tag: string; bytes?: string }> = {
  "GET /client/v4/accounts/:account/artifacts/namespaces": {
    id: "listNamespaces",
    summary: "List namespaces",
    tag: "Namespaces",
  },
  "POST /client/v4/accounts/:account/artifacts/namespaces": {
    id: "createNamespace",
    summary: "Create a namespace",
    tag: "Namespaces",
  },
  [`GET ${namespace}`]: { id: "getNamespace", summary: "Get a namespace", tag: "Namespaces" },
  [`DELETE ${namespace}`]: {
    id: "deleteNamespace",
    summary: "Delete a namespace without repos",
    tag: "Namespaces",
  },
  [`POST ${namespace}/repos`]: { id: "createRepo", summary: "Create a repo", tag: "Repos" },
  [`GET ${namespace}/repos`]: { id: "listRepos", summary: "List repos", tag: "Repos" },
  [`GET ${repo}`]: { id: "getRepo", summary: "Get a repo", tag: "Repos" },
  [`DELETE ${repo}`]: { id: "deleteRepo", summary: "Delete a repo", tag: "Repos" },
  [`POST ${repo}/fork`]: { id: "forkRepo", summary: "Fork a repo", tag: "Repos" },
  [`POST ${repo}/import`]: { id: "importRepo", summary: "Import a public HTTPS remote", tag: "Repos" },
  [`GET ${repo}/log`]: { id: "readLog", summary: "Read commit history", tag: "Repo content" },
  [`GET ${repo}/commit/:hash`]: { id: "readCommit", summary: "Read a commit", tag: "Repo content" },
  [`GET ${repo}/tree/:hash`]: { id: "readTree", summary: "Read a tree", tag: "Repo content" },
  [`GET ${repo}/blob/:hash`]: {
    id: "readBlob",
    summary: "Read a blob",
    tag: "Repo content",
    bytes: "application/octet-stream",
  },
  [`GET ${repo}/file`]: {
    id: "readFile",
    summary: "Read a file",
    tag: "Repo content",
    bytes: "application/octet-stream",
  },
  [`GET ${repo}/raw/:ref/*`]: {
    id: "readRawFile",
    summary: "Read a raw file",
    tag: "Repo content",
    bytes: "*/*",
  },
  [`GET ${repo}/tokens`]: { id: "listTokens", summary: "List tokens for a repo", tag: "Tokens" },
  [`POST ${namespace}/tokens`]: { id: "createToken", summary: "Create a token", tag: "Tokens" },
  [`DELETE ${namespace}/tokens/:id`]: { id: "revokeToken", summary: "Revoke a token", tag: "Tokens" },
};

/** Describes the routes that are registered after it, in OpenAPI 3.1. Gives the function that answers the document. */
export async function describeRoutes(rest: FastifyInstance): Promise<() => object> {
  await rest.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Artifacts",
        description: "Repos, remotes, forks, imports and tokens. Git itself is served below /git.",
        version: "v4",
      },
      components: { securitySchemes: { apiToken: { type: "http", scheme: "bearer" } } },
      security: [{ apiToken: [] }],
    },
    transform(route) {
      const described = jsonSchemaTransform(route);
      const method = [route.route.method].flat()[0];
      const operation = operations[`${method} ${route.url}`];
      if (operation === undefined || described.schema.hide === true) {
        return { schema: { ...described.schema, hide: true }, url: route.url };
      }
      return {
        schema: documented(described.schema, operation, route.url),
        // OpenAPI knows no rest of a path: a path below `raw/:ref/` is one parameter, with its slashes encoded or not.
        url: route.url.replace(/\*$/, ":path"),
      };
    },
    transformObject: (made) => withoutHead(jsonSchemaTransformObject(made)),
  });
  let document: object | null = null;
  return () => {
    document ??= rest.swagger();
    return document;
  };
}

/** Every GET answers HEAD as well, by HTTP's own rule. */
function withoutHead<T extends { paths?: object }>(made: T): T {
  for (const methods of Object.values(made.paths ?? {})) delete methods.head;
  return made;
}

const refusal = { description: "A refusal, with its reasons.", ...z.toJSONSchema(errorEnvelope) };

function documented(
  schema: FastifySchema,
  operation: (typeof operations)[string],
  url: string,
): FastifySchema {
  const bytes = operation.bytes && {
    200: {
      description: "The bytes of the file.",
      content: { [operation.bytes]: { schema: { type: "string", format: "binary" } } },
    },
  };
  return {
    ...schema,
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.tag],
    ...(url.endsWith("/*") ? { params: withPath(schema.params) } : {}),
    response: { ...successOf(schema), ...bytes, default: refusal },
  };
}

const objectSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()),
});

function withPath(params: unknown): object {
  const known = objectSchema.parse(params);
  return {
    ...known,
    properties: { ...known.properties, path: { type: "string" } },
    required: [...known.required, "path"],
  };
}

function successOf({ response }: FastifySchema): object {
  const answers = z.record(z.string(), z.looseObject({})).optional().parse(response) ?? {};
  return Object.fromEntries(
    Object.entries(answers).map(([status, body]) => [status, { description: "Done.", ...body }]),
  );
}
