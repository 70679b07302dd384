import { createServer } from "node:net";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { allowedHosts } from "@/egress/allowed-hosts";
import { lockDataDir } from "@/server/db/data-lock";
import { openStore } from "@/server/db/open-store";
import { buildApp } from "./app";
import { ConfigError, originOf, type ServiceConfig } from "./config";
import { keepApiToken, prepareDataDir } from "./data-dir";
import type { ImportSettings } from "./hosting/import-settings";
import { openHosting } from "./hosting/open-hosting";
import { readCaBundle } from "./import/ca-bundle";
import { createLocalStorage } from "./storage/local-storage";
import { createWelcomeRepo } from "./welcome/create-welcome-repo";

/** How long running requests may take to finish once the service is stopping. */
const drainLimitMs = 30_000;

export interface RunningService {
  app: FastifyInstance;
  origin: string;
  /** Takes no more requests, lets those that run finish, and gives everything back. */
  stop(): Promise<void>;
}

/** Brings the service up, first things that may refuse it. What was taken is given back when a later step fails. */
export async function startService(
  config: ServiceConfig,
  options: { hasWelcome: boolean; logger: FastifyBaseLogger },
): Promise<RunningService> {
  const { logger } = options;
  const log = (event: string, fields: object) => logger.info({ event, ...fields }, event);
  const cleanups: (() => Promise<void> | void)[] = [];
  const giveBack = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    // Asked before anything is written, so that a start in vain leaves no trace.
    await checkPortIsFree(config);
    const imports = await importSettings(config);
    await prepareDataDir(config.dataDir);
    const lock = lockDataDir(config.dataDir);
    cleanups.push(() => lock.release());
    const apiToken = config.apiToken ?? (await keepApiToken(config.dataDir));
    const store = await openStore({ dataDir: config.dataDir, databaseUrl: config.databaseUrl });
    cleanups.push(() => store.close());
    const storage = await createLocalStorage({
      dataDir: config.dataDir,
      log,
      maxTransfers: config.git.maxTransfers,
      waitMs: config.git.waitMs,
    });
    cleanups.push(() => storage.close());

    const hosting = await openHosting({
      storage,
      store,
      publicUrl: config.publicUrl ?? "",
      log,
      maintainAfterMs: config.maintainAfterMs,
      imports,
    });
    cleanups.push(() => hosting.sweep.close());
    cleanups.push(() => hosting.imports.stop());
    cleanups.push(() => hosting.maintenance.close());
    const app = await buildApp({ hosting, apiToken, logger, pushMaxSizeBytes: config.git.pushMaxSizeBytes });
    cleanups.push(() => drain(app));
    await listen(app, config);
    const address = app.server.address();
    const port = address !== null && typeof address === "object" ? address.port : config.port;
    const origin = originOf(config.host, port);
    hosting.publicUrl = config.publicUrl ?? origin;
    // Its files name the address, which is known only now.
    await createWelcomeRepo(hosting, { isWanted: options.hasWelcome });
    hosting.maintenance.start();
    return { app, origin, stop: giveBack };
  } catch (error) {
    await giveBack();
    throw error;
  }
}

async function importSettings(config: ServiceConfig): Promise<Partial<ImportSettings>> {
  const { allowHosts, caFile, ...limits } = config.imports;
  let caBundle: string | null = null;
  try {
    if (caFile !== null) caBundle = await readCaBundle(caFile);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`ARTIFACTS_IMPORT_CA_FILE cannot be used: ${reason}.`);
  }
  return { ...limits, allowed: allowedHosts(allowHosts), caBundle };
}

/** Closes the server once its requests are done, or once they have had their time. */
async function drain(app: FastifyInstance): Promise<void> {
  // A connection whose request ends only now is kept alive for the next one, and would hold the server open.
  const idle = setInterval(() => app.server.closeIdleConnections(), 100);
  const limit = setTimeout(() => app.server.closeAllConnections(), drainLimitMs);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(limit);
  }
}

async function listen(app: FastifyInstance, { host, port }: ServiceConfig): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenFailure(error, host, port);
  }
}

function checkPortIsFree({ host, port }: ServiceConfig): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(listenFailure(error, host, port)));
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

function listenFailure(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  switch (error.code) {
    case "EADDRINUSE":
      return new ConfigError(
        `Port ${port} on ${host} is taken by another program; set ARTIFACTS_PORT to a free one.`,
      );
    case "EACCES":
      return new ConfigError(
        `Port ${port} on ${host} may not be used by this user; set ARTIFACTS_PORT to another.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new ConfigError(`${host} is no address of this machine; set ARTIFACTS_HOST to one.`);
    default:
      return error;
  }
}
