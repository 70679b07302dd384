import path from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, originOf, readServiceConfig } from "./config";

it("has a default for everything", () => {
  expect(readServiceConfig({})).toEqual({
    host: "127.0.0.1",
    port: 8787,
    publicUrl: null,
    dataDir: path.resolve(".vitrine"),
    apiToken: null,
    databaseUrl: null,
    maintainAfterMs: 5_000,
    git: { pushMaxSizeBytes: 4294967296, maxTransfers: 16, waitMs: 30_000 },
    imports: { maxSeconds: 3600, maxBytes: 4294967296, concurrency: 2, allowHosts: [], caFile: null },
  });
});

it("takes what is set, and an empty setting for none", () => {
  expect(
    readServiceConfig({
      ARTIFACTS_HOST: "::1",
      ARTIFACTS_PORT: "0",
      ARTIFACTS_PUBLIC_URL: "https://git.example.com:8443/",
      VITRINE_DATA_DIR: "/srv/vitrine",
      ARTIFACTS_API_TOKEN: "secret",
      ARTIFACTS_PUSH_MAX_BYTES: "2000000",
      ARTIFACTS_GIT_CONCURRENCY: "4",
      ARTIFACTS_GIT_WAIT: "0",
      ARTIFACTS_IMPORT_MAX_SECONDS: "60",
      ARTIFACTS_IMPORT_MAX_BYTES: "1000",
      ARTIFACTS_IMPORT_CONCURRENCY: "3",
      ARTIFACTS_IMPORT_ALLOW_HOSTS: "git.internal, [::1]:8443,",
      ARTIFACTS_DATABASE_URL: "postgresql://me:pw@db/vitrine",
      ARTIFACTS_IMPORT_CA_FILE: "/etc/ca.pem",
    }),
  ).toEqual({
    host: "::1",
    port: 0,
    publicUrl: "https://git.example.com:8443",
    dataDir: path.resolve("/srv/vitrine"),
    apiToken: "secret",
    databaseUrl: "postgresql://me:pw@db/vitrine",
    maintainAfterMs: 5_000,
    git: { pushMaxSizeBytes: 2_000_000, maxTransfers: 4, waitMs: 0 },
    imports: {
      maxSeconds: 60,
      maxBytes: 1000,
      concurrency: 3,
      allowHosts: ["git.internal", "[::1]:8443"],
      caFile: "/etc/ca.pem",
    },
  });
  expect(readServiceConfig({ ARTIFACTS_PORT: "", ARTIFACTS_API_TOKEN: "" })).toEqual(readServiceConfig({}));
});

describe("refuses in one line that names the setting", () => {
  it.each([
    ["ARTIFACTS_PORT", "http"],
    ["ARTIFACTS_PORT", "65536"],
    ["ARTIFACTS_PORT", "-1"],
    ["ARTIFACTS_PORT", "80.5"],
    ["ARTIFACTS_PORT", " 80"],
    ["ARTIFACTS_HOST", "http://localhost"],
    ["ARTIFACTS_HOST", "a b"],
    ["ARTIFACTS_PUBLIC_URL", "git.example.com"],
    ["ARTIFACTS_PUBLIC_URL", "ftp://git.example.com"],
    ["ARTIFACTS_PUBLIC_URL", "https://git.example.com/path"],
    ["ARTIFACTS_PUBLIC_URL", "https://user:pass@git.example.com"],
    ["ARTIFACTS_PUBLIC_URL", "https://git.example.com?x"],
    ["ARTIFACTS_API_TOKEN", "two words"],
    ["ARTIFACTS_API_TOKEN", "line\nbreak"],
    ["ARTIFACTS_API_TOKEN", "schlüssel"],
    ["ARTIFACTS_PUSH_MAX_BYTES", "2g"],
    ["ARTIFACTS_PUSH_MAX_BYTES", "0"],
    ["ARTIFACTS_GIT_CONCURRENCY", "0"],
    ["ARTIFACTS_GIT_CONCURRENCY", "1025"],
    ["ARTIFACTS_GIT_WAIT", "-1"],
    ["ARTIFACTS_GIT_WAIT", "1.5"],
    ["ARTIFACTS_IMPORT_MAX_SECONDS", "0"],
    ["ARTIFACTS_IMPORT_MAX_SECONDS", "604801"],
    ["ARTIFACTS_IMPORT_MAX_BYTES", "4GB"],
    ["ARTIFACTS_IMPORT_CONCURRENCY", "65"],
    ["ARTIFACTS_IMPORT_ALLOW_HOSTS", "https://git.internal"],
    ["ARTIFACTS_IMPORT_ALLOW_HOSTS", "git.internal:0"],
    ["ARTIFACTS_IMPORT_CA_FILE", "a\0b"],
    ["VITRINE_DATA_DIR", "a\0b"],
  ])("%s=%j", (name, value) => {
    const read = () => readServiceConfig({ [name]: value });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(new RegExp(`^${name} must be [^\\n]+\\.$`));
  });

  it("and never repeats a token", () => {
    expect(() => readServiceConfig({ ARTIFACTS_API_TOKEN: "my secret" })).toThrow(/^(?!.*my secret)/);
  });

  it("all bad settings at once", () => {
    expect(() => readServiceConfig({ ARTIFACTS_PORT: "x", ARTIFACTS_PUBLIC_URL: "y" })).toThrow(
      /ARTIFACTS_PORT .*; ARTIFACTS_PUBLIC_URL /,
    );
  });
});

it("names an address that can be connected to", () => {
  expect(originOf("127.0.0.1", 8787)).toBe("http://127.0.0.1:8787");
  expect(originOf("::1", 1)).toBe("http://[::1]:1");
  expect(originOf("0.0.0.0", 1)).toBe("http://127.0.0.1:1");
  expect(originOf("::", 1)).toBe("http://[::1]:1");
});
