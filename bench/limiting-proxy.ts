import { createServer, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** In front of a service: what the hosted one adds to it, and a count of what arrives. */
export interface LimitingProxy {
  url: string;
  /** Begins to count anew. */
  reset(): void;
  counts(): { requests: number; refused: number; mostAtOnce: number; mostInOneSecond: number };
  close(): Promise<void>;
}

const windowMs = 10_000;
const windowMax = 2_000;

export async function startLimitingProxy(target: string, delayMs: number): Promise<LimitingProxy> {
  let arrivals: number[] = [];
  let recent: number[] = [];
  let refused = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer(async (incoming, response) => {
    const now = performance.now();
    arrivals.push(now);
    recent = recent.filter((at) => at > now - windowMs);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    response.once("close", () => {
      atOnce -= 1;
    });
    if (recent.length >= windowMax) {
      refused += 1;
      response.writeHead(429, { "content-type": "application/json", "retry-after": "1" });
      const error = { code: 10000, message: "Too many requests" };
      response.end(JSON.stringify({ result: null, success: false, errors: [error], messages: [] }));
      return;
    }
    recent.push(now);
    await pause(delayMs);
    const onward = request(
      new URL(incoming.url ?? "/", target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.once("error", () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return {
    url: `http://127.0.0.1:${address.port}`,
    reset() {
      arrivals = [];
      refused = 0;
      mostAtOnce = 0;
    },
    counts: () => ({
      requests: arrivals.length,
      refused,
      mostAtOnce,
      mostInOneSecond: mostInOneSecond(arrivals),
    }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Wherever the second begins; the times are in order. */
function mostInOneSecond(times: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (const [last, time] of times.entries()) {
    while ((times[first] ?? time) <= time - 1000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
