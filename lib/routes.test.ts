import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import {
  apiLastChangedUrl,
  apiNamespacesUrl,
  apiPathsUrl,
  apiRefDetailsUrl,
  apiRefsUrl,
  apiReposUrl,
  apiRepoUrl,
  apiSearchUrl,
  apiTagMessagesUrl,
  apiTokensUrl,
  apiTokenUrl,
  apiTreeUrl,
  archiveUrl,
  blobUrl,
  branchesUrl,
  commitsUrl,
  commitUrl,
  findUrl,
  namespacesUrl,
  namespaceUrl,
  rawUrl,
  repoUrl,
  searchUrl,
  settingsUrl,
  tagsUrl,
  tokensUrl,
  treeUrl,
} from "./routes";

test("every place has the URL of the product's table", () => {
  expect(namespacesUrl()).toBe("/");
  expect(namespaceUrl("acme", { q: "x", sort: "name", cursor: undefined })).toBe("/acme?q=x&sort=name");
  expect(repoUrl("acme", "app")).toBe("/acme/app");
  expect(treeUrl("acme", "app", "main")).toBe("/acme/app/tree/main");
  expect(treeUrl("acme", "app", "main", "src/lib/")).toBe("/acme/app/tree/main/src/lib");
  expect(blobUrl("acme", "app", "feature/x", "src/a.ts")).toBe("/acme/app/blob/feature/x/src/a.ts");
  expect(rawUrl("acme", "app", "main", "a.png", { download: true })).toBe(
    "/acme/app/raw/main/a.png?download",
  );
  expect(archiveUrl("acme", "app", "zip", "main")).toBe("/acme/app/archive/zip/main");
  expect(archiveUrl("acme", "app", "tar.gz", "feature/x", "src/lib")).toBe(
    "/acme/app/archive/tar.gz/feature/x/src/lib",
  );
  expect(commitsUrl("acme", "app")).toBe("/acme/app/commits");
  expect(commitsUrl("acme", "app", "feature/x", { page: 2, path: "src/a b" })).toBe(
    "/acme/app/commits/feature/x?path=src%2Fa+b&page=2",
  );
  expect(commitsUrl("acme", "app", "main", { page: 1 })).toBe("/acme/app/commits/main");
  expect(commitUrl("acme", "app", "0123abc")).toBe("/acme/app/commit/0123abc");
  expect(findUrl("acme", "app", "feature/x", { q: "a b" })).toBe("/acme/app/find/feature/x?q=a+b");
  expect(searchUrl("acme", "app", "main", { q: "x", regex: "1", path: "" })).toBe(
    "/acme/app/search/main?q=x&regex=1",
  );
  expect(apiPathsUrl("acme", "app", "0123abc")).toBe("/-/api/namespaces/acme/repos/app/paths/0123abc");
  expect(apiSearchUrl("acme", "app", "0123abc", { q: "x" })).toBe(
    "/-/api/namespaces/acme/repos/app/search/0123abc?q=x",
  );
  expect(tokensUrl("acme", "app", { state: "all" })).toBe("/acme/app/tokens?state=all");
  expect(branchesUrl("acme", "app")).toBe("/acme/app/branches");
  expect(tagsUrl("acme", "app")).toBe("/acme/app/tags");
  expect(settingsUrl("acme", "app")).toBe("/acme/app/settings");
  expect(apiNamespacesUrl({ limit: 20 })).toBe("/-/api/namespaces?limit=20");
  expect(apiReposUrl("acme", { search: "a&b", cursor: null })).toBe(
    "/-/api/namespaces/acme/repos?search=a%26b",
  );
  expect(apiRepoUrl("acme", "app")).toBe("/-/api/namespaces/acme/repos/app");
  expect(apiTokensUrl("acme", "app")).toBe("/-/api/namespaces/acme/repos/app/tokens");
  expect(apiTokenUrl("acme", "app", "a/b")).toBe("/-/api/namespaces/acme/repos/app/tokens/a%2Fb");
});

