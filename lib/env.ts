import path from "node:path";
import { z } from "zod";
import { hostList } from "@/egress/host-list";
import { isLoopbackHost } from "@/egress/loopback-host";

/** The checked settings of the dashboard. */
export interface DashboardEnv {
  port: number;
  host: string;
  /** Ends with `/client/v4`, without a slash after it. */
  apiBase: string;
  accountId: string;
  /** Null: the token stands in `apiTokenFile`, which the service writes at its first start. */
  apiToken: string | null;
  apiTokenFile: string;
  /** What the dashboard keeps lies in a folder of its own below it. */
  dataDir: string;
  /** Hosts and ports beyond the public ones that the dashboard may look at before an import. */
  importAllowHosts: string[];
  /** Certificates to trust besides the public ones while it looks. */
  importCaFile: string | null;
  /** What becomes of other sites' images in Markdown: fetched and passed on, or links to them. */
  externalImages: "proxy" | "link";
  /** Hosts and ports beyond the public ones that images may be fetched from. */
  imageAllowHosts: string[];
}

/** Settings that cannot be used: one line a problem, which never repeats a secret. */
export class EnvError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join("\n"));
    this.name = "EnvError";
    this.problems = problems;
  }
}

const portMessage = "must be a port between 0 and 65535";

function portOf(fallback: number) {
  return z
    .string()
    .regex(/^\d{1,5}$/, portMessage)
    .transform(Number)
    .pipe(z.number().max(65_535, portMessage))
    .default(fallback);
}

function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    (url.protocol === "http:" || url.protocol === "https:") &&
    url.username === "" &&
    url.password === "" &&
    url.search === "" &&
    url.hash === ""
  );
}

const settings = z.object({
  PORT: portOf(3000),
  HOST: z
    .string()
    .refine(
      isLoopbackHost,
      "must be a loopback address (127.0.0.1, ::1 or localhost): the dashboard has no sign-in yet, so other machines must not reach it",
    )
    .default("127.0.0.1"),
  ARTIFACTS_API_URL: z
    .string()
    .refine(
      isPlainHttpUrl,
      "must be an http or https URL without credentials or query, such as https://api.cloudflare.com/client/v4",
    )
    .optional(),
  ARTIFACTS_PORT: portOf(8787),
  ARTIFACTS_ACCOUNT_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, '-' or '_'")
    .default("local"),
  // Goes into a header: a line break pasted along with the token would fail far from here.
  ARTIFACTS_API_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces")
    .optional(),
  VITRINE_DATA_DIR: z.string().default(".vitrine"),
  VITRINE_IMPORT_ALLOW_HOSTS: hostList.default([]),
  VITRINE_IMPORT_CA_FILE: z.string().optional(),
  VITRINE_EXTERNAL_IMAGES: z.enum(["proxy", "link"], "must be proxy or link").default("proxy"),
  VITRINE_IMAGE_ALLOW_HOSTS: hostList.default([]),
});

function apiBaseOf(url: string): string {
  const bare = url.replace(/\/+$/, "");
  return bare.endsWith("/client/v4") ? bare : `${bare}/client/v4`;
}

/** Checks the environment. An empty value counts as not set. Throws `EnvError`. */
export function readDashboardEnv(env: Record<string, string | undefined>): DashboardEnv {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`));
  }
  const { data } = parsed;
  const apiUrl = data.ARTIFACTS_API_URL ?? `http://127.0.0.1:${data.ARTIFACTS_PORT}`;
  const apiToken = data.ARTIFACTS_API_TOKEN ?? null;
  // The token in the data folder belongs to the service on this machine and is never sent to another.
  if (apiToken === null && !isLoopbackHost(new URL(apiUrl).hostname)) {
    throw new EnvError(["ARTIFACTS_API_TOKEN is required when ARTIFACTS_API_URL is not on this machine"]);
  }
  return {
    port: data.PORT,
    host: data.HOST,
    apiBase: apiBaseOf(apiUrl),
    accountId: data.ARTIFACTS_ACCOUNT_ID,
    apiToken,
    apiTokenFile: path.resolve(data.VITRINE_DATA_DIR, "api-token"),
    dataDir: path.resolve(data.VITRINE_DATA_DIR),
    importAllowHosts: data.VITRINE_IMPORT_ALLOW_HOSTS,
    importCaFile: data.VITRINE_IMPORT_CA_FILE ? path.resolve(data.VITRINE_IMPORT_CA_FILE) : null,
    externalImages: data.VITRINE_EXTERNAL_IMAGES,
    imageAllowHosts: data.VITRINE_IMAGE_ALLOW_HOSTS,
  };
}
