import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { failureBody } from "@/lib/wire/failure";
import { untilAtRest } from "./at-rest";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import { listen } from "./listen";

/** A request with a Host of one's choice, which `fetch` does not allow. */
function statusFor(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
    request.end();
  });
}

test("a foreign Host is refused, whatever is asked for", async ({ stack }) => {
  for (const path of ["/", "/default/welcome", "/-/api/namespaces", "/-/icon.svg"]) {
    expect(await statusFor(`${stack.url}${path}`, { host: "evil.example" }), path).toBeGreaterThanOrEqual(
      400,
    );
    expect(
      await statusFor(`${stack.url}${path}`, { host: "evil.example:3000" }),
      path,
    ).toBeGreaterThanOrEqual(400);
  }
});

test("a change that comes from another origin is refused and changes nothing", async ({ stack }) => {
  const url = `${stack.url}/-/api/namespaces/default/repos`;
  const body = JSON.stringify({ name: "forged" });
  const forgeries: Record<string, string>[] = [
    { origin: "https://evil.example", "content-type": "application/json" },
    { origin: "null", "content-type": "text/plain" },
    { "content-type": "application/json" },
  ];
  for (const headers of forgeries) {
    const answer = await fetch(url, { method: "POST", headers, body });
    expect(answer.status).toBe(403);
  }
  expect((await fetch(`${stack.url}/default/forged`)).status).toBe(404);
});

test("every built route refuses a change that no page of the dashboard asks for", async ({ stack }) => {
  const refused: string[] = [];
  for (const { sourceFile, url } of await builtRoutes()) {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const ask = (headers: Record<string, string>) => fetch(`${stack.url}${url}`, { method, headers });
      const answers = [await ask({ origin: "https://evil.example" }), await ask({})];
      // What a route does not export, Next refuses by itself.
      if (answers.every(({ status }) => status === 405)) continue;
      refused.push(`${method} ${sourceFile}`);
      for (const answer of answers) {
        expect(answer.status, `${method} ${url}`).toBe(403);
        expect(failureBody.parse(await answer.json()).error.kind).toBe("forbidden");
      }
    }
  }
  expect(refused.toSorted()).toEqual(await changesInSources());
});

/** The routes as Next built them, each with an address that leads to it. */
async function builtRoutes(): Promise<{ sourceFile: string; url: string }[]> {
  const routes = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(".next/app-path-routes-manifest.json", "utf8")));
  return Object.entries(routes)
    .filter(([key]) => key.endsWith("/route"))
    .map(([key, url]) => ({ sourceFile: `app${key}.ts`, url: url.replaceAll(/\[[^\]]*\]+/g, "x") }));
}

async function changesInSources(): Promise<string[]> {
  const files = (await readdir("app", { recursive: true })).filter((file) => file.endsWith("route.ts"));
  const changes: string[] = [];
  for (const file of files) {
    const text = await readFile(join("app", file), "utf8");
    for (const [, method] of text.matchAll(/^export .*\b(POST|PUT|PATCH|DELETE)\b/gm)) {
      changes.push(`${method} app/${file}`);
    }
  }
  return changes.sort();
}

const attack = "window.wasAttacked = true";
const hostileReadme = `# Hostile <img src=x onerror="${attack}">

<script>${attack}</script>
<svg onload="${attack}"><script>${attack}</script></svg>
<iframe srcdoc="<script>parent.wasAttacked = true</script>"></iframe>
<a href="javascript:${attack}">click me</a>
[and me](javascript:${attack}) [and me](java&#10;script:${attack}) ![x](data:text/html,<script>${attack}</script>)
<form action="/-/api/namespaces/default/repos" method="post"><button>go</button></form>
<style>body { display: none }</style>
<base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/">
`;

