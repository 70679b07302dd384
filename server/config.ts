import path from "node:path";
import { z } from "zod";
import { hostList } from "@/egress/host-list";

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
  /** PostgreSQL for the rows; null keeps them in the data folder. May hold a password. */
  databaseUrl: string | null;
  git: GitConfig;
  imports: ImportConfig;
  /** How long a repo rests after its last push before it is tidied. */
  maintainAfterMs: number;
}

/** Bounds on what clients of the Git remotes may take. */
export interface GitConfig {
  /** Largest pack of a push. */
  pushMaxSizeBytes: number;
  /** Clones, fetches and pushes that have a git process at once. */
  maxTransfers: number;
  /** How long a request waits for one before it is refused. */
  waitMs: number;
}

/** What imports of remotes may take. */
export interface ImportConfig {
  maxSeconds: number;
  maxBytes: number;
  /** How many run at once. */
  concurrency: number;
  /** `host` or `host:port`: private hosts and other ports that may be reached all the same. */
  allowHosts: string[];
  /** Absolute; certificates to trust besides the public ones. */
  caFile: string | null;
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

const seconds = z
  .string()
  .regex(/^\d{1,6}$/, "must be a number of seconds")
  .transform(Number);

function countOf(what: string, max: number) {
  const message = `must be ${what} between 1 and ${max}`;
  return z
    .string()
    .regex(/^[1-9]\d{0,15}$/, message)
    .transform(Number)
    .pipe(z.number().max(max, message));
}

const filePath = z
  .string()
  .refine((text) => !text.includes("\0"), "must be a path")
  .transform((text) => path.resolve(text));

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
  ARTIFACTS_DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\/./,
      "must be a PostgreSQL address, such as postgresql://user:password@host/name",
    )
    .optional(),
  ARTIFACTS_PUSH_MAX_BYTES: countOf("a number of bytes", Number.MAX_SAFE_INTEGER).default(4 * 1024 ** 3),
  ARTIFACTS_GIT_CONCURRENCY: countOf("a number", 1024).default(16),
  ARTIFACTS_GIT_WAIT: seconds.default(30),
  ARTIFACTS_IMPORT_MAX_SECONDS: countOf("a number of seconds", 7 * 86_400).default(3600),
  ARTIFACTS_IMPORT_MAX_BYTES: countOf("a number of bytes", Number.MAX_SAFE_INTEGER).default(4 * 1024 ** 3),
  ARTIFACTS_IMPORT_CONCURRENCY: countOf("a number", 64).default(2),
  ARTIFACTS_IMPORT_ALLOW_HOSTS: hostList.default([]),
  ARTIFACTS_IMPORT_CA_FILE: filePath.optional(),
  ARTIFACTS_MAINTAIN_AFTER: seconds.default(5),
});

/** Reads the service's settings from the environment. A variable that is set to nothing counts as not set. */
export function readServiceConfig(env: Record<string, string | undefined>): ServiceConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    // The value itself is left out: it may be a secret.
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new ConfigError(`${lines.join("; ")}.`);
  }
  return {
    host: parsed.data.ARTIFACTS_HOST,
    port: parsed.data.ARTIFACTS_PORT,
    publicUrl: parsed.data.ARTIFACTS_PUBLIC_URL ?? null,
    dataDir: path.resolve(parsed.data.VITRINE_DATA_DIR),
    apiToken: parsed.data.ARTIFACTS_API_TOKEN ?? null,
    databaseUrl: parsed.data.ARTIFACTS_DATABASE_URL ?? null,
    git: {
      pushMaxSizeBytes: parsed.data.ARTIFACTS_PUSH_MAX_BYTES,
      maxTransfers: parsed.data.ARTIFACTS_GIT_CONCURRENCY,
      waitMs: parsed.data.ARTIFACTS_GIT_WAIT * 1000,
    },
    imports: {
      maxSeconds: parsed.data.ARTIFACTS_IMPORT_MAX_SECONDS,
      maxBytes: parsed.data.ARTIFACTS_IMPORT_MAX_BYTES,
      concurrency: parsed.data.ARTIFACTS_IMPORT_CONCURRENCY,
      allowHosts: parsed.data.ARTIFACTS_IMPORT_ALLOW_HOSTS,
      caFile: parsed.data.ARTIFACTS_IMPORT_CA_FILE ?? null,
    },
    maintainAfterMs: parsed.data.ARTIFACTS_MAINTAIN_AFTER * 1000,
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
