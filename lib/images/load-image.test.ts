import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allowedHosts } from "@/egress/allowed-hosts";
import { startTlsServer, type TlsServer } from "@/lib/test-support/tls-server";
import { freshSecondsOf } from "./fetch-image";
import { createImageLoader, type LoadedImage } from "./load-image";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const svg = '<?xml version="1.0"?>\n<!-- made -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
const toLoopback = async () => [{ address: "127.0.0.1", family: 4 }];

let server: TlsServer;
beforeAll(async () => {
  server = await startTlsServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.requests.length = 0;
});

const open = () => allowedHosts([`git.test:${server.port}`, `other.test:${server.port}`]);
const urlOf = (path: string, host = "git.test") => `https://${host}:${server.port}${path}`;

function loader(options: Partial<Parameters<typeof createImageLoader>[0]> = {}) {
  return createImageLoader({ allowed: open(), ca: server.ca, resolve: toLoopback, ...options });
}

function load(url: string, options: Partial<Parameters<typeof createImageLoader>[0]> = {}) {
  return loader(options)(new URL(url));
}

const problem = (kind: string) => ({ outcome: "problem", problem: kind });
const typeOf = (image: LoadedImage) => (image.outcome === "image" ? image.type : image.problem);

const sends =
  (body: string | Buffer, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { "content-type": "image/png", ...headers }).end(body);

/** Writes for as long as the client reads. */
const pour: RequestListener = (_request, response) => {
  response.setHeader("content-type", "image/png");
  response.write(png);
  const more = () => {
    while (response.write(Buffer.alloc(64 * 1024)) && !response.destroyed) {}
  };
  response.on("drain", more);
  more();
};

