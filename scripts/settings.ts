import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { isLoopbackHost } from "@/egress/loopback-host";
import { type DashboardEnv, EnvError, readDashboardEnv } from "@/lib/env";
import { ConfigError, readServiceConfig, type ServiceConfig } from "@/server/config";
import { ToolError } from "./tool-error";

export interface Settings {
  dashboard: DashboardEnv;
  /** Null when the dashboard shows an Artifacts that runs elsewhere. */
  service: ServiceConfig | null;
}

type Environment = Record<string, string | undefined>;

/** Reads all settings, the service's and the dashboard's. Throws `ToolError`, one line a problem. */
export function readSettings(env: Environment): Settings {
  try {
    const service = isElsewhere(env) ? null : readServiceConfig(env);
    const dashboard = readDashboardEnv(env);
    if (service === null && dashboard.apiToken === null && !existsSync(dashboard.apiTokenFile)) {
      throw new ToolError("ARTIFACTS_API_TOKEN is required when ARTIFACTS_API_URL is set.");
    }
    if (service !== null && service.port === dashboard.port && service.port !== 0) {
      throw new ToolError(`PORT and ARTIFACTS_PORT are both ${service.port}: they must differ.`);
    }
    return { dashboard, service };
  } catch (error) {
    if (error instanceof EnvError || error instanceof ConfigError) throw new ToolError(error.message);
    throw error;
  }
}

/** Whether ARTIFACTS_API_URL names another place than the service that would be started here. */
export function isElsewhere(env: Environment): boolean {
  const text = env.ARTIFACTS_API_URL;
  if (text === undefined || text === "") return false;
  if (!URL.canParse(text)) return true;
  const url = new URL(text);
  const ownPort = env.ARTIFACTS_PORT || "8787";
  return url.protocol !== "http:" || !isLoopbackHost(url.hostname) || url.port !== ownPort;
}

/** Throws when the port cannot be listened on; `variable` names the setting to change. */
export async function requireFreePort(host: string, port: number, variable: string): Promise<void> {
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (code === null) return;
  if (code === "EADDRINUSE") {
    throw new ToolError(`Port ${port} on ${host} is taken: set ${variable} to another one.`);
  }
  if (code === "EACCES") {
    throw new ToolError(
      `Port ${port} on ${host} may not be used by this user: set ${variable} to another one.`,
    );
  }
  throw new ToolError(`Cannot listen on ${host}, port ${port} (${code}): see ${variable}.`);
}

/** A port that is free now, for a setting of 0. */
export async function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host, port: 0 }, () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === "object" ? resolve(address.port) : reject(),
      );
    });
  });
}

/** Makes the data folder, for its owner alone. Throws when it cannot be made or written. */
export function makeWritableFolder(folder: string): void {
  const missing: string[] = [];
  for (let level = folder; !existsSync(level); level = path.dirname(level)) missing.unshift(level);
  try {
    // Level by level: Node's own `recursive` never returns where a file system has no such folder to give (/proc).
    for (const level of missing) mkdirSync(level, { mode: 0o700 });
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new ToolError(`The data folder ${folder} cannot be written: see VITRINE_DATA_DIR.`, { cause });
  }
}
