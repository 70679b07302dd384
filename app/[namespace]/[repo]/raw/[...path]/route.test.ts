import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  apiToken,
  commitFiles,
  type FakeArtifactsApi,
  startFakeArtifactsApi,
} from "@/lib/test-support/fake-artifacts-api";
import { GET } from "./route";

const svgOf = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`;
/** A few hundred bytes that are a billion elements once drawn. */
const laughs = Array.from(
  { length: 9 },
  (_, level) => `<g id="a${level + 1}">${`<use href="#a${level}"/>`.repeat(10)}</g>`,
).join("");

let fakeApi: FakeArtifactsApi;
let commitHash: string;
const oddNames = [
  "ä b.txt",
  "c%d.txt",
  "%20.txt",
  "e#f?.txt",
  "q\"uo'te.txt",
  "back\\slash",
  "new\nline",
  "x/y/z",
];

beforeAll(async () => {
  fakeApi = await startFakeArtifactsApi();
  process.env.ARTIFACTS_API_URL = fakeApi.url;
  process.env.ARTIFACTS_API_TOKEN = apiToken;
  commitHash = await commitFiles(fakeApi, "feature/one", {
    ...Object.fromEntries(oddNames.map((name) => [name, { content: `in ${name}` }])),
    "page.html": { content: "<script>alert(1)</script>" },
    link: { content: "page.html", mode: "120000" },
    "light.svg": { content: svgOf("<rect/>") },
    "heavy.svg": { content: svgOf(laughs) },
    "long.svg": { content: svgOf(`<path d="${"M0 0 ".repeat(500_000)}"/>`) },
  });
});
afterAll(() => fakeApi.close());
beforeEach(() => fakeApi.forgetRequests());

function raw(path: string, init: RequestInit = {}, query = ""): Promise<Response> {
  const params = Promise.resolve({ namespace: "acme", repo: "demo", path: path.split("/") });
  return GET(new Request(`http://localhost/acme/demo/raw/x${query}`, init), { params });
}

describe("the raw route", () => {
  it.each(oddNames)("gives the bytes of %j", async (name) => {
    expect(await (await raw(`feature/one/${name}`)).text()).toBe(`in ${name}`);
  });

  it("never serves HTML as HTML", async () => {
    const { headers } = await raw("feature/one/page.html");
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("content-security-policy")).toContain("sandbox");
  });

  it("draws an SVG, and gives one that would keep a browser busy as text until it is asked to draw it", async () => {
    const typeOf = async (path: string, query = "") =>
      (await raw(`feature/one/${path}`, {}, query)).headers.get("content-type");
    expect(await typeOf("light.svg")).toBe("image/svg+xml");
    for (const path of ["heavy.svg", "long.svg"]) {
      expect(await typeOf(path)).toBe("text/plain; charset=utf-8");
      expect(await typeOf(path, "?draw")).toBe("image/svg+xml");
    }
    expect(await (await raw("feature/one/heavy.svg")).text()).toBe(svgOf(laughs));
    expect((await (await raw("feature/one/long.svg")).text()).length).toBeGreaterThan(2_500_000);
  });

  it("is kept for ever under a commit hash, and asked for again under a branch", async () => {
    expect((await raw(`${commitHash}/page.html`)).headers.get("cache-control")).toContain("immutable");
    expect((await raw("feature/one/page.html")).headers.get("cache-control")).toBe(
      "private, no-cache, no-transform",
    );
  });

  it("is not kept for ever under a branch that is named like a hash", async () => {
    const name = "d".repeat(40);
    await commitFiles(fakeApi, name, { a: { content: "a" } });
    expect((await raw(`${name}/a`)).headers.get("cache-control")).toBe("private, no-cache, no-transform");
  });

  it("answers 304 without reading the blob", async () => {
    const etag = (await raw("feature/one/page.html")).headers.get("etag") ?? "";
    fakeApi.forgetRequests();
    const response = await raw("feature/one/page.html", { headers: { "if-none-match": etag } });
    expect(response.status).toBe(304);
    expect(fakeApi.requests.some(({ path }) => path.includes("/blob/"))).toBe(false);
  });

  it("gives the headers alone to HEAD", async () => {
    const response = await raw("feature/one/page.html", { method: "HEAD" });
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe("");
  });

  it("gives a symlink's target as its content", async () => {
    expect(await (await raw("feature/one/link")).text()).toBe("page.html");
  });

  it("downloads when asked to", async () => {
    const { headers } = await raw("feature/one/ä b.txt", {}, "?download");
    expect(headers.get("content-disposition")).toBe(
      `attachment; filename="_ b.txt"; filename*=UTF-8''%C3%A4%20b.txt`,
    );
  });

  it.each(["nope/a", "feature/one/nope", "feature/one/x", "feature/one", "feature", `${"9".repeat(40)}/a`])(
    "finds nothing at %s, and says so in plain text",
    async (path) => {
      const response = await raw(path);
      expect(response.status).toBe(404);
      expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-store");
    },
  );
});