test("a hostile README, file, branch name and commit message run nothing and break nothing", async ({
  page,
  stack,
  quietConsole,
}) => {
  const created = await createRepo(stack, "hostile");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    await writeFile(join(dir, "README.md"), hostileReadme);
    await writeFile(join(dir, "page.html"), `<!doctype html><script>${attack}</script>`);
    await writeFile(
      join(dir, "image.svg"),
      `<svg xmlns="http://www.w3.org/2000/svg" onload="${attack}"><script>${attack}</script><circle r="9"/></svg>`,
    );
    await mkdir(join(dir, "odd names"));
    await writeFile(join(dir, "odd names", '<b>&"quoted"#1?x=%41.js'), "const answer = 42;\n");
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, [
      "commit",
      "--quiet",
      "-m",
      `<script>${attack}</script>\n\n<img src=x onerror=${attack}>`,
    ]);
    await gitOk(dir, ["branch", `<script>${attack.replaceAll(" ", "")}</script>`]);
    await gitOk(dir, ["push", "--quiet", created.remote, "--all"], { token: created.token });
  });

  await page.goto("/default/hostile");
  const readme = page.getByRole("region", { name: "README.md" });
  await expect(readme.locator(".markdown").getByRole("heading", { level: 2 })).toContainText("Hostile");
  await expect(
    readme.locator(".markdown").locator("script, iframe, style, form, base, meta, svg, [onerror], [onload]"),
  ).toHaveCount(0);
  for (const link of await readme.getByRole("link").all()) {
    expect(await link.getAttribute("href")).not.toMatch(/script:/i);
  }
  await page.getByRole("button", { name: /Choose a branch or tag/ }).click();
  const picker = page.getByRole("dialog", { name: "Branches and tags" });
  await expect(picker.getByRole("link", { name: /^<script>/ })).toBeVisible();
  await page.keyboard.press("Escape");

  // A file whose name needs every kind of escaping is found by clicking down to it.
  await page.getByRole("link", { name: "odd names" }).click();
  await page.getByRole("link", { name: '<b>&"quoted"#1?x=%41.js' }).click();
  await expect(page.locator("#L1")).toContainText("const answer = 42;");

  // The message, and the branch that points there.
  await page.goto("/default/hostile/commits/main");
  await expect(page.getByRole("link", { name: /^<script>/ })).toHaveCount(2);
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);

  // Raw bytes: shown, never run.
  for (const path of ["page.html", "image.svg"]) {
    const answer = await page.goto(`/default/hostile/raw/main/${path}`);
    expect(answer?.headers()["content-security-policy"]).toMatch(/default-src 'none'.*sandbox/);
    expect(answer?.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer?.headers()["content-type"]).not.toMatch(/html/);
    expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);
  }
  // The browser says what it kept from running; anything else it says is a fault.
  const said = quietConsole.splice(0);
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((line) => !line.startsWith("Blocked script execution in"))).toEqual([]);
});

const stack = (letter: string) => `${letter}${"\u0300\u0316\u0334".repeat(12)}`;
const hostileName = `\u202Egnp.${stack("z")}${stack("a")}\u200Bend`;
const hostileNames = [
  `${hostileName}.txt`,
  `${"w".repeat(200)}.txt`,
  "\u05E2\u05D1\u05E8\u05D9\u05EA 1 (2).txt",
  "bell\u0007 and\nline.txt",
  "\uFDFD\uFDFD.txt",
];

/** Names that would be painted outside of a box of their row, or turn what stands beside them. */
const loose = (page: Page) =>
  page.locator("main bdi:not(.hidden-char)").evaluateAll((names) =>
    names.flatMap((name) => {
      if (getComputedStyle(name).unicodeBidi !== "isolate") return [`${name.textContent} turns others`];
      for (let box: Element | null = name; box !== null && box.tagName !== "MAIN"; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        if (overflowX === "visible" || overflowY === "visible") continue;
        // A list clips too, but not a row of it against the next.
        const lines = box.getBoundingClientRect().height / 20;
        return lines < 16 ? [] : [`${name.textContent} is cut only by what is ${lines} lines high`];
      }
      return [`${name.textContent} is cut by nothing`];
    }),
  );

