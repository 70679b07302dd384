import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { repoPath, reposPath } from "@/contract/paths";
import { buildService, serviceBundle } from "@/scripts/product-build";
import { ToolError } from "@/scripts/tool-error";
import type { HttpTarget } from "./http-load";

export const account = "bench";
export const namespace = "bench";
const created = z.object({ result: z.object({ id: z.string(), remote: z.string(), token: z.string() }) });

export interface NewRepo {
  id: string;
  name: string;
  /** Without a credential. */
  url: string;
  /** The write token as a person has it in the URL of a remote. */
  urlWithToken: string;
  secret: string;
}

/** The service as `npm run build` bundles it, on a data folder of its own. */
export interface ServiceProcess {
  pid: number;
  port: number;
  apiToken: string;
  dataDir: string;
  /** A request to the REST API; the path is relative to the namespace's `repos`. */
  rest(path: string, init?: Pick<HttpTarget, "method" | "body" | "status">): HttpTarget;
  /** The same, relative to the namespace. */
  restOfNamespace(path: string, init?: Pick<HttpTarget, "method" | "body" | "status">): HttpTarget;
  createRepo(name: string): Promise<NewRepo>;
  /** Answers 201 with a new repo's id, or null where the service has no such route. */
  forkRepo(name: string, forkName: string): Promise<{ id: string; ms: number } | null>;
  stop(): Promise<void>;
}

export async function startServiceProcess(dir: string): Promise<ServiceProcess> {
  await buildService();
  const apiToken = randomBytes(20).toString("hex");
  const dataDir = join(dir, "data");
  const logPath = join(dir, "service.log");
  const log = await open(logPath, "w");
  const child = spawn(process.execPath, ["--enable-source-maps", serviceBundle, "--no-welcome"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      ARTIFACTS_PORT: "0",
      ARTIFACTS_API_TOKEN: apiToken,
      VITRINE_DATA_DIR: dataDir,
    },
    stdio: ["ignore", "pipe", log.fd],
  });
  await log.close();
  let printed = "";
  let origin: string | undefined;
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    origin = /ready at (\S+)/.exec(printed)?.[1];
    if (origin !== undefined) break;
  }
  if (origin === undefined || child.pid === undefined) {
    throw new ToolError(`The service did not start: ${await readFile(logPath, "utf8")}`);
  }

  const api = `${origin}/client/v4`;
  const port = Number(new URL(origin).port);
  const authorization = `Bearer ${apiToken}`;
  const headers = { Authorization: authorization, "Content-Type": "application/json" };
  const post = (path: string, body: object) =>
    fetch(api + path, { method: "POST", headers, body: JSON.stringify(body) });
  const target = (path: string, init: Pick<HttpTarget, "method" | "body" | "status"> = {}): HttpTarget => ({
    port,
    path: `/client/v4${path}`,
    headers: init.body === undefined ? { Authorization: authorization } : headers,
    ...init,
  });
  return {
    pid: child.pid,
    port,
    apiToken,
    dataDir,
    rest: (path, init) => target(`${reposPath(account, namespace)}${path}`, init),
    restOfNamespace: (path, init) =>
      target(`${reposPath(account, namespace).replace(/\/repos$/, "")}${path}`, init),
    async createRepo(name) {
      const answer = await post(reposPath(account, namespace), { name });
      if (answer.status !== 201) throw new Error(`create answered ${answer.status}: ${await answer.text()}`);
      const { id, remote, token } = created.parse(await answer.json()).result;
      const secret = token.split("?")[0] ?? "";
      const withToken = new URL(remote);
      withToken.username = "x";
      withToken.password = secret;
      return { id, name, url: remote, urlWithToken: withToken.href, secret };
    },
    async forkRepo(name, forkName) {
      const from = performance.now();
      const answer = await post(`${repoPath(account, namespace, name)}/fork`, { name: forkName });
      const text = await answer.text();
      const ms = performance.now() - from;
      if (answer.status === 404 || answer.status === 405) return null;
      if (answer.status !== 201) throw new Error(`fork answered ${answer.status}: ${text}`);
      return { id: created.parse(JSON.parse(text)).result.id, ms };
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
