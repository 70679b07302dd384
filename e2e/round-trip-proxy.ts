import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { listen } from "./listen";

/** A call that went through the proxy. */
export interface SeenCall {
  method: string;
  path: string;
  /** Which of the rounds it was in, from 1. */
  round: number;
}

export interface RoundTripProxy {
  url: string;
  calls: SeenCall[];
  /** Changes the bytes of an answer, by the call's path. */
  tamper: ((path: string, body: Buffer) => Buffer) | null;
  /** How many rounds of calls, one waiting for the other, there were since `forget`; of some calls, when told which. */
  rounds(isCounted?: (call: SeenCall) => boolean): number;
  forget(): void;
  close(): Promise<void>;
}

/**
 * A network that takes its time, in front of a real service. It holds every call until those before are answered and no further
 * one has come for `quietMs`, then lets all of them through: a round. What is asked in parallel is one round, what waits for an answer is the
 * next, so the number of rounds is how many round trips deep a page is, on any machine.
 */
export async function startRoundTripProxy(target: string, { quietMs = 300 } = {}): Promise<RoundTripProxy> {
  const calls: SeenCall[] = [];
  let held: (() => void)[] = [];
  let round = 1;
  let timer: NodeJS.Timeout | undefined;
  /** Let through and not answered yet: what comes of them belongs to the next round. */
  let underWay = 0;

  const server = createServer((asked, answer) => {
    calls.push({ method: asked.method ?? "", path: asked.url ?? "", round });
    held.push(() => {
      underWay += 1;
      answer.once("close", () => {
        underWay -= 1;
      });
      if (answer.closed) underWay -= 1;
      else pass(asked, answer);
    });
    clearTimeout(timer);
    timer = setTimeout(release, quietMs);
  });

  function release() {
    if (underWay > 0) {
      timer = setTimeout(release, quietMs);
      return;
    }
    const all = held;
    held = [];
    round += 1;
    for (const go of all) go();
  }

  function pass(asked: IncomingMessage, answer: ServerResponse) {
    const to = new URL(asked.url ?? "/", target);
    const onward = request(to, {
      method: asked.method,
      headers: { ...asked.headers, host: to.host },
    });
    onward.on("response", async (came) => {
      const chunks: Buffer[] = [];
      for await (const chunk of came) chunks.push(Buffer.from(chunk));
      let body: Buffer = Buffer.concat(chunks);
      const isJson = came.headers["content-type"]?.startsWith("application/json") ?? false;
      // The remotes of repos must lead through here too.
      if (isJson) body = Buffer.from(body.toString().replaceAll(target, proxy.url));
      if (proxy.tamper !== null) body = proxy.tamper(to.pathname, body);
      const { "transfer-encoding": _, ...headers } = came.headers;
      answer.writeHead(came.statusCode ?? 502, { ...headers, "content-length": body.byteLength });
      answer.end(body);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  }

  const url = await listen(server);

  const proxy: RoundTripProxy = {
    url,
    calls,
    tamper: null,
    rounds: (isCounted = () => true) => new Set(calls.filter(isCounted).map(({ round }) => round)).size,
    forget: () => {
      calls.length = 0;
    },
    close: async () => {
      clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