test("no name is painted over its neighbours, turns them, or hides a character", async ({
  page,
  stack: own,
}) => {
  const { remote, token } = await createRepo(own, "names", "default", {
    description: `${hostileName} and what follows`,
  });
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    for (const name of hostileNames) await writeFile(join(dir, name), "text\n");
    await mkdir(join(dir, hostileName));
    await writeFile(join(dir, hostileName, "inside.txt"), "inside\n");
    await gitOk(dir, ["config", "user.name", hostileName]);
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", `${hostileName} as a subject`]);
    await gitOk(dir, ["branch", hostileName]);
    await gitOk(dir, ["tag", "-m", `${hostileName} as a message`, `tag-${hostileName}`]);
    await gitOk(dir, ["push", "--quiet", remote, "--all"], { token });
    await gitOk(dir, ["push", "--quiet", remote, "--tags"], { token });
  });
  const inside = `/default/names/blob/main/${encodeURIComponent(hostileName)}/inside.txt`;
  const pages = ["", "/tree/main", "/commits/main", "/branches", "/tags"].map(
    (path) => `/default/names${path}`,
  );
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const url of [...pages, inside]) {
      await page.goto(url);
      await untilAtRest(page);
      // Its own mark, and those beyond what a script needs, are named in place.
      await expect(page.locator('main .hidden-char[data-name="U+202E"]').first(), url).toBeAttached();
      await expect(page.locator('main .hidden-char[data-name="+33 marks"]').first(), url).toBeAttached();
      expect(await loose(page), `${url} at ${width}`).toEqual([]);
      // A control of direction that stands by itself in its box turns nothing.
      const bare = await page.locator("main").evaluate((main) => {
        const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
          const isShown =
            text.parentElement?.closest("script, style, noscript, .sr-only, .hidden-char") === null;
          if (isShown && text.textContent?.includes("\u202e")) found.push(text.textContent);
        }
        return found;
      });
      expect(bare, `${url} at ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), url).toBeLessThanOrEqual(width);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/default/names/tree/main");
  await untilAtRest(page);
  await expect(page.locator('main .hidden-char[data-name="U+0007"]').first()).toBeAttached();
  // What is copied is the name.
  const files = page.getByRole("list", { name: /^Files/ });
  const names = await files.locator(".name bdi:not(.hidden-char)").allTextContents();
  expect(names.toSorted()).toEqual([...hostileNames, hostileName].toSorted());
});

/** SVGs that ask for something elsewhere in every way there is. */
function reachingSvgs(outside: string): Record<string, string> {
  const names =
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml"';
  const svg = (content: string, before = "") =>
    `<?xml version="1.0"?>${before}<svg ${names} width="99" height="99">${content}</svg>`;
  const box = (attributes: string) => `<rect width="9" height="9" ${attributes}/>`;
  const link = (rel: string) => `<h:link rel="${rel}" as="image" href="${outside}/${rel}"/>`;
  const tags = ["img", "iframe", "video", "audio", "embed", "input"].map(
    (tag) => `<h:${tag} type="image" autoplay="" src="${outside}/${tag}"/>`,
  );
  const css =
    `@import "${outside}/import.css"; @font-face { font-family: x; src: url(${outside}/font) } text { font-family: x } ` +
    `svg { background: url(${outside}/css); cursor: url(${outside}/cursor), auto }`;
  const contents = [
    `<style>${css}</style><text y="9">x</text>`,
    `<use href="${outside}/use#a"/><use xlink:href="${outside}/xlink#a"/>`,
    `<image href="${outside}/image" width="9" height="9"/>`,
    `<filter id="f"><feImage href="${outside}/fe"/></filter>${box('filter="url(#f)"')}${box(`filter="url(${outside}/f#a)"`)}`,
    box(`fill="url(${outside}/fill#a)" mask="url(${outside}/mask#a)" clip-path="url(${outside}/clip#a)"`),
    `<path d="M0 0L9 9" marker-end="url(${outside}/marker#a)"/>`,
    `<script href="${outside}/script"/><h:script src="${outside}/script"/>`,
    `<foreignObject width="99" height="99">${tags.join("")}<h:object data="${outside}/object"/></foreignObject>`,
    ["stylesheet", "prefetch", "preload", "modulepreload", "icon", "prerender", "preconnect", "dns-prefetch"]
      .map(link)
      .join(""),
    `<image width="9" height="9"><set attributeName="href" to="${outside}/set"/></image>`,
    `<use><set attributeName="href" to="${outside}/use#a"/></use>`,
  ];
  return {
    contents: svg(contents.join("")),
    refresh: svg(`<h:meta http-equiv="refresh" content="0;url=${outside}/refresh"/>`),
    base: svg(`<h:base href="${outside}/"/><image href="relative" width="9" height="9"/>`),
    sheet: svg("", `<?xml-stylesheet type="text/css" href="${outside}/sheet.css"?>`),
    transform: svg("", `<?xml-stylesheet type="text/xsl" href="${outside}/transform.xsl"?>`),
  };
}

test("a raw SVG asks nobody for anything, however it is opened", async ({ page, stack, quietConsole }) => {
  const asked: string[] = [];
  const outsider = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(200, { "content-type": "image/svg+xml", "access-control-allow-origin": "*" });
    response.end('<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>');
  });
  // A connection tells, too.
  outsider.on("connection", () => asked.push("a connection"));
  const outside = await listen(outsider);
  const svgs = reachingSvgs(outside);
  // The same documents without our headers: what is not asked for there proves nothing here.
  const unguarded = createServer((request, response) => {
    response.writeHead(200, { "content-type": "image/svg+xml" });
    response.end(svgs[(request.url ?? "").slice(1)]);
  });
  const openUrl = await listen(unguarded);
  const created = await createRepo(stack, "reaching");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    for (const [name, text] of Object.entries(svgs)) await writeFile(join(dir, `${name}.svg`), text);
    const images = Object.keys(svgs).map((name) => `![${name}](${name}.svg)`);
    await writeFile(join(dir, "README.md"), images.join("\n"));
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Reach out"]);
    await gitOk(dir, ["push", "--quiet", created.remote, "main"], { token: created.token });
  });
  try {
    for (const name of Object.keys(svgs)) {
      await page.goto(`${openUrl}/${name}`);
      await untilAtRest(page);
    }
    for (const path of [
      "/image",
      "/css",
      "/import.css",
      "/font",
      "/iframe",
      "/prefetch",
      "/sheet.css",
      "/relative",
    ]) {
      expect(asked, "without our headers").toContain(path);
    }
    // Connections that a browser keeps would hide new ones.
    outsider.closeAllConnections();
    await page.goto("about:blank");
    asked.length = 0;
    for (const name of Object.keys(svgs)) {
      await page.goto(`/default/reaching/raw/main/${name}.svg`);
      await untilAtRest(page);
    }
    await page.goto("/default/reaching/blob/main/contents.svg");
    await page.goto("/default/reaching");
    expect(asked).toEqual([]);
  } finally {
    outsider.closeAllConnections();
    unguarded.closeAllConnections();
    outsider.close();
    unguarded.close();
  }
  // The browser says what it kept from loading.
  quietConsole.length = 0;
});
