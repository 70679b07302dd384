import { randomBytes, timingSafeEqual } from "node:crypto";
import { lookup } from "node:dns/promises";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { AllowedHosts } from "@/egress/allowed-hosts";
import { addressesRefusal, targetRefusal } from "@/egress/remote-url";

/** Why a connection was not made, or was ended. */
export interface ProxyRefusal {
  kind: "forbidden" | "unreachable" | "too-large";
  message: string;
}

export interface ConnectProxyOptions {
  allowed: AllowedHosts;
  /** How many bytes the other side may send before every connection is cut. */
  maxBytes: number;
  /** All addresses of a host. */
  resolve?: (host: string) => Promise<string[]>;
  /** How long an address has to take a connection. */
  connectTimeoutMs?: number;
  /** How long a connection may be silent in both directions. */
  idleTimeoutMs?: number;
}

/**
 * The one way out for a git that imports: an HTTP proxy on the loopback, good for a single import. Git asks it for each
 * host that it wants to reach, the targets of redirects included. It resolves the name itself, checks every address and
 * connects to the very address it checked, so a name that answers differently the next time gains nothing. TLS stays
 * between git and the remote.
 */
export interface ConnectProxy {
  /** To be given to git as `http.proxy`. Holds a secret, so that no other program on this machine gets out this way. */
  url: string;
  /** What the remotes have sent so far. */
  readonly receivedBytes: number;
  /** The first thing that was refused or failed, in words for the person who imports. */
  readonly refusal: ProxyRefusal | null;
  close(): Promise<void>;
}

/** Git uses one connection for the smart protocol, five at most for the dumb one. */
const maxConnections = 8;

export async function openConnectProxy(options: ConnectProxyOptions): Promise<ConnectProxy> {
  const { allowed, maxBytes, connectTimeoutMs = 10_000, idleTimeoutMs = 120_000 } = options;
  const resolve = options.resolve ?? lookupAll;
  const secret = randomBytes(24).toString("hex");
  const expected = Buffer.from(`Basic ${Buffer.from(`import:${secret}`).toString("base64")}`);
  const sockets = new Set<Duplex>();
  let upstreamCount = 0;
  let receivedBytes = 0;
  let refusal: ProxyRefusal | null = null;
  let isClosed = false;

  const note = (found: ProxyRefusal) => {
    refusal ??= found;
  };
  const track = (socket: Duplex) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
  };

  const server = createServer((_request, response) => {
    response.writeHead(405, { connection: "close" }).end();
  });
  server.on("connection", track);
  server.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const given = Buffer.from(request.headers["proxy-authorization"] ?? "");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n");
      return;
    }
    if (upstreamCount >= maxConnections) {
      client.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
      return;
    }
    upstreamCount += 1;
    void serve(request.url ?? "", client, head).finally(() => {
      upstreamCount -= 1;
    });
  });

  async function serve(target: string, client: Duplex, head: Buffer): Promise<void> {
    const upstream = await reach(target);
    if (upstream === null || isClosed || client.destroyed) {
      upstream?.destroy();
      client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    track(upstream);
    upstream.setTimeout(idleTimeoutMs, () => {
      note({ kind: "unreachable", message: "The remote stopped answering" });
      upstream.destroy();
    });
    upstream.on("data", (chunk: Buffer) => {
      receivedBytes += chunk.length;
      if (receivedBytes <= maxBytes) return;
      note({ kind: "too-large", message: `The remote sent more than the limit of ${maxBytes} bytes` });
      upstream.destroy();
      client.destroy();
    });
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) upstream.write(head);
    const over = new Promise<void>((done) => upstream.once("close", done));
    // What was read to its end is still on its way to git; a connection that was cut off is cut off here, too.
    upstream.once("close", () => (upstream.readableEnded ? client.end() : client.destroy()));
    client.once("close", () => upstream.destroy());
    upstream.pipe(client);
    client.pipe(upstream);
    await over;
  }

  /** A connection to an address of `target` that was checked; null, with the reason noted, when there is none. */
  async function reach(target: string): Promise<Socket | null> {
    const [, host, digits] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(target) ?? [];
    if (host === undefined) return null;
    const port = Number(digits);
    const refused = targetRefusal(host, port, allowed);
    if (refused !== null) {
      note({ kind: "forbidden", message: refused.message });
      return null;
    }
    let addresses: string[];
    try {
      addresses = await resolve(host.replace(/^\[(.*)\]$/, "$1"));
    } catch {
      addresses = [];
    }
    const closed = addressesRefusal(host, port, addresses, allowed);
    if (closed !== null) {
      note(
        closed.kind === "unknown-host"
          ? { kind: "unreachable", message: "The remote's host name does not resolve" }
          : { kind: "forbidden", message: closed.message },
      );
      return null;
    }
    for (const address of addresses) {
      const socket = await tryConnect(address, port, connectTimeoutMs);
      if (socket !== null) return socket;
      if (isClosed) return null;
    }
    note({ kind: "unreachable", message: "The remote does not take a connection" });
    return null;
  }

  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen({ host: "127.0.0.1", port: 0 }, done);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    url: `http://import:${secret}@127.0.0.1:${address.port}`,
    get receivedBytes() {
      return receivedBytes;
    },
    get refusal() {
      return refusal;
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function lookupAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

/** An open connection to exactly this address, or null. */
function tryConnect(address: string, port: number, timeoutMs: number): Promise<Socket | null> {
  return new Promise((done) => {
    const socket = connect({ host: address, port });
    const timer = setTimeout(() => give(null), timeoutMs);
    const give = (result: Socket | null) => {
      clearTimeout(timer);
      socket.off("error", onError);
      if (result === null) {
        // Later errors of this socket do not matter.
        socket.on("error", () => {});
        socket.destroy();
      }
      done(result);
    };
    const onError = () => give(null);
    socket.once("error", onError);
    socket.once("connect", () => give(socket));
  });
}
