import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { allowedHosts } from "@/egress/allowed-hosts";
import { type ConnectProxy, type ConnectProxyOptions, openConnectProxy } from "./connect-proxy";

let target: Server;
let port: number;
let reached: number;
let proxies: ConnectProxy[];
beforeEach(async () => {
  reached = 0;
  proxies = [];
  target = createServer((socket) => {
    reached += 1;
    socket.on("error", () => {});
    // Says hello and echoes what it receives.
    socket.write("hello ");
    socket.pipe(socket);
  });
  target.listen({ host: "127.0.0.1", port: 0 });
  await once(target, "listening");
  port = portOf(target);
});
afterEach(async () => {
  for (const proxy of proxies) await proxy.close();
  target.close();
});

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

async function open(options: Partial<ConnectProxyOptions> = {}): Promise<ConnectProxy> {
  const proxy = await openConnectProxy({ allowed: allowedHosts([]), maxBytes: 1e6, ...options });
  proxies.push(proxy);
  return proxy;
}

/** Asks the proxy for a connection; the status it answers, and the socket after that. */
async function ask(proxy: ConnectProxy, to: string, credential?: string) {
  const url = new URL(proxy.url);
  const socket = connect({ host: "127.0.0.1", port: Number(url.port) });
  socket.on("error", () => {});
  const own = Buffer.from(`${url.username}:${url.password}`).toString("base64");
  socket.write(
    `CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\nProxy-Authorization: ${credential ?? `Basic ${own}`}\r\n\r\n`,
  );
  const head = await readUntil(socket, "\r\n\r\n");
  return { status: Number(head.split(" ")[1]), socket };
}

async function readUntil(socket: Socket, end: string): Promise<string> {
  let text = "";
  while (!text.includes(end)) {
    const chunk: unknown = socket.read(1);
    if (Buffer.isBuffer(chunk)) text += chunk.toString("latin1");
    else if (socket.readableEnded || socket.destroyed) return text;
    else await Promise.race([once(socket, "readable"), once(socket, "close"), once(socket, "end")]);
  }
  return text;
}

it("joins git and an allowed host", async () => {
  const proxy = await open({ allowed: allowedHosts([`localhost:${port}`]) });
  const { status, socket } = await ask(proxy, `localhost:${port}`);
  expect(status).toBe(200);
  socket.write("you!");
  expect(await readUntil(socket, "you!")).toBe("hello you!");
  expect(proxy.receivedBytes).toBe("hello you!".length);
  expect(proxy.refusal).toBeNull();
});

it("serves whoever knows its secret alone", async () => {
  const proxy = await open({ allowed: allowedHosts([`localhost:${port}`]) });
  const wrong = Buffer.from("import:wrong").toString("base64");
  for (const credential of ["", "Basic", `Basic ${wrong}`, "Bearer x"]) {
    expect((await ask(proxy, `localhost:${port}`, credential)).status).toBe(407);
  }
  expect(reached).toBe(0);
});

it("fetches nothing by itself", async () => {
  const proxy = await open({ allowed: allowedHosts(["localhost"]) });
  const { port: proxyPort } = new URL(proxy.url);
  expect((await fetch(`http://127.0.0.1:${proxyPort}/`)).status).toBe(405);
});

it.each([
  "127.0.0.1:443",
  "[::1]:443",
  "[::ffff:127.0.0.1]:443",
  "169.254.169.254:443",
  "2130706433:443",
  "0x7f.1:443",
  "0177.0.0.1:443",
  "localhost:443",
  "public.test:22",
  "public.test:80",
])("refuses to connect to %s", async (to) => {
  const proxy = await open();
  expect((await ask(proxy, to)).status).toBe(403);
  expect(proxy.refusal?.kind).toBe("forbidden");
});

it.each(["", "nothing", "host:", "host:port", ":443", "https://host/"])(
  "refuses the target %j",
  async (to) => {
    const proxy = await open();
    expect([400, 403]).toContain((await ask(proxy, to)).status);
  },
);

