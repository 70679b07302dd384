import type { FastifyInstance } from "fastify";
import { checkHealth } from "@/server/hosting/check-health";
import type { Hosting } from "@/server/hosting/hosting";

/** How long an answer stays valid, so that frequent requests do not keep the disk busy. */
const keptMs = 1000;

export function registerHealth(app: FastifyInstance, hosting: Hosting): void {
  let last: { atMs: number; isHealthy: Promise<boolean> } | null = null;
  const check = () => {
    const atMs = performance.now();
    if (last === null || atMs - last.atMs >= keptMs) last = { atMs, isHealthy: checkHealth(hosting) };
    return last.isHealthy;
  };
  app.get("/healthz", { logLevel: "warn" }, async (_request, reply) => {
    const isHealthy = await check();
    return reply
      .code(isHealthy ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: isHealthy ? "ok" : "failing" });
  });
}
