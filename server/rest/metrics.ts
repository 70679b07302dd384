import type { FastifyInstance, FastifyRequest } from "fastify";
import ipaddr from "ipaddr.js";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { isLoopbackHost } from "@/egress/loopback-host";
import type { Hosting } from "@/server/hosting/hosting";
import { measureHosting } from "@/server/hosting/measure-hosting";
import type { RefuseStrangers } from "./routes";

/**
 * What the service does, in Prometheus' text. For this machine's own collector, or a client with the API token: route
 * patterns only, never a name of a repo.
 */
export function registerMetrics(
  app: FastifyInstance,
  { hosting, isStranger }: { hosting: Hosting; isStranger: RefuseStrangers },
): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "vitrine_http_requests_total",
    help: "Requests answered.",
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: "vitrine_http_request_seconds",
    help: "Time from a request's arrival to the end of its answer.",
    labelNames: ["method", "route"] as const,
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers,
  });
  const running = new Gauge({
    name: "vitrine_http_requests_running",
    help: "Requests that are being answered.",
    registers,
  });

  app.addHook("onRequest", async (_request, reply) => {
    running.inc();
    // Comes once for every request, also for one whose client has left.
    reply.raw.once("close", () => running.dec());
  });
  app.addHook("onResponse", async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? "none" };
    requests.inc({ ...labels, status: String(reply.statusCode) });
    seconds.observe(labels, reply.elapsedTime / 1000);
  });

  const measured = new Map<string, Gauge>();
  app.get("/metrics", { logLevel: "warn" }, async (request, reply) => {
    if (!isLocal(request) && isStranger(request, reply)) return reply;
    for (const { name, help, value } of await measureHosting(hosting)) {
      let gauge = measured.get(name);
      if (gauge === undefined) {
        gauge = new Gauge({ name: `vitrine_${name}`, help, registers });
        measured.set(name, gauge);
      }
      gauge.set(value);
    }
    return reply
      .type(registry.contentType)
      .header("cache-control", "no-store")
      .send(await registry.metrics());
  });
}

/**
 * From this machine, and not passed on by a proxy on it. Asked for by a name of this machine, too: a browser here sends what
 * another site's page asks of a name of its own that leads here, and would let that page read the answer.
 */
function isLocal(request: FastifyRequest): boolean {
  const { remoteAddress } = request.raw.socket;
  if (remoteAddress === undefined || !ipaddr.isValid(remoteAddress)) return false;
  const isForwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some(
    (name) => request.headers[name] !== undefined,
  );
  return (
    !isForwarded && isLoopbackHost(request.hostname) && ipaddr.process(remoteAddress).range() === "loopback"
  );
}