test("what is asked by hash or by name has a route of its own", () => {
  expect(branchesUrl("acme", "app", { q: "a b", page: 2 })).toBe("/acme/app/branches?q=a+b&page=2");
  expect(tagsUrl("acme", "app", { q: "v1" })).toBe("/acme/app/tags?q=v1");
  expect(apiRefsUrl("acme", "app")).toBe("/-/api/namespaces/acme/repos/app/refs");
  expect(apiRefDetailsUrl("acme", "app", { base: "b", heads: ["x", "y"] })).toBe(
    "/-/api/namespaces/acme/repos/app/ref-details?base=b&head=x&head=y",
  );
  expect(apiTagMessagesUrl("acme", "app", ["x", "y"])).toBe(
    "/-/api/namespaces/acme/repos/app/tag-messages?tag=x&tag=y",
  );
  expect(apiLastChangedUrl("acme", "app", { commit: "c", path: "a/b c", commits: 10 })).toBe(
    "/-/api/namespaces/acme/repos/app/last-changed?commit=c&path=a%2Fb+c&commits=10",
  );
  expect(apiTreeUrl("acme", "app", "h")).toBe("/-/api/namespaces/acme/repos/app/trees/h");
});

test("whatever a path or ref holds comes back out of the URL, segment by segment", () => {
  const path = "a b/c#d/e?f/100%/ü/\"q'/\\x/<y>/@types/a+b,c=d;e&f$/:z/[id]/%2F";
  const url = new URL(blobUrl("acme", "app", "fix/#1", path), "http://localhost");
  expect(url.search + url.hash).toBe("");
  const parts = url.pathname.split("/").slice(1).map(decodeURIComponent);
  expect(parts).toEqual(["acme", "app", "blob", "fix", "#1", ...path.split("/")]);
});

test("what a URL may hold stays readable", () => {
  expect(blobUrl("acme", "app", "main", "@types/a+b,c=1.ts")).toBe("/acme/app/blob/main/@types/a+b,c=1.ts");
});

test("text that cannot be encoded gives a URL all the same", () => {
  expect(blobUrl("acme", "app", "main", "a\ud800b")).toBe("/acme/app/blob/main/a%EF%BF%BDb");
});

const handMade = [
  /["'`]\/-\/api/,
  /\b(?:href|action|src)=\{?\s*["'`]\//,
  /\bhref:\s*["'`]\//,
  /\brouter\.(?:push|replace|prefetch)\(\s*["'`]\//,
  /\b(?:redirect|permanentRedirect|fetch)\(\s*["'`]\//,
  /\/(?:tree|blob|raw|archive|commits?|tokens)\/\$\{/,
];

/** Next's own types name the route that a file answers. */
const routeType = /\b(?:RouteContext|PageProps|LayoutProps)<"[^"]*">/g;

const isHandMade = (line: string) =>
  !/^\s*(?:\*|\/\/|\/\*)/.test(line) &&
  handMade.some((pattern) => pattern.test(line.replaceAll(routeType, "")));

test("URLs made by hand are found", () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: source code as text
  for (const line of [
    "<a href={`/${namespace}`}>",
    '<a href="/acme">',
    "router.push(`/${namespace}/x`)",
    'fetch("/-/api/namespaces")',
    "const url = `/-/api/namespaces/${ns}`",
    "return `${base}/blob/${ref}`",
    '{ label: "Home", href: "/" }',
    'type Context = RouteContext<"/-/api/x">; fetch("/-/api/x");',
  ]) {
    expect(isHandMade(line), line).toBe(true);
  }
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: source code as text
  for (const line of [
    "<a href={repoUrl(ns, repo)}>",
    "// see `/-/api/x`",
    "text.replace(/a/, b)",
    'text.replace("/", "-")',
    "from './x'",
    'type Context = RouteContext<"/-/api/namespaces/[namespace]">;',
  ]) {
    expect(isHandMade(line), line).toBe(false);
  }
});

test("no URL in app or components is made by hand", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const found: string[] = [];
  let looked = 0;
  for (const room of ["app", "components"]) {
    for (const name of readdirSync(`${root}${room}`, { recursive: true, encoding: "utf8" })) {
      const file = `${room}/${name.replaceAll("\\", "/")}`;
      if (!/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) continue;
      looked++;
      readFileSync(`${root}${file}`, "utf8")
        .split("\n")
        .forEach((line, index) => {
          if (isHandMade(line)) found.push(`${file}:${index + 1}: ${line.trim()}`);
        });
    }
  }
  expect(found).toEqual([]);
  expect(looked).toBeGreaterThan(5);
});
