import { describe, expect, it } from "vitest";
import { isLoopbackHost } from "./loopback-host";

describe("isLoopbackHost", () => {
  it.each(["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"])("accepts %s", (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });
  it.each(["0.0.0.0", "::", "10.0.0.1", "127.evil.test", "localhost.evil.test", "127.0.0.1.evil.test", ""])(
    "refuses %j",
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
});
