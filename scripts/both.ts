import { request } from "node:http";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ServiceConfig } from "@/server/config";
import { Children, EndedEarly } from "./children";
import { freePort, type Settings } from "./settings";
import { ToolError } from "./tool-error";

const readyLimitMs = 60_000;

export interface Programs {
  /** Arguments to node. */
  service: string[];
  dashboard: string[];
  dashboardEnv: NodeJS.ProcessEnv;
  /** Development servers wait for a person to mend what does not start. */
  hasReadyLimit: boolean;
}

/** Starts service and dashboard, says where to look once both answer, and runs until one ends or a person stops them. */
export async function runBoth(settings: Settings, programs: Programs): Promise<number> {
  const children = new Children();
  const limitMs = programs.hasReadyLimit ? readyLimitMs : null;
  const { dashboard } = settings;
  let hasComplained = false;
  try {
    let apiUrl: string | undefined;
    if (settings.service !== null) {
      const ready = startService(children, programs.service, settings.service, () => {
        hasComplained = true;
      });
      apiUrl = await children.until(ready);
      await children.until(answers("service", `${apiUrl}/healthz`, limitMs));
    }
    const port = dashboard.port === 0 ? await freePort(dashboard.host) : dashboard.port;
    const origin = `http://${dashboard.host.includes(":") ? `[${dashboard.host}]` : dashboard.host}:${port}`;
    const banner: string[] = [];
    let isReady = false;
    children.start({
      name: "dashboard",
      args: programs.dashboard,
      env: {
        ...process.env,
        ...programs.dashboardEnv,
        ...(apiUrl === undefined ? {} : { ARTIFACTS_API_URL: apiUrl, ...sharedImportSettings(process.env) }),
        PORT: String(port),
        HOST: dashboard.host,
        VITRINE_DATA_DIR: path.dirname(dashboard.apiTokenFile),
      },
      // What Next says while it starts is for the case that it fails.
      onStdout: (line) => {
        if (isReady) process.stdout.write(`${line}\n`);
        else banner.push(line);
      },
    });
    try {
      await children.until(answers("dashboard", `${origin}/-/healthz`, limitMs));
    } catch (error) {
      if (!children.isStopping) process.stderr.write(banner.map((line) => `${line}\n`).join(""));
      throw error;
    }
    isReady = true;
    const where = settings.service === null ? dashboard.apiBase : settings.service.dataDir;
    const label = settings.service === null ? "Shows" : "Data in";
    process.stdout.write(
      `\n  Vitrine is ready. Open\n\n    ${origin}\n\n  ${label} ${where}. Ctrl-C stops it.\n\n`,
    );
  } catch (error) {
    const wasAsked = children.isStopping;
    await children.stop();
    if (wasAsked) return 0;
    // The service has said why in a line of its own.
    if (error instanceof EndedEarly && error.end?.name === "service" && hasComplained) return 1;
    throw error;
  }
  return children.untilEnd();
}

/**
 * What the service may import from, the dashboard beside it may look at before: same machine, same person. Settings of its
 * own win.
 */
function sharedImportSettings(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return {
    VITRINE_IMPORT_ALLOW_HOSTS: env.VITRINE_IMPORT_ALLOW_HOSTS || env.ARTIFACTS_IMPORT_ALLOW_HOSTS,
    VITRINE_IMPORT_CA_FILE: env.VITRINE_IMPORT_CA_FILE || env.ARTIFACTS_IMPORT_CA_FILE,
  };
}

function startService(
  children: Children,
  args: string[],
  { dataDir, port }: ServiceConfig,
  onComplaint: () => void,
): Promise<string> {
  return new Promise((resolve) => {
    children.start({
      name: "service",
      args,
      env: { ...process.env, VITRINE_DATA_DIR: dataDir, ARTIFACTS_PORT: String(port) },
      onStdout: (line) => {
        const ready = /^service ready at (http:\/\/\S+)$/.exec(line);
        if (ready?.[1] === undefined) process.stdout.write(`${line}\n`);
        else resolve(ready[1]);
      },
      onStderr: (line) => {
        if (!line.startsWith("{")) onComplaint();
        if (isWorthShowing(line)) process.stderr.write(`${line}\n`);
      },
    });
  });
}

/** On a terminal a line per request would bury the address; what is redirected gets every line. */
function isWorthShowing(line: string): boolean {
  return !process.stderr.isTTY || !/^\{"level":[123]0,/.test(line);
}

/** Resolves once `url` answers with success. */
async function answers(name: string, url: string, limitMs: number | null): Promise<void> {
  const deadline = limitMs === null ? Number.POSITIVE_INFINITY : Date.now() + limitMs;
  while (!(await isAnswering(url))) {
    if (Date.now() > deadline) throw new ToolError(`The ${name} does not answer at ${url}.`);
    await delay(25);
  }
}

function isAnswering(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    // No agent: a kept-alive connection would hold up the stop of who answers.
    const asking = request(url, { agent: false, timeout: 10_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asking.once("timeout", () => asking.destroy());
    asking.once("error", () => resolve(false));
    asking.end();
  });
}
