import type { FastifyInstance } from "fastify";
import { checkHealth } from "@/server/hosting/check-health";
import type { Hosting } from "@/server/hosting/hosting";

export function registerHealth(app: FastifyInstance, hosting: Hosting): void {
  app.get("/healthz", { logLevel: "warn" }, async (_request, reply) => {
    const isHealthy = await checkHealth(hosting);
    return reply
      .code(isHealthy ? 200 : 503)
      .header("cache-control", "no-store")
      .send({ status: isHealthy ? "ok" : "failing" });
  });
}
