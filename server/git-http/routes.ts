import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { flushPkt, pktLine } from "@/gitformat/pkt-line";
import type { Hosting } from "@/server/hosting/hosting";
import { type GitAccess, type GitService, openForGit } from "@/server/hosting/open-for-git";
import { readSecret } from "./credentials";
import { asGitHttpError, GitHttpError } from "./git-http-error";
import { receivePack } from "./receive-pack";
import { limited, openBody } from "./request-body";

/** Largest negotiation of a fetch, unpacked: some 600,000 wants and haves. */
const negotiationMaxBytes = 32 * 1024 * 1024;
const defaultPushMaxSizeBytes = 4 * 1024 ** 3;

export interface GitHttpOptions {
  /** Largest pack that a push may carry. */
  pushMaxSizeBytes?: number | undefined;
}

/**
 * The routes for Git: smart HTTP at `/git/:namespace/:repo.git`. Bodies reach the handlers as raw streams of any length,
 * so call it within a scope of its own.
 */
export async function registerGitHttp(
  app: FastifyInstance,
  hosting: Hosting,
  options: GitHttpOptions = {},
): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.setErrorHandler(sendGitError);
    scope.route({
      method: ["GET", "POST", "PUT", "DELETE"],
      url: "/git/:namespace/:repo/info/lfs/*",
      handler: (_request, reply) =>
        reply
          .code(501)
          .type("application/vnd.git-lfs+json")
          .serializer(JSON.stringify)
          .send({ message: "Git LFS is not supported here: push the files themselves" }),
    });
    scope.route({
      method: ["GET", "POST"],
      url: "/git/*",
      bodyLimit: Number.MAX_SAFE_INTEGER,
      handler: (request, reply) => serve(hosting, options, request, reply),
    });
  });
}

async function serve(
  hosting: Hosting,
  options: GitHttpOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  // A client that leaves ends the git processes that work for it.
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  const { namespace, repo, service, step } = parseTarget(request.method, request.raw.url ?? "");
  const access = await openForGit(hosting, {
    namespace,
    repo,
    secret: readSecret(request.headers.authorization),
    service,
  });
  if (access.kind === "refused") throw refusalOf(access);

  // As git http-backend says it: neither advertisements nor packs are ever to be kept.
  reply.headers({
    expires: "Fri, 01 Jan 1980 00:00:00 GMT",
    pragma: "no-cache",
    "cache-control": "no-cache, max-age=0, must-revalidate",
    "x-content-type-options": "nosniff",
  });
  const protocol = readProtocol(request.headers["git-protocol"]);

  if (step === "result" && service === "git-receive-pack") {
    checkContentType(request, "application/x-git-receive-pack-request");
    const answer = await receivePack({
      hosting,
      repoId: access.repoId,
      tokenId: access.tokenId,
      body: openBody(request.raw),
      maxSizeBytes: options.pushMaxSizeBytes ?? defaultPushMaxSizeBytes,
      signal: gone.signal,
      onFailure: (error) => request.log.error({ err: error }, "push failed"),
    });
    return reply.type("application/x-git-receive-pack-result").send(answer);
  }

  await hosting.storage.withReader(access.repoId, async (reader) => {
    if (step === "advertisement") {
      reply.type(`application/x-${service}-advertisement`);
      const advertised = reader.advertise(service, { protocol, signal: gone.signal });
      // Protocol v2 has no such header; git itself leaves it out there.
      const isV2 = protocol === "version=2" && service === "git-upload-pack";
      const refs = isV2 ? advertised : withServiceHeader(service, advertised);
      reply.send(refs);
      await over(refs);
    } else {
      checkContentType(request, "application/x-git-upload-pack-request");
      const body = limited(openBody(request.raw), negotiationMaxBytes);
      const answer = reader.uploadPack(body, { protocol, signal: gone.signal });
      reply.type("application/x-git-upload-pack-result").send(answer);
      await over(answer);
    }
  });
  return reply;
}

/** The header goes out together with the first refs: until then a failure can still be answered with a status. */
function withServiceHeader(service: GitService, refs: Readable): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    let header = Buffer.concat([pktLine(`# service=${service}\n`), flushPkt]);
    for await (const chunk of refs) {
      yield Buffer.concat([header, chunk]);
      header = Buffer.alloc(0);
    }
  }
  const whole = Readable.from(chunks(), { objectMode: false });
  // A generator that was never started ends nothing.
  whole.once("close", () => refs.destroy());
  return whole;
}

/** Waits for the end of an answer; the code that sends it reports its failure. */
async function over(answer: NodeJS.ReadableStream): Promise<void> {
  await finished(answer).catch(() => {});
}

interface Target {
  namespace: string;
  repo: string;
  service: GitService;
  step: "advertisement" | "result";
}

function parseTarget(method: string, url: string): Target {
  const [path = "", query = ""] = url.split("?", 2);
  // With and without `.git`: people type both, and no repo's name ends with it.
  const match = /^\/git\/([^/]+)\/([^/]+?)(?:\.git)?\/(.+)$/.exec(path);
  const [, namespace, repo, rest] = match ?? [];
  if (namespace === undefined || repo === undefined || rest === undefined) throw noSuchRoute();
  const name = { namespace: decoded(namespace), repo: decoded(repo) };
  if (method === "GET" && rest === "info/refs") {
    const service = new URLSearchParams(query).get("service");
    if (service === null) throw dumbProtocol();
    if (!isService(service)) throw new GitHttpError(403, `Service not enabled: ${service.slice(0, 100)}`);
    return { ...name, service, step: "advertisement" };
  }
  if (method === "POST" && isService(rest)) return { ...name, service: rest, step: "result" };
  if (method === "GET" && /^(HEAD|objects\/)/.test(rest)) throw dumbProtocol();
  throw noSuchRoute();
}

function isService(name: string): name is GitService {
  return name === "git-upload-pack" || name === "git-receive-pack";
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw noSuchRoute();
  }
}

const noSuchRoute = () => new GitHttpError(404, "Not found");

const dumbProtocol = () =>
  new GitHttpError(
    403,
    "Git's dumb HTTP protocol is not supported; use a git that speaks smart HTTP (1.6.6 or newer)",
  );

function refusalOf(access: Extract<GitAccess, { kind: "refused" }>): GitHttpError {
  switch (access.reason) {
    case "no-credential":
      return new GitHttpError(401, access.message, { "www-authenticate": 'Basic realm="Artifacts"' });
    case "importing":
    case "forking":
      return new GitHttpError(409, access.message, { "retry-after": "5" });
    default:
      return new GitHttpError(403, access.message);
  }
}

/** The protocol a client asks for, as it goes into git's environment; null for v0 and unknown ones. */
export function readProtocol(header: string | string[] | undefined): string | null {
  if (typeof header !== "string") return null;
  const versions = header.split(":").filter((item) => /^version=[012]$/.test(item));
  return versions.toSorted().at(-1) ?? null;
}

function checkContentType(request: FastifyRequest, expected: string): void {
  if (request.headers["content-type"] !== expected) {
    throw new GitHttpError(415, `Content-Type must be ${expected}`);
  }
}

function sendGitError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  let failure = asGitHttpError(error);
  if (failure === null) {
    request.log.error({ err: error }, "git request failed");
    failure = new GitHttpError(500, `Internal error (request ${request.id})`);
  }
  reply
    .code(failure.status)
    .headers({ "cache-control": "no-cache", ...failure.headers })
    .type("text/plain; charset=utf-8")
    .send(`${failure.message}\n`);
}
