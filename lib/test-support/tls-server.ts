import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { generate } from "selfsigned";

/** A TLS server on the loopback whose certificate, good for `git.test` and `other.test`, is its own authority. */
export interface TlsServer {
  port: number;
  ca: string;
  /** Method, host and path of each request so far. */
  requests: string[];
  /** Header names and values of the latest request, as they came. */
  headers: string[];
  answer: RequestListener;
  stop(): Promise<void>;
}

export async function startTlsServer(): Promise<TlsServer> {
  const pems = await generate([{ name: "commonName", value: "git.test" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "git.test" },
          { type: 2, value: "other.test" },
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    tls.requests.push(`${request.method} ${request.headers.host?.split(":")[0]}${request.url}`);
    tls.headers = request.rawHeaders;
    tls.answer(request, response);
  });
  server.listen({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  const address = server.address();
  const tls: TlsServer = {
    port: address !== null && typeof address === "object" ? address.port : 0,
    ca: pems.cert,
    requests: [],
    headers: [],
    answer: (_request, response) => response.writeHead(404).end(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return tls;
}
