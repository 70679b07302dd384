import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { listen } from "./listen";

/** In front of a real service: what networks, gateways and rate limits do to calls. Nothing of it is random. */
export interface FaultyProxy {
  url: string;
  /** Until now every call has passed. */
  beginFaults(): void;
  endFaults(): void;
  /** The answers of calls that match are lost: the service does it, and nobody hears. Null ends it. */
  loseAnswers(matches: ((call: Call) => boolean) | null): void;
  /** Calls that match are asked to wait, that many seconds, as often as given. */
  limitNext(matches: (call: Call) => boolean, times: number, seconds: number): void;
  /** Calls that match fail always, faults or not; null ends it. */
  failAlways(matches: ((call: Call) => boolean) | null): void;
  /** Every call of the faulty time, in order, with what became of it. */
  calls: readonly (Call & { fate: Fate })[];
  close(): Promise<void>;
}

export interface Call {
  method: string;
  path: string;
}

type Fate = "passed" | "slow" | "limited" | FaultKind;
/** Before or after the call has reached the service, answered with an error or not answered at all. */
const faultKinds = ["error before", "error after", "silence before", "silence after"] as const;
type FaultKind = (typeof faultKinds)[number];

/** 5% of all calls. */
const faultEvery = 20;
const slowEvery = 90;
const slowMs = 700;
const limitEvery = 250;
const limitMs = 600;

export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const calls: (Call & { fate: Fate })[] = [];
  let isFaulty = false;
  let dooms: ((call: Call) => boolean) | null = null;
  let loses: ((call: Call) => boolean) | null = null;
  let limitedUntil = 0;
  let limits: { matches: (call: Call) => boolean; left: number; seconds: number } | null = null;

  const fateOf = (call: Call): Fate => {
    if (dooms?.(call)) return "error before";
    if (loses?.(call)) return "silence after";
    if (!isFaulty) return "passed";
    const count = calls.length + 1;
    if (count % limitEvery === 0) limitedUntil = Date.now() + limitMs;
    if (Date.now() < limitedUntil) return "limited";
    if (count % faultEvery === 0)
      return faultKinds[(count / faultEvery) % faultKinds.length] ?? "error before";
    return count % slowEvery === 0 ? "slow" : "passed";
  };

  const server = createServer(async (incoming, response) => {
    const call = { method: incoming.method ?? "", path: incoming.url ?? "" };
    if (limits !== null && limits.left > 0 && limits.matches(call)) {
      limits.left -= 1;
      return sendError(response, 429, "Too many requests", { "retry-after": String(limits.seconds) });
    }
    const fate = fateOf(call);
    if (isFaulty) calls.push({ ...call, fate });
    if (fate === "limited") return sendError(response, 429, "Too many requests", { "retry-after": "1" });
    if (fate === "slow") await pause(slowMs);
    if (fate === "error before") return sendError(response, 503, "The gateway is out of breath");
    if (fate === "silence before") return incoming.socket.destroy();
    await forward(target, incoming, response, fate).catch(() => incoming.socket.destroy());
  });
  const url = await listen(server);
  return {
    url,
    beginFaults() {
      isFaulty = true;
    },
    endFaults() {
      isFaulty = false;
    },
    limitNext(matches, times, seconds) {
      limits = { matches, left: times, seconds };
    },
    loseAnswers(matches) {
      loses = matches;
    },
    failAlways(matches) {
      dooms = matches;
    },
    calls,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function sendError(response: ServerResponse, status: number, message: string, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(
    JSON.stringify({ result: null, success: false, errors: [{ code: 10000, message }], messages: [] }),
  );
}

function forward(
  target: string,
  incoming: IncomingMessage,
  response: ServerResponse,
  fate: Fate,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onward = request(
      new URL(incoming.url ?? "", target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        if (fate !== "error after" && fate !== "silence after") {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response).once("close", resolve);
          return;
        }
        // The service has done it; nobody hears.
        answer.resume().once("end", () => {
          if (fate === "error after") sendError(response, 502, "The answer was lost");
          else incoming.socket.destroy();
          resolve();
        });
      },
    );
    onward.once("error", reject);
    incoming.pipe(onward);
  });
}
