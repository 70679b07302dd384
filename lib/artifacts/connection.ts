import "server-only";
import { readFileSync } from "node:fs";
import { type DashboardEnv, readDashboardEnv } from "@/lib/env";
import { ArtifactsError } from "./artifacts-error";

/** Which Artifacts is asked, and the token that opens it. */
export interface Connection {
  apiBase: string;
  account: string;
  token: string;
}

let env: DashboardEnv | null = null;
let tokenFromFile: string | null = null;

function readToken({ apiToken, apiTokenFile }: DashboardEnv): string {
  if (apiToken !== null) return apiToken;
  if (tokenFromFile !== null) return tokenFromFile;
  let text: string;
  try {
    text = readFileSync(apiTokenFile, "utf8").trim();
  } catch (cause) {
    throw new ArtifactsError("unauthorized", `No API token: ${apiTokenFile} cannot be read.`, { cause });
  }
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new ArtifactsError("unauthorized", `No API token: ${apiTokenFile} does not hold one.`);
  }
  tokenFromFile = text;
  return text;
}

/** Read at the first call, so that a build needs no settings. */
function settings(): DashboardEnv {
  env ??= readDashboardEnv(process.env);
  return env;
}

/** Throws `ArtifactsError` when there is no API token. */
export function connection(): Connection {
  const { apiBase, accountId } = settings();
  return { apiBase, account: accountId, token: readToken(settings()) };
}

/** Where the API is, for showing: without the token, and also when there is none. */
export function connectedTo(): { apiBase: string; account: string } {
  const { apiBase, accountId } = settings();
  return { apiBase, account: accountId };
}

/** After a 401 or 403: a service started anew on another data folder has written another token. */
export function forgetApiToken(): void {
  tokenFromFile = null;
}
