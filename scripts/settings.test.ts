import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { freePort, isElsewhere, makeWritableFolder, readSettings, requireFreePort } from "./settings";

describe("readSettings", () => {
  it("gives both programs when nothing is set", () => {
    const { dashboard, service } = readSettings({});
    expect([dashboard.port, service?.port]).toEqual([3000, 8787]);
  });

  it("starts no service when the API is elsewhere", () => {
    const env = { ARTIFACTS_API_URL: "https://api.cloudflare.com/client/v4", ARTIFACTS_API_TOKEN: "x" };
    expect(readSettings(env).service).toBeNull();
  });

  it.each([
    [{ ARTIFACTS_API_URL: "https://api.cloudflare.com" }, /^ARTIFACTS_API_TOKEN is required .*$/],
    [
      { ARTIFACTS_API_URL: "http://127.0.0.1:9", VITRINE_DATA_DIR: "/nowhere" },
      /^ARTIFACTS_API_TOKEN is required .*$/,
    ],
    [{ PORT: "x" }, /^PORT .*$/],
    [{ HOST: "0.0.0.0" }, /^HOST .*loopback.*$/],
    [{ ARTIFACTS_PORT: "99999" }, /^ARTIFACTS_PORT .*$/],
    [{ PORT: "8787" }, /^PORT and ARTIFACTS_PORT are both 8787.*$/],
  ])("refuses %j with one line", (env, line) => {
    expect(() => readSettings(env)).toThrow(line);
  });
});

describe("isElsewhere", () => {
  it("takes the address of the service itself for no other place", () => {
    expect(isElsewhere({ ARTIFACTS_API_URL: "http://localhost:8787/" })).toBe(false);
    expect(isElsewhere({ ARTIFACTS_API_URL: "http://127.0.0.1:8788" })).toBe(true);
    expect(isElsewhere({ ARTIFACTS_API_URL: "" })).toBe(false);
  });
});

describe("requireFreePort", () => {
  it("names the taken port and the setting", async () => {
    const server = createServer();
    const port = await freePort("127.0.0.1");
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    await expect(requireFreePort("127.0.0.1", port, "PORT")).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken: set PORT to another one.`,
    );
    await new Promise((resolve) => server.close(resolve));
    await requireFreePort("127.0.0.1", port, "PORT");
  });
});

describe("makeWritableFolder", () => {
  it("refuses a folder below a file and makes one with its parents", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "vitrine-settings-"));
    writeFileSync(path.join(folder, "file"), "");
    expect(() => makeWritableFolder(path.join(folder, "file", "data"))).toThrow(/^The data folder .*$/);
    makeWritableFolder(path.join(folder, "new", "data"));
    expect(existsSync(path.join(folder, "new", "data"))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