describe("an image of another site", () => {
  it("is asked for with nothing that tells of a reader", async () => {
    server.answer = sends(png);
    const image = await load(urlOf("/a.png?b=c"));
    expect(image).toMatchObject({ outcome: "image", type: "image/png" });
    expect(image.outcome === "image" && Buffer.from(image.bytes)).toEqual(png);
    expect(server.requests).toEqual(["GET git.test/a.png?b=c"]);
    const names = server.headers.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    expect(names.sort()).toEqual(["accept", "accept-encoding", "connection", "host", "user-agent"]);
    expect(server.headers).toContain("identity");
  });

  it("may come over plain HTTP", async () => {
    const plain = createServer(sends(png)).listen({ host: "127.0.0.1", port: 0 });
    await once(plain, "listening");
    const address = plain.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const image = await load(`http://plain.test:${port}/`, { allowed: allowedHosts(["plain.test"]) });
    expect(typeOf(image)).toBe("image/png");
    plain.close();
  });

  it.each<[string, string | Buffer, Record<string, string>]>([
    ["image/png", png, { "content-type": "application/octet-stream" }],
    ["image/png", png, { "content-type": "image/svg+xml" }],
    ["image/jpeg", Buffer.from("ffd8ffe0", "hex"), {}],
    ["image/gif", "GIF89a", {}],
    ["image/webp", "RIFF1234WEBP", {}],
    ["image/avif", "\0\0\0\x20ftypavif", {}],
    ["image/svg+xml", svg, {}],
    ["image/svg+xml", "\ufeff<!DOCTYPE svg [<!ENTITY a 'b'>\n]><svg:svg/>", {}],
    ["not-an-image", "<!doctype html><svg>", { "content-type": "image/svg+xml" }],
    ["not-an-image", "<html><body><svg/></body></html>", { "content-type": "image/svg+xml" }],
    ["not-an-image", "<svgx/>", { "content-type": "image/svg+xml" }],
    ["not-an-image", `<!--${" ".repeat(20_000)}--><svg/>`, {}],
    ["not-an-image", "<!-- <svg>", {}],
    ["not-an-image", "%PDF-1.7", {}],
    ["not-an-image", "", {}],
    ["not-an-image", png, { "content-type": "text/html" }],
    ["not-an-image", gzipSync(svg), { "content-encoding": "gzip" }],
    ["not-an-image", gzipSync(svg), {}],
  ])("is %s by its bytes", async (expected, body, headers) => {
    server.answer = sends(body, headers);
    expect(typeOf(await load(urlOf("/x")))).toBe(expected);
  });

  it("passes an SVG on as it came, whatever it would expand to", async () => {
    const bomb = `<!DOCTYPE svg [${'<!ENTITY a "aaaa">'.repeat(500)}]><svg onload="x()"><script>x()</script>&a;</svg>`;
    server.answer = sends(bomb);
    const image = await load(urlOf("/bomb.svg"));
    expect(image.outcome === "image" && Buffer.from(image.bytes).toString()).toBe(bomb);
  });

  it("is followed through three redirects, each of which is checked", async () => {
    server.answer = (request, response) => {
      const hop = Number(/^\/(\d)/.exec(request.url ?? "")?.[1]);
      if (hop < 3) response.writeHead(302, { location: urlOf(`/${hop + 1}`, "other.test") }).end();
      else sends(png)(request, response);
    };
    expect(typeOf(await load(urlOf("/0")))).toBe("image/png");
    server.requests.length = 0;
    server.answer = (_request, response) => response.writeHead(307, { location: "/again" }).end();
    expect(await load(urlOf("/again"))).toEqual(problem("refused"));
    expect(server.requests).toHaveLength(4);
  });

  it.each([
    "https://10.0.0.1/a.png",
    "http://169.254.169.254/latest/meta-data",
    "https://2130706433/a.png",
    "https://[::1]/a.png",
    "https://[::ffff:127.0.0.1]/a.png",
    "https://user:hush@other.test/a.png",
    "https://public.test:8443/a.png",
    "https://private.test/a.png",
    "file:///etc/passwd",
    "data:image/png;base64,iVBORw0KGgo=",
  ])("is not followed to %s", async (location) => {
    server.answer = (_request, response) => response.writeHead(302, { location }).end();
    expect(await load(urlOf("/moved"))).toEqual(problem("forbidden-address"));
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [["127.0.0.1"]],
    [["::1"]],
    [["::ffff:10.0.0.1"]],
    [["64:ff9b::a00:1"]],
    [["8.8.8.8", "192.168.0.1"]],
  ])("is not asked of a name that resolves to %j", async (addresses) => {
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    expect(await load("https://git.test/a.png", { allowed: allowedHosts([]), resolve })).toEqual(
      problem("forbidden-address"),
    );
    expect(server.requests).toEqual([]);
  });

  it("connects to the address that was checked, also when the name answers differently the next time", async () => {
    server.answer = sends(png);
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return asked === 1 ? toLoopback() : [{ address: "10.0.0.1", family: 4 }];
    };
    expect(typeOf(await load(urlOf("/a.png"), { resolve }))).toBe("image/png");
    expect(asked).toBe(1);
  });

  it("says why it cannot be had", async () => {
    server.answer = (_request, response) => response.writeHead(404).end(png);
    expect(await load(urlOf("/gone.png"))).toEqual(problem("refused"));
    server.answer = (_request, response) => response.destroy();
    expect(await load(urlOf("/cut.png"))).toEqual(problem("refused"));
    server.answer = sends(png);
    expect(await load(urlOf("/a.png"), { ca: null })).toEqual(problem("unreachable"));
    expect(await load(urlOf("/a.png"), { resolve: async () => [] })).toEqual(problem("unreachable"));
    const closed = { allowed: allowedHosts(["git.test"]) };
    expect(await load("https://git.test:1/a.png", closed)).toEqual(problem("unreachable"));
  });

  it("stays within its bounds when a site never ends, says it is huge, is slow or says nothing", async () => {
    server.answer = pour;
    expect(await load(urlOf("/endless.png"), { maxBytes: 1_000_000 })).toEqual(problem("too-large"));
    server.answer = (_request, response) => {
      response.writeHead(200, { "content-length": "6000000000" }).write(png);
    };
    expect(await load(urlOf("/huge.png"))).toEqual(problem("too-large"));
    server.answer = (_request, response) => void response.write(png);
    expect(await load(urlOf("/slow.png"), { timeoutMs: 300 })).toEqual(problem("timed-out"));
    server.answer = () => {};
    expect(await load(urlOf("/silent.png"), { timeoutMs: 300 })).toEqual(problem("timed-out"));
    server.answer = sends(png, { x: "y".repeat(40_000) });
    expect(await load(urlOf("/headers.png"))).toEqual(problem("refused"));
  });
});

