import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTlsServer, type TlsServer } from "@/lib/test-support/tls-server";

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>';
let server: TlsServer;
let folder: string;

beforeAll(async () => {
  server = await startTlsServer();
  server.answer = (request, response) => {
    if (request.url === "/a.svg") response.setHeader("content-type", "image/svg+xml").end(svg);
    else response.writeHead(404).end();
  };
  folder = await mkdtemp(path.join(tmpdir(), "vitrine-images-"));
  const caFile = path.join(folder, "ca.pem");
  await writeFile(caFile, server.ca);
  vi.stubEnv("VITRINE_IMAGE_ALLOW_HOSTS", `127.0.0.1:${server.port}`);
  vi.stubEnv("VITRINE_IMPORT_CA_FILE", caFile);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Settings are read once a process; each call here begins one. */
async function ask(file: string, headers: Record<string, string> = {}, alter = (url: string) => url) {
  vi.resetModules();
  const { signedImageUrl } = await import("@/lib/images/signed-image");
  const url = alter(signedImageUrl(`https://127.0.0.1:${server.port}${file}`) ?? "/-/image//");
  const [signature = "", address = ""] = url.split("/").slice(3);
  const { GET } = await import("./route");
  return GET(new Request(`http://localhost${url}`, { headers }), {
    params: Promise.resolve({ signature, address }),
  });
}

describe("the route of other sites' images", () => {
  it("gives the bytes under the policy of raw content, to be kept by anybody", async () => {
    const answer = await ask("/a.svg");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(svg);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/svg+xml",
      "content-security-policy": expect.stringMatching(/^default-src 'none'.* sandbox$/),
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": expect.stringMatching(/^public, max-age=3600, no-transform$/),
      "x-vitrine-body-length": String(svg.length),
    });
    const again = await ask("/a.svg", { "if-none-match": answer.headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  });

  it("says in a line of text why there is none, and lets nobody keep it", async () => {
    const answer = await ask("/gone.svg");
    expect(answer.status).toBe(502);
    expect(await answer.text()).toBe("The image's site does not give it.\n");
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  });

  it("knows no address that it did not sign", async () => {
    const before = server.requests.length;
    for (const alter of [
      (url: string) => url.replace(/\/image\/[^/]+/, `/image/${"A".repeat(43)}`),
      (url: string) => `${url}A`,
      (url: string) => url.replace(/\/image\/[^/]+/, "/image/x"),
    ]) {
      expect((await ask("/a.svg?new", {}, alter)).status).toBe(404);
    }
    expect(server.requests).toHaveLength(before);
  });

  it("asks nobody where images are to stay links", async () => {
    let url = "";
    await ask("/a.svg?off", {}, (signed) => {
      url = signed;
      return signed;
    });
    const before = server.requests.length;
    vi.stubEnv("VITRINE_EXTERNAL_IMAGES", "link");
    expect((await ask("/a.svg?off", {}, () => url)).status).toBe(404);
    expect(server.requests).toHaveLength(before);
    const { quoteAttributes } = await import("@/lib/test-support/quote-attributes");
    const { renderWhole } = await import("@/lib/test-support/render-whole");
    const { Markdown } = await import("@/components/code/markdown");
    const place = { namespace: "acme", repo: "app", refName: "main", directory: "" };
    const page = await renderWhole(
      await Markdown({
        source:
          '![a](https://x.test/a.png) <picture><source srcset="https://x.test/b.png"><img src="//x.test/c.png" alt="c"></picture>',
        ...place,
      }),
    );
    expect(page).not.toMatch(/<img|<source|\/-\/image/);
    expect(
      quoteAttributes(page).match(/<a class="external-image" title="https:\/\/x.test\/[ac].png"/g),
    ).toHaveLength(2);
  });
});
