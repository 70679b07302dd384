import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { startTlsServer, type TlsServer } from "@/lib/test-support/tls-server";
import { expectAccessible } from "./accessible";
import { untilAtRest } from "./at-rest";
import { createRepo } from "./create-repo";
import { test as base, expect } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import { type Stack, startStack } from "./stack";

/** The stack here may fetch images from one more host: a site on this machine. */
const test = base.extend<object, { site: TlsServer }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const site = await startTlsServer();
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],
  stack: [
    async ({ site }, use) => {
      const folder = await mkdtemp(join(tmpdir(), "vitrine-e2e-ca-"));
      const caFile = join(folder, "ca.pem");
      await writeFile(caFile, site.ca);
      const stack = await startStack({
        env: { VITRINE_IMAGE_ALLOW_HOSTS: `127.0.0.1:${site.port}`, VITRINE_IMPORT_CA_FILE: caFile },
      });
      await use(stack);
      await stack.stop();
      await rm(folder, { recursive: true });
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

const attack = "window.wasAttacked = true";
const readme = `---
title: Everything
tags: [a, b]
---
# Everything Markdown can do

Inline $a^2 + b^2 = c^2$, and it costs $5, not $6.

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
$$

> [!NOTE]
> Useful to know, with \`code\` and a [link](#diagrams).

> [!TIP]
> A tip.

> [!IMPORTANT]
> Key information.

> [!WARNING]
> Needs attention.

> [!CAUTION]
> Risky.

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="img/dark.svg">
  <img src="img/light.svg" alt="A square" width="40">
</picture>

## Diagrams

\`\`\`mermaid
%%{init: {"securityLevel": "loose", "flowchart": {"htmlLabels": true}}}%%
graph LR
  A["Start <img src=x onerror='${attack}'>"] --> B(Middle) --> C{End?}
  click A "javascript:${attack}"
\`\`\`

\`\`\`mermaid
sequenceDiagram
  accTitle: A greeting
  Ada->>Bob: Hello
  Bob-->>Ada: Hi
\`\`\`

\`\`\`mermaid
this is no diagram
\`\`\`

## Lists and tables

- [x] done
- [ ] to do[^1]

| a | b |
|---|--:|
| 1 | 2 |

[^1]: A footnote.

## The end

${"Text to scroll past.\n\n".repeat(30)}
`;
const svg = (fill: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="${fill}"/></svg>`;

async function pushReadme(stack: Stack): Promise<void> {
  const { remote, token } = await createRepo(stack, "everything");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    await mkdir(join(dir, "img"));
    await writeFile(join(dir, "README.md"), readme);
    await writeFile(join(dir, "plain.md"), "# Plain\n");
    await writeFile(join(dir, "img/light.svg"), svg("white"));
    await writeFile(join(dir, "img/dark.svg"), svg("black"));
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Everything"]);
    await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
  });
}

/** The pictures of diagrams, once there are `count`. */
async function drawings(page: Page, count: number): Promise<string[]> {
  const images = page.locator(".diagram > img");
  await page.locator(".diagram").last().scrollIntoViewIfNeeded();
  await expect(images).toHaveCount(count);
  return images.evaluateAll((all) => all.map((image) => image.getAttribute("src") ?? ""));
}

test.beforeAll(async ({ stack }) => pushReadme(stack));

const badge = (text: string, colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="20"><script>${attack}</script>` +
  `<rect width="120" height="20" rx="3" fill="#555"/><rect x="60" width="60" height="20" rx="3" fill="${colour}"/>` +
  `<g fill="#fff" font-family="sans-serif" font-size="11"><text x="8" y="14">build</text><text x="68" y="14">${text}</text></g></svg>`;

/** A README as projects have them, with images of another site. */
function imagesReadme({ port }: TlsServer): string {
  const site = `https://127.0.0.1:${port}`;
  return `# :rocket: Shipped

[![Build](${site}/badge.svg)](https://ci.test/) ![Lost](${site}/lost.svg) ![Inside](https://10.0.0.1/a.png) [![Elsewhere](https://localhost/badge.svg)](https://x.test/)

:tada: Done, and \`:tada:\` in code. :nobody:

<p align="center"><picture>
  <source media="(prefers-color-scheme: dark)" srcset="${site}/dark.svg">
  <img src="${site}/light.svg" alt="Screenshot" width="600" height="100">
</picture></p>

![Page](${site}/page.svg)

<img src="${site}/gone.png" alt="Gone" width="300" height="80">

${"Text to scroll past.\n\n".repeat(120)}

![Far below](${site}/far.svg)
`;
}

test("images of other sites come through the dashboard, each once; what cannot be loaded stays named and linked", async ({
  page,
  context,
  stack,
  site,
}) => {
  const { remote, token } = await createRepo(stack, "shipped");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    await writeFile(join(dir, "README.md"), imagesReadme(site));
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Ship"]);
    await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
  });
  site.answer = (request, response) => {
    const pictures: Record<string, string> = {
      "/badge.svg": badge("passing", "#3a3"),
      "/light.svg": badge("light", "#c60"),
      "/dark.svg": badge("dark", "#06c"),
      "/far.svg": badge("far", "#909"),
      "/page.svg": `<!doctype html><script>${attack}</script>`,
    };
    const found = pictures[request.url ?? ""];
    response.writeHead(found === undefined ? 404 : 200, { "content-type": "image/svg+xml" }).end(found);
  };
  const asked: string[] = [];
  context.on("request", (request) => asked.push(new URL(request.url()).host));

  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/default/shipped");
  const text = page.getByRole("region", { name: "README.md" });
  await expect(text.getByRole("heading", { name: "🚀 Shipped" })).toHaveAttribute(
    "id",
    "user-content-rocket-shipped",
  );
  await expect(text.getByText("🎉 Done, and :tada: in code. :nobody:")).toBeVisible();

  const widthOf = (name: string) =>
    text.getByAltText(name, { exact: true }).evaluate((image: HTMLImageElement) => image.naturalWidth);
  const sizeOf = (name: string) =>
    text.getByAltText(name).evaluate((image: HTMLImageElement) => [image.width, image.height]);
  const shot = text.getByAltText("Screenshot").filter({ visible: true });
  await expect.poll(() => widthOf("Build")).toBe(120);
  await expect.poll(() => shot.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(120);
  await expect(text.getByRole("link", { name: "Build" })).toHaveAttribute("href", "https://ci.test/");
  expect(await shot.evaluate((image: HTMLImageElement) => image.currentSrc)).toContain("/-/image/");
  expect(await shot.evaluate((image: HTMLImageElement) => [image.width, image.height])).toEqual([600, 100]);

  // What the site does not give, what is no image, and where this server does not go.
  await text.getByAltText("Gone").scrollIntoViewIfNeeded();
  for (const name of ["Lost", "Page", "Gone", "Elsewhere"]) {
    const image = text.getByAltText(name);
    await expect.poll(() => image.evaluate((drawn: HTMLImageElement) => drawn.complete)).toBe(true);
    expect(await widthOf(name)).toBe(0);
  }
  await expect(text.getByRole("link", { name: "Lost" })).toHaveAttribute(
    "href",
    `https://127.0.0.1:${site.port}/lost.svg`,
  );
  expect(await sizeOf("Gone")).toEqual([300, 80]);
  await expect(text.getByText("External image, not loaded")).toHaveCount(1);

  // The reader's browser asked nobody but us, and nothing of what it has not come to.
  expect(new Set(asked)).toEqual(new Set([new URL(stack.url).host]));
  expect(site.requests).not.toContain("GET 127.0.0.1/far.svg");
  expect(site.headers.join("\n")).not.toMatch(/cookie|referer/i);

  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect
      .poll(() => shot.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
      .toBe(120);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await expectAccessible(page, `${colorScheme}, ${width} px`);
    }
  }
  await page.reload();
  await expect.poll(() => widthOf("Build")).toBe(120);
  expect(site.requests.filter((line) => line === "GET 127.0.0.1/badge.svg")).toHaveLength(1);

  // Opened by itself an SVG runs nothing, and an address that was not signed is nowhere.
  const url = (await text.getByAltText("Build").getAttribute("src")) ?? "";
  const tab = await context.newPage();
  const said: string[] = [];
  tab.on("console", (message) => said.push(message.text()));
  const alone = await tab.goto(url);
  expect(alone?.headers()["content-security-policy"]).toMatch(/default-src 'none'.*sandbox/);
  await expect.poll(() => said.join("\n")).toContain("Blocked script execution in");
  await tab.close();
  const forged = Buffer.from(`https://127.0.0.1:${site.port}/forged.svg`).toString("base64url");
  expect((await page.request.get(url.replace(/[^/]+$/, forged))).status()).toBe(404);
});

test("formulas, alerts, contents and diagrams are drawn, in either theme, and nothing in them acts", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/default/everything");
  const text = page.getByRole("region", { name: "README.md" });
  await expect(text.locator("th[scope=row]").first()).toHaveText("title");
  for (const title of ["Note", "Tip", "Important", "Warning", "Caution"]) {
    await expect(text.locator(".markdown-alert-title").filter({ hasText: title })).toBeVisible();
  }
  expect((await text.locator(".katex-display > .katex > .katex-html").boundingBox())?.height).toBeGreaterThan(
    30,
  );
  await expect(text.getByText("it costs $5, not $6")).toBeVisible();
  const square = text.getByAltText("A square").filter({ visible: true });
  expect(await square.evaluate((image: HTMLImageElement) => image.currentSrc)).toContain(
    "/raw/main/img/light.svg",
  );

  // Nothing of Mermaid before a diagram comes near; then pictures, the broken one with its reason.
  const [first = "", second = ""] = await drawings(page, 2);
  for (const url of [first, second]) expect(url).toMatch(/^data:image\/svg\+xml/);
  await expect(text.getByAltText("Diagram: A greeting")).toBeVisible();
  const images = text.locator(".diagram > img");
  for (const image of await images.all()) {
    await expect
      .poll(() => image.evaluate((drawn: HTMLImageElement) => (drawn.complete ? drawn.naturalWidth : 0)))
      .toBeGreaterThan(50);
  }
  expect(decodeURIComponent(first)).not.toMatch(/<(script|img|foreignObject)\b|href=|javascript:/i);
  await expect(text.getByText("This diagram could not be drawn")).toBeVisible();
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);

  // The other theme redraws them.
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  await expect.poll(() => images.first().getAttribute("src")).not.toBe(first);
  await expect
    .poll(() => square.evaluate((image: HTMLImageElement) => image.currentSrc))
    .toContain("/raw/main/img/dark.svg");

  // The contents lead to a heading.
  await text.getByText("Contents", { exact: true }).click();
  await text.getByRole("navigation", { name: "Contents" }).getByRole("link", { name: "The end" }).click();
  await expect(page).toHaveURL(/#user-content-the-end$/);
  await expect(text.getByRole("heading", { name: "The end" })).toBeInViewport();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`a rich text is accessible and fits a phone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/default/everything");
      await page.getByText("Contents", { exact: true }).click();
      await drawings(page, 2);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await expectAccessible(page);
    }
  });
}

test("plain Markdown loads nothing of Mermaid", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/-/diagram")) asked.push(pathname);
  });
  await page.goto("/default/everything/blob/main/plain.md");
  await untilAtRest(page);
  expect(asked).toEqual([]);
  await page.goto("/default/everything");
  await drawings(page, 2);
  expect(asked).toContain("/-/diagram/draw.mjs");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a diagram is its source, a formula is drawn, the contents open, a directory downloads", async ({
    page,
  }) => {
    await page.goto("/default/everything");
    const text = page.getByRole("region", { name: "README.md" });
    await expect(text.getByText("Ada->>Bob: Hello")).toBeVisible();
    await expect(text.locator(".katex-html").first()).toBeVisible();
    expect(
      await text
        .locator(".katex")
        .first()
        .evaluate((drawn) => getComputedStyle(drawn).fontFamily),
    ).toContain("KaTeX_Main");
    await text.getByText("Contents", { exact: true }).click();
    const contents = text.getByRole("navigation", { name: "Contents" });
    await expect(contents.getByRole("link", { name: "Diagrams" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Download .zip" })).toHaveAttribute(
      "href",
      "/default/everything/archive/zip/main",
    );
  });
});
