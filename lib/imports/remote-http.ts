import "server-only";
import type { IncomingMessage } from "node:http";
import { type Agent, request } from "node:https";
import { createGunzip, type Gunzip } from "node:zlib";
import type { GitHttpRequest, GitHttpResponse, HttpClient } from "isomorphic-git";
import type { AllowedHosts } from "@/egress/allowed-hosts";
import type { Resolve } from "@/egress/checked-lookup";
import { remoteAgent } from "@/egress/remote-agent";
import { checkTarget, portOf } from "@/egress/remote-url";
import { readAtMost } from "@/lib/bytes/bounded-body";
import { collect, once } from "@/lib/git/git-http-body";
import { RemoteError } from "./remote-error";

export interface RemoteHttpOptions {
  allowed: AllowedHosts;
  ca: string | null;
  resolve: Resolve;
  /** Of one answer, compressed and not. */
  maxBytes: number;
  /** Ends whatever is under way. */
  signal: AbortSignal;
}

/** As many as curl follows for git. */
const redirectsMax = 20;
const headersMaxBytes = 16 * 1024;
/** How the front door of a repo is asked for: a redirect must lead to another one's. */
const frontDoor = "/info/refs?service=git-upload-pack";
const contentEncodings = new Set(["", "identity", "gzip", "x-gzip"]);

/**
 * How isomorphic-git speaks HTTP to a remote that any user may name. It sends no credentials or cookies and uses no proxy.
 * Only a redirect of `/info/refs` is followed, as git does it, and each target passes the same checks; later requests go to
 * where it led. The answer of `/info/refs` is kept: a second request for it gets the same one. `close` ends it.
 */
export function remoteHttp(url: URL, options: RemoteHttpOptions): HttpClient & { close(): void } {
  const agents = new Map<number, Agent>();
  let base = url.href.replace(/\/+$/, "");
  const givenBase = base;
  let front: Promise<Answer> | null = null;

  const agentFor = (port: number): Agent => {
    const agent = agents.get(port) ?? remoteAgent({ ...options, port });
    agents.set(port, agent);
    return agent;
  };

  async function openFrontDoor(headers: Record<string, string>): Promise<Answer> {
    let at = new URL(`${base}${frontDoor}`);
    for (let hops = 0; hops <= redirectsMax; hops += 1) {
      const answer = await send(at, "GET", headers, null);
      if (answer.movedTo === null) {
        base = at.href.slice(0, -frontDoor.length);
        return answer;
      }
      const next = URL.canParse(answer.movedTo, at.href) ? new URL(answer.movedTo, at.href) : null;
      if (next === null) throw new RemoteError("not-git", "The remote redirects to no URL");
      if (next.protocol !== "https:")
        throw new RemoteError("not-https", "The remote redirects to a URL that is not HTTPS");
      next.username = "";
      next.password = "";
      next.hash = "";
      if (!next.href.endsWith(frontDoor)) throw new RemoteError("not-git", "The remote redirects to a page");
      checkTarget(next, options.allowed);
      at = next;
    }
    throw new RemoteError("not-git", "The remote redirects without end");
  }

  async function send(
    at: URL,
    method: string,
    headers: Record<string, string>,
    body: Buffer | null,
  ): Promise<Answer> {
    options.signal.throwIfAborted();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = request(
        at,
        {
          method,
          agent: agentFor(portOf(at)),
          headers: {
            "user-agent": "git/vitrine",
            accept: "*/*",
            ...withoutCredentials(headers),
            "accept-encoding": "gzip",
            ...(body === null ? {} : { "content-length": String(body.length) }),
          },
          maxHeaderSize: headersMaxBytes,
          signal: options.signal,
        },
        resolve,
      );
      sending.on("error", reject);
      sending.end(body ?? undefined);
    });
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if ([301, 302, 303, 307, 308].includes(status) && location !== undefined) {
      response.destroy();
      return { status, headers: {}, bytes: new Uint8Array(), movedTo: location };
    }
    if (status !== 200) {
      response.destroy();
      throw refusalOf(status);
    }
    const bytes = await readBody(response, options.maxBytes);
    return { status, headers: plainHeaders(response), bytes, movedTo: null };
  }

  return {
    async request({
      url: asked,
      method = "GET",
      headers = {},
      body,
    }: GitHttpRequest): Promise<GitHttpResponse> {
      const isFrontDoor = method === "GET" && asked === `${givenBase}${frontDoor}`;
      if (isFrontDoor) front ??= openFrontDoor(headers);
      const answer =
        isFrontDoor && front !== null
          ? await front
          : await send(
              new URL(base + asked.slice(givenBase.length)),
              method,
              headers,
              body === undefined ? null : await collect(body),
            );
      if (answer.movedTo !== null) throw new RemoteError("not-git", "The remote redirects in the middle");
      return {
        url: asked,
        method,
        statusCode: answer.status,
        statusMessage: "OK",
        headers: answer.headers,
        body: once(answer.bytes),
      };
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
    },
  };
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  bytes: Uint8Array;
  /** Where a redirect leads. */
  movedTo: string | null;
}

/** As the service reads the same statuses. */
function refusalOf(status: number): RemoteError {
  if (status === 401 || status === 403)
    return new RemoteError("wants-credentials", `The remote answered ${status}`);
  const isPassing = status === 408 || status === 429 || status >= 500;
  return new RemoteError(isPassing ? "unreachable" : "not-git", `The remote answered ${status}`);
}

/** The whole body, unpacked. The bound holds for what arrives and for what comes out of it. */
async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (!contentEncodings.has(encoding)) {
    response.destroy();
    throw new RemoteError("not-git", "The remote answers in an unknown encoding");
  }
  const source = encoding.endsWith("gzip") ? unpacked(response, maxBytes) : response;
  let isWhole = false;
  try {
    const { bytes, truncated } = await readAtMost(source, maxBytes);
    if (truncated) throw tooLarge();
    isWhole = true;
    return bytes;
  } finally {
    if (!response.complete || !isWhole) response.destroy();
  }
}

function unpacked(response: IncomingMessage, maxBytes: number): Gunzip {
  const gunzip = createGunzip();
  let arrivedBytes = 0;
  response.on("data", (chunk: Buffer) => {
    arrivedBytes += chunk.length;
    if (arrivedBytes > maxBytes) response.destroy(tooLarge());
  });
  response.on("error", (error) => gunzip.destroy(error));
  return response.pipe(gunzip);
}

const tooLarge = () => new RemoteError("too-large", "The remote's answer is too large");

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(authorization|cookie|proxy-authorization)$/i.test(name)),
  );
}

function plainHeaders(response: IncomingMessage): Record<string, string> {
  const { "content-type": type } = response.headers;
  return type === undefined ? {} : { "content-type": type };
}
