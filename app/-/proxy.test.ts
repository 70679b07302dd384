import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

const portBefore = process.env.PORT;
beforeAll(() => {
  process.env.PORT = "3000";
});
afterAll(() => {
  if (portBefore === undefined) delete process.env.PORT;
  else process.env.PORT = portBefore;
});

function ask(path: string, headers: Record<string, string> = {}) {
  const request = new NextRequest(`http://localhost:3000${path}`, {
    headers: { host: "localhost:3000", ...headers },
  });
  return proxy(request);
}

/** How Next's proxy hands headers on to the route. */
const forwarded = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

describe("proxy", () => {
  it.each(["/", "/acme/demo", "/_next/static/chunks/a.js", "/-/api/namespaces", "/acme/demo/raw/main/a"])(
    "refuses a foreign host on %s",
    (path) => {
      const response = ask(path, { host: "evil.test:3000" });
      expect(response.status).toBe(421);
      expect(response.headers.get("x-middleware-next")).toBeNull();
    },
  );

  it("gives each page a nonce of its own, and hands it to Next", () => {
    const nonces = [ask("/"), ask("/")].map((response) => {
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(forwarded(response, "content-security-policy")).toBe(policy);
      const nonce = forwarded(response, "x-nonce") ?? "";
      expect(policy).toContain(`'nonce-${nonce}'`);
      expect(policy).not.toContain("unsafe-eval");
      return nonce;
    });
    expect(nonces[0]).toHaveLength(24);
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it("does not take a nonce from the client", () => {
    const response = ask("/", { "x-nonce": "evil", "content-security-policy": "script-src 'nonce-evil'" });
    expect(forwarded(response, "x-nonce")).not.toBe("evil");
    expect(forwarded(response, "content-security-policy")).not.toContain("evil");
  });

  it.each(["/acme/demo/raw/main/a.svg", "/-/image/c2ln/YWRkcmVzcw"])(
    "shuts %s in, without a nonce",
    (path) => {
      const response = ask(path);
      expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'.* sandbox$/);
      expect(forwarded(response, "x-nonce")).toBeNull();
    },
  );

  it.each(["/-/diagram", "/-/diagram/draw.mjs", "/-/diagram/11.0.0/mermaid.esm.min.mjs"])(
    "gives %s no origin and nothing to load but scripts with its nonce",
    (path) => {
      const { headers } = ask(path);
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; script-src 'nonce-[^']{24}'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-scripts$/,
      );
      // A document without an origin may have the scripts.
      expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(ask("/-/diagrams").headers.get("cross-origin-resource-policy")).toBe("same-origin");
    },
  );

  it.each(["/acme/demo/raw", "/acme/demo/%72aw/main/a", "/acme/demo/blob/main/raw/a", "/raw/x"])(
    "has a page's policy for %s",
    (path) => {
      expect(ask(path).headers.get("content-security-policy")).toContain("'nonce-");
    },
  );

  it("refuses a path that cannot be decoded", () => {
    expect(ask("/acme/demo/blob/main/%FF").status).toBe(400);
  });
});