describe("many readers", () => {
  it("have one fetch between them, and later ones none", async () => {
    server.answer = sends(png, { "cache-control": "max-age=600" });
    const loadOne = loader();
    const images = await Promise.all(Array.from({ length: 50 }, () => loadOne(new URL(urlOf("/badge.svg")))));
    expect(new Set(images.map(typeOf))).toEqual(new Set(["image/png"]));
    expect(await loadOne(new URL(urlOf("/badge.svg")))).toBe(images[0]);
    expect(server.requests).toHaveLength(1);
    const [image] = images;
    const leftMs = image?.outcome === "image" ? image.freshUntil - Date.now() : 0;
    expect(Math.round(leftMs / 60_000)).toBe(10);
  });

  it("have a failure for a minute, and one fetch between them", async () => {
    server.answer = (_request, response) => response.writeHead(500).end();
    const loadOne = loader();
    for (let count = 0; count < 3; count += 1) {
      expect(await loadOne(new URL(urlOf("/broken.png")))).toEqual(problem("refused"));
    }
    expect(server.requests).toHaveLength(1);
  });

  it("wait for their turn: eight fetches at once, four of them of one host", async () => {
    const held: Array<() => void> = [];
    let reached = () => {};
    server.answer = (request, response) => {
      held.push(() => sends(png)(request, response));
      reached();
    };
    const until = (count: number) =>
      new Promise<void>((resolve) => {
        reached = () => held.length >= count && resolve();
        reached();
      });
    const loadOne = loader();
    const one = Array.from({ length: 20 }, (_, at) => loadOne(new URL(urlOf(`/${at}.png`))));
    const other = Array.from({ length: 20 }, (_, at) => loadOne(new URL(urlOf(`/${at}.png`, "other.test"))));
    await until(8);
    expect(server.requests.filter((line) => line.includes("git.test"))).toHaveLength(4);
    expect(server.requests).toHaveLength(8);
    // Each that ends lets one more in.
    server.answer = sends(png);
    for (const release of held) release();
    const images = await Promise.all([...one, ...other]);
    expect(new Set(images.map(typeOf))).toEqual(new Set(["image/png"]));
    expect(server.requests).toHaveLength(40);
  });

  it("do not wait for a host that takes no connection, image after image", async () => {
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [];
    };
    const loadOne = loader({ resolve });
    for (const path of ["/a.png", "/b.png", "/c.png"]) {
      expect(await loadOne(new URL(urlOf(path)))).toEqual(problem("unreachable"));
    }
    expect(asked).toBe(1);
  });

  it("are told when too many wait", async () => {
    server.answer = () => {};
    const loadOne = loader({ timeoutMs: 1_000 });
    const images = await Promise.all(
      Array.from({ length: 310 }, (_, at) => loadOne(new URL(urlOf(`/${at}.png`)))),
    );
    expect(images.filter((image) => typeOf(image) === "busy")).toHaveLength(10);
    expect(images.filter((image) => typeOf(image) === "timed-out")).toHaveLength(300);
  });
});

it.each([
  ["", 3_600],
  ["max-age=300", 300],
  ["public, s-maxage=9, max-age=7200", 7_200],
  ["max-age=0, no-cache", 60],
  ["no-store", 60],
  ["max-age=99999999", 86_400],
  ["x-max-age=5", 3_600],
])("Cache-Control %j lets an image be shown for %i seconds", (header, seconds) => {
  expect(freshSecondsOf(header)).toBe(seconds);
});
