import path from "node:path";
import { describe, expect, it } from "vitest";
import { EnvError, readDashboardEnv } from "./env";

function problemsOf(env: Record<string, string>): string[] {
  try {
    readDashboardEnv(env);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

describe("readDashboardEnv", () => {
  it("points at the embedded service when nothing is set", () => {
    expect(readDashboardEnv({})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      apiBase: "http://127.0.0.1:8787/client/v4",
      accountId: "local",
      apiToken: null,
      apiTokenFile: path.resolve(".vitrine/api-token"),
      dataDir: path.resolve(".vitrine"),
      importAllowHosts: [],
      importCaFile: null,
      externalImages: "proxy",
      imageAllowHosts: [],
    });
  });

  it("reads what becomes of other sites' images", () => {
    const env = { VITRINE_EXTERNAL_IMAGES: "link", VITRINE_IMAGE_ALLOW_HOSTS: "img.test:8443" };
    expect(readDashboardEnv(env)).toMatchObject({
      externalImages: "link",
      imageAllowHosts: ["img.test:8443"],
    });
    expect(problemsOf({ VITRINE_EXTERNAL_IMAGES: "load", VITRINE_IMAGE_ALLOW_HOSTS: "a b" })).toEqual([
      "VITRINE_EXTERNAL_IMAGES must be proxy or link",
      expect.stringMatching(/^VITRINE_IMAGE_ALLOW_HOSTS .*host:port/),
    ]);
  });

  it("reads whom the dashboard may look at before an import", () => {
    const env = { VITRINE_IMPORT_ALLOW_HOSTS: "git.test, 10.0.0.1:8443", VITRINE_IMPORT_CA_FILE: "/ca.pem" };
    expect(readDashboardEnv(env)).toMatchObject({
      importAllowHosts: ["git.test", "10.0.0.1:8443"],
      importCaFile: "/ca.pem",
    });
    expect(problemsOf({ VITRINE_IMPORT_ALLOW_HOSTS: "https://git.test" })).toEqual([
      expect.stringMatching(/^VITRINE_IMPORT_ALLOW_HOSTS .*host:port/),
    ]);
  });

  it("follows the port of the embedded service", () => {
    expect(readDashboardEnv({ ARTIFACTS_PORT: "9000" }).apiBase).toBe("http://127.0.0.1:9000/client/v4");
  });

  it.each([
    "https://api.cloudflare.com/client/v4",
    "https://api.cloudflare.com/client/v4/",
    "https://api.cloudflare.com",
    "https://api.cloudflare.com/",
  ])("accepts %s as the API", (url) => {
    expect(readDashboardEnv({ ARTIFACTS_API_URL: url, ARTIFACTS_API_TOKEN: "t" }).apiBase).toBe(
      "https://api.cloudflare.com/client/v4",
    );
  });

  it("keeps a path in front of /client/v4", () => {
    expect(readDashboardEnv({ ARTIFACTS_API_URL: "http://localhost:1/artifacts" }).apiBase).toBe(
      "http://localhost:1/artifacts/client/v4",
    );
  });

  it("takes an empty value as not set", () => {
    expect(readDashboardEnv({ PORT: "", ARTIFACTS_API_TOKEN: "" }).port).toBe(3000);
  });

  it("says one line for each setting that cannot be used", () => {
    const problems = problemsOf({ PORT: "70000", HOST: "0.0.0.0", ARTIFACTS_API_URL: "ftp://x" });
    expect(problems.map((line) => line.split(" ")[0])).toEqual(["PORT", "HOST", "ARTIFACTS_API_URL"]);
    expect(problems.every((line) => !line.includes("\n"))).toBe(true);
  });

  it("never repeats a token that cannot be used", () => {
    expect(problemsOf({ ARTIFACTS_API_TOKEN: "hush hush" }).join()).not.toContain("hush");
  });

  it("refuses credentials inside the API URL", () => {
    expect(problemsOf({ ARTIFACTS_API_URL: "http://u:hush@127.0.0.1/" })).toHaveLength(1);
  });

  it("refuses to look for a remote API's token in the local data folder", () => {
    expect(problemsOf({ ARTIFACTS_API_URL: "https://api.cloudflare.com" })).toEqual([
      "ARTIFACTS_API_TOKEN is required when ARTIFACTS_API_URL is not on this machine",
    ]);
  });
});
