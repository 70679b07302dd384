import path from "node:path";
import { z } from "zod";

/** A setting that cannot be used. The message is one line, fit to be printed as it is. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigError";
  }
}

export interface ServiceConfig {
  host: string;
  /** 0 lets the operating system choose. */
  port: number;
  /** Origin of the remotes, without a trailing slash; null is the listening address. */
  publicUrl: string | null;
  /** Absolute. */
  dataDir: string;
  /** Null: made once and kept in the data folder. */
  apiToken: string | null;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number between 0 and 65535")
  .transform(Number)
  .pipe(z.number().max(65_535, "must be a port number between 0 and 65535"));

const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin =
    url !== null &&
    ["http:", "https:"].includes(url.protocol) &&
    `${url.pathname}${url.search}${url.hash}${url.username}${url.password}` === "/";
  if (isOrigin) return url.origin;
  context.addIssue({
    code: "custom",
    message: "must be an http or https origin, such as https://git.example.com",
  });
  return z.NEVER;
});

/** What HTTP can carry in a header: a token with a space or a newline could never be sent. */
const apiToken = z.string().regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces");

const settings = z.object({
  ARTIFACTS_HOST: z
    .string()
    .regex(/^[0-9A-Za-z.:_-]+$/, "must be a host name or an IP address")
    .default("127.0.0.1"),
  ARTIFACTS_PORT: port.default(8787),
  ARTIFACTS_PUBLIC_URL: publicUrl.optional(),
  VITRINE_DATA_DIR: z
    .string()
    .refine((text) => !text.includes("\0"), "must be a path")
    .default(".vitrine"),
  ARTIFACTS_API_TOKEN: apiToken.optional(),
});

/** Reads the service's settings from the environment. A variable that is set to nothing counts as not set. */
export function readServiceConfig(env: Record<string, string | undefined>): ServiceConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    // The value itself is not told: it may be a secret.
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new ConfigError(`${lines.join("; ")}.`);
  }
  return {
    host: parsed.data.ARTIFACTS_HOST,
    port: parsed.data.ARTIFACTS_PORT,
    publicUrl: parsed.data.ARTIFACTS_PUBLIC_URL ?? null,
    dataDir: path.resolve(parsed.data.VITRINE_DATA_DIR),
    apiToken: parsed.data.ARTIFACTS_API_TOKEN ?? null,
  };
}

/**
 * The origin at which a listening address is reached from this machine. An address that stands for all of them is no
 * place to connect to; an IPv6 address stands in brackets.
 */
export function originOf(host: string, port: number): string {
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}