it("refuses a name of which one address is private", async () => {
  const proxy = await open({ resolve: async () => ["8.8.8.8", "10.0.0.1"] });
  expect((await ask(proxy, "public.test:443")).status).toBe(403);
  expect(proxy.refusal).toEqual({ kind: "forbidden", message: "The remote has no public address" });
});

it("checks a name at every connection, so that one that comes to mean another address gains nothing", async () => {
  const answers = [["127.0.0.1"], ["169.254.169.254"]];
  let asked = 0;
  const proxy = await open({
    allowed: allowedHosts(["good.test"]),
    resolve: async () => answers[asked++] ?? [],
  });
  const { status } = await ask(proxy, `good.test:${port}`);
  expect([status, asked, reached]).toEqual([200, 1, 1]);
  const second = await open({ resolve: async () => answers[asked++] ?? [] });
  expect((await ask(second, "good.test:443")).status).toBe(403);
  expect(asked).toBe(2);
});

it("connects to the address that it checked, without asking for the name again", async () => {
  let asked = 0;
  const proxy = await open({
    allowed: allowedHosts([`no-such-host.invalid:${port}`]),
    resolve: async () => {
      asked += 1;
      return ["127.0.0.1"];
    },
  });
  expect((await ask(proxy, `no-such-host.invalid:${port}`)).status).toBe(200);
  expect([asked, reached]).toEqual([1, 1]);
});

it("says that a name does not resolve, and that nobody answers", async () => {
  const unknown = await open({ resolve: () => Promise.reject(new Error("ENOTFOUND")) });
  expect((await ask(unknown, "gone.test:443")).status).toBe(403);
  expect(unknown.refusal?.kind).toBe("unreachable");
  target.close();
  await once(target, "close");
  const closed = await open({ allowed: allowedHosts(["localhost"]) });
  expect((await ask(closed, `localhost:${port}`)).status).toBe(403);
  expect(closed.refusal?.kind).toBe("unreachable");
});

it("tries the next address when one takes no connection", async () => {
  const proxy = await open({
    allowed: allowedHosts(["two.test"]),
    resolve: async () => ["::1", "127.0.0.1"],
  });
  expect((await ask(proxy, `two.test:${port}`)).status).toBe(200);
});

it("cuts a remote off that sends more than it may", async () => {
  const proxy = await open({ allowed: allowedHosts(["localhost"]), maxBytes: 1000 });
  const { socket } = await ask(proxy, `localhost:${port}`);
  socket.write(Buffer.alloc(5000));
  socket.resume();
  await once(socket, "close");
  expect(proxy.refusal?.kind).toBe("too-large");
});

it("cuts a remote off that says nothing for too long", async () => {
  const proxy = await open({ allowed: allowedHosts(["localhost"]), idleTimeoutMs: 50 });
  const { socket } = await ask(proxy, `localhost:${port}`);
  socket.resume();
  await once(socket, "close");
  expect(proxy.refusal).toEqual({ kind: "unreachable", message: "The remote stopped answering" });
});

it("hands on the last bytes of a remote that hangs up", async () => {
  const body = "x".repeat(3_000_000);
  const brief = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(body);
  });
  brief.listen({ host: "127.0.0.1", port: 0 });
  await once(brief, "listening");
  const proxy = await open({ allowed: allowedHosts(["localhost"]), maxBytes: 1e9 });
  const { socket } = await ask(proxy, `localhost:${portOf(brief)}`);
  let size = 0;
  for await (const chunk of socket) size += chunk.length;
  expect(size).toBe(body.length);
  brief.close();
});

it("opens a few connections at once, and ends them all when it closes", async () => {
  const proxy = await open({ allowed: allowedHosts(["localhost"]) });
  const first = await Promise.all(Array.from({ length: 8 }, () => ask(proxy, `localhost:${port}`)));
  expect(first.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect((await ask(proxy, `localhost:${port}`)).status).toBe(503);
  const closed = first.map(({ socket }) => {
    socket.resume();
    return once(socket, "close");
  });
  await proxy.close();
  await Promise.all(closed);
});
