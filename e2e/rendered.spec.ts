import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createRepo } from "./create-repo";
import { diagramSamples } from "./diagram-samples";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import type { Stack } from "./stack";

/** What people push to be read: diagrams, formulas, notebooks. It looks as it should, and stays where it is. */

async function push(stack: Stack, name: string, files: Record<string, string>): Promise<void> {
  const { remote, token } = await createRepo(stack, name);
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    for (const [path, text] of Object.entries(files)) await writeFile(join(dir, path), text);
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Show"]);
    await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
  });
}

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\`\n`;

interface Drawn {
  width: number;
  height: number;
  words: string;
}

const sizeAndWords = (svg: string): Drawn => {
  const [, , width = 0, height = 0] = (/ viewBox="([^"]*)"/.exec(svg)?.[1] ?? "").split(/[\s,]+/).map(Number);
  const words = svg
    .replace(/^data:[^,]*,/, "")
    .replace(/<(style|title|desc)\b[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return { width: Math.ceil(width), height: Math.ceil(height), words };
};

/** What Mermaid draws in a document that holds nothing else; null where it says nothing of the size. */
async function drawInEmptyPage(page: Page): Promise<Record<string, Drawn>> {
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.route("http://empty.test/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    await (pathname === "/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html><meta charset=utf-8><body>" })
      : route.fulfill({ path: join("node_modules/mermaid/dist", pathname), contentType: "text/javascript" }));
  });
  await page.goto("http://empty.test/");
  const drawn: Record<string, Drawn> = {};
  for (const [name, text] of Object.entries(diagramSamples)) {
    const svg = await page.evaluate(
      async ({ name, text }) => {
        const { default: mermaid } = await import(String("/mermaid.esm.min.mjs"));
        mermaid.initialize({
          startOnLoad: false,
          securityLevel: "strict",
          suppressErrorRendering: true,
          theme: "neutral",
          htmlLabels: false,
          flowchart: { htmlLabels: false },
          class: { htmlLabels: false },
          fontFamily: "ui-sans-serif, system-ui, sans-serif",
          deterministicIds: true,
        });
        return (await mermaid.render(`empty-${name}`, text)).svg as string;
      },
      { name, text },
    );
    drawn[name] = sizeAndWords(svg);
  }
  return drawn;
}

test("every kind of diagram is drawn, as in a page that holds nothing else", async ({
  page,
  context,
  stack,
}) => {
  const names = Object.keys(diagramSamples);
  await push(stack, "diagrams", {
    "README.md": names
      .map((name) => `## ${name}\n\n${fence("mermaid", diagramSamples[name] ?? "")}`)
      .join("\n"),
  });
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/default/diagrams");
  const diagrams = page.locator(".diagram");
  await expect(diagrams).toHaveCount(names.length);
  const drawn: Record<string, Drawn> = {};
  for (const [index, name] of names.entries()) {
    const diagram = diagrams.nth(index);
    await diagram.scrollIntoViewIfNeeded();
    const image = diagram.locator("> img");
    await expect(image.or(diagram.locator("> figcaption")), name).toBeVisible({ timeout: 30_000 });
    await expect(diagram.locator("> figcaption"), name).toHaveCount(0);
    expect(await image.evaluate((shown: HTMLImageElement) => shown.decode().then(() => true)), name).toBe(
      true,
    );
    drawn[name] = sizeAndWords(decodeURIComponent((await image.getAttribute("src")) ?? ""));
  }
  const empty = await drawInEmptyPage(await context.newPage());
  // This one says nothing of its size.
  expect(drawn.info?.words).toBe(empty.info?.words);
  expect(drawn.info?.width).toBeGreaterThan(10);
  delete drawn.info;
  delete empty.info;
  expect(drawn).toEqual(empty);
});

const attack = "window.wasAttacked = true";
const outside = "https://evil.test";
const hostileDiagrams = [
  `graph LR\n  A["<img src='${outside}/a.png' onerror='${attack}'>"] --> B["#lt;img src=${outside}/b onerror=${attack}#gt;"]\n  click A "javascript:${attack}"\n  click B href "${outside}" _blank`,
  `%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}, "themeCSS": "@import '${outside}/x.css'; * { background: url(${outside}/t.png) }"}}%%\ngraph TD\n  A["&lt;img src=x onerror=${attack}&gt;"] --> B`,
  `flowchart TD\n  A@{ img: "${outside}/c.png", label: "x", w: 60, h: 60 }\n  A --> B\n  style B fill:url(${outside}/d.svg#x)\n  classDef k background:url(${outside}/e.png)\n  class A k`,
  `sequenceDiagram\n  participant A\n  link A: Go @ javascript:${attack}\n  links A: {"x": "javascript:${attack}", "y": "${outside}"}\n  A->>A: <iframe srcdoc="<script>${attack}</script>">\n  Note over A: <b onclick="${attack}">n</b>`,
  `classDiagram\n  class A["<svg onload=${attack}>"]\n  A : +f(<img src=${outside}/f>)\n  click A href "javascript:${attack}"\n  link A "${outside}"`,
  `gantt\n  dateFormat YYYY-MM-DD\n  section <script>${attack}</script>\n  One :a, 2024-01-01, 3d\n  click a href "javascript:${attack}"`,
  `C4Context\n  Person(a, "A", "d", $sprite="${outside}/g.png", $link="javascript:${attack}")\n  System(b, "<img src=${outside}/h onerror=${attack}>")\n  Rel(a, b, "x")`,
  `mindmap\n  root(("<img src='${outside}/i' onerror='${attack}'>"))\n    ::icon(fa fa-book" onmouseover="${attack})\n    x`,
  `block-beta\n  a["<img src='${outside}/j' onerror='${attack}'>"] b\n  a --> b`,
  `journey\n  title <img src=${outside}/k onerror=${attack}>\n  section x\n    <script>${attack}</script>: 5: me`,
  `pie title <style>@import "${outside}/l.css"</style>\n  "<img src=${outside}/m onerror=${attack}>" : 1`,
  `stateDiagram-v2\n  s1 : <img src=${outside}/n onerror=${attack}>\n  s1 --> s2 : <a href="javascript:${attack}">x</a>\n  click s1 href "javascript:${attack}"`,
  `erDiagram\n  A ||--o{ B : "<img src='${outside}/o' onerror='${attack}'>"`,
  `gitGraph\n  commit id: "<img src=${outside}/p onerror=${attack}>" tag: "<script>${attack}</script>"`,
  `---\ntitle: <img src=${outside}/q onerror=${attack}>\nconfig:\n  securityLevel: loose\n  themeVariables:\n    fontFamily: "x; background: url(${outside}/r)"\n---\ngraph TD\n  A["$$\\\\href{javascript:${attack}}{x}$$"] --> B["\`**bold** ![x](${outside}/s.png) [y](javascript:${attack})\`"]`,
];

test("nothing of a hostile diagram enters the page but its picture, and nothing is asked of another site", async ({
  page,
  context,
  stack,
  quietConsole,
}) => {
  await push(stack, "hostile-diagrams", {
    "README.md": hostileDiagrams.map((source) => fence("mermaid", source)).join("\n"),
  });
  const asked = new Set<string>();
  context.on("request", (request) => {
    if (!request.url().startsWith("data:")) asked.add(new URL(request.url()).origin);
  });
  // Sees every element that ever enters the page, and every attribute it is given, however short it stays.
  await page.addInitScript(() => {
    if (window.parent !== window) return;
    const seen: string[] = [];
    Object.assign(window, { seen });
    const look = (node: Node) => {
      if (!(node instanceof Element)) return;
      for (const element of [node, ...node.querySelectorAll("*")]) {
        for (const { name, value } of element.attributes) {
          const isActive = /^on/i.test(name) || /^\s*javascript:/i.test(value);
          const loads =
            /^(src|href|xlink:href|srcset|srcdoc)$/i.test(name) &&
            /evil\.test|<script/i.test(value) &&
            // The words of a picture are no address.
            !value.startsWith("data:image/svg+xml");
          if (isActive || loads) seen.push(`${element.tagName} ${name}=${value}`);
        }
        if (/^mermaid-|^d?mermaid/.test(element.id)) seen.push(`${element.tagName} #${element.id}`);
      }
    };
    new MutationObserver((records) => {
      for (const { addedNodes, target } of records) for (const node of [...addedNodes, target]) look(node);
    }).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.goto("/default/hostile-diagrams");
  const diagrams = page.locator(".diagram");
  await expect(diagrams).toHaveCount(hostileDiagrams.length);
  for (const diagram of await diagrams.all()) {
    await diagram.scrollIntoViewIfNeeded();
    await expect(diagram.locator("> img, > figcaption")).toBeVisible({ timeout: 30_000 });
  }
  const pictures = await diagrams.locator("> img").evaluateAll(
    (images, { active, loading }) =>
      images.map((image) => {
        const xml = decodeURIComponent((image.getAttribute("src") ?? "").replace(/^[^,]*,/, ""));
        const drawn = new DOMParser().parseFromString(xml, "image/svg+xml");
        const elements = [...drawn.querySelectorAll("*")];
        const attributes = elements.flatMap((element) => [...element.attributes]);
        const styles = [
          ...elements
            .filter(({ tagName }) => tagName === "style")
            .map(({ textContent }) => textContent ?? ""),
          ...attributes.filter(({ name }) => name === "style" || name === "fill").map(({ value }) => value),
        ];
        return {
          isPicture: drawn.documentElement.tagName === "svg",
          active: elements.filter((element) => element.matches(active)).map(({ tagName }) => tagName),
          handlers: attributes.filter(({ name }) => /^on/i.test(name)).map(({ name }) => name),
          links: attributes
            .filter(({ name, value }) => loading.includes(name) && !/^(#|data:image\/png)/.test(value))
            .map(({ value }) => value),
          outside: styles.filter((text) => /@import|url\(\s*["']?(?!#)/i.test(text)),
        };
      }),
    {
      active: "script, iframe, a, img, image:not([href^='data:image/png']), object, embed",
      loading: ["href", "xlink:href", "src", "srcset", "srcdoc"],
    },
  );
  expect(pictures.length).toBeGreaterThan(5);
  for (const picture of pictures) {
    expect(picture).toEqual({ isPicture: true, active: [], handlers: [], links: [], outside: [] });
  }
  expect(await page.evaluate(() => Reflect.get(window, "seen"))).toEqual([]);
  expect([...asked]).toEqual([new URL(stack.url).origin]);
  for (const frame of page.frames()) {
    expect(await frame.evaluate(() => "wasAttacked" in window)).toBe(false);
  }
  await expect(page.locator("iframe")).toHaveCount(0);
  // The second wall says what it held off: loads, in the document in which Mermaid draws.
  for (const line of quietConsole)
    expect(line).toContain("violates the following Content Security Policy directive");
  quietConsole.length = 0;
});

test("the document in which diagrams are drawn has no origin, and loads nothing but its scripts", async ({
  page,
  stack,
}) => {
  const answer = await page.request.get("/-/diagram");
  expect(answer.headers()["content-security-policy"]).toMatch(
    /^default-src 'none'; script-src 'nonce-[^']+'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-scripts$/,
  );
  const [, version = ""] = /from "\/-\/diagram\/([\d.]+)\//.exec(await answer.text()) ?? [];
  const ask = async (path: string) => (await page.request.get(`${stack.url}/-/diagram/${path}`)).status();
  expect(await ask(`${version}/mermaid.esm.min.mjs`)).toBe(200);
  for (const path of [
    `${version}/../package.json`,
    `${version}/%2e%2e%2fpackage.json`,
    `${version}/mermaid.js`,
    `${version}/chunks/mermaid.esm.min/%2e%2e.mjs`,
    "0.0.0/mermaid.esm.min.mjs",
  ]) {
    expect(await ask(path), path).toBe(404);
  }
});

const far = [
  String.raw`\rule{1000em}{1000em}`,
  String.raw`\raisebox{-1000em}{\rule{1000em}{1000em}}`,
  String.raw`\kern-1000em\rule{2000em}{9em}`,
  String.raw`\smash{\rule[-20em]{20em}{40em}}`,
  String.raw`\llap{\rule[20em]{20em}{20em}}`,
  String.raw`\kern-20em\smash{\raisebox{20em}{\rule{20em}{20em}}}\kern-20em\rule{20em}{1em}`,
  String.raw`\mathllap{\kern-20em\Huge\rule[15em]{20em}{20em}\Huge X}`,
  String.raw`\begin{array}{c}\\[-99em]\rule{20em}{20em}\end{array}`,
  String.raw`\htmlStyle{position:fixed;inset:0}{x}`,
];
const marks = "Z\u0335\u0300\u0301\u0302\u0303\u0304\u0305\u0306".padEnd(400, "\u0300\u0323\u0334");

test("what a text draws is never painted outside of its box", async ({ page, stack }) => {
  const inline = far.map((formula) => `So $${formula}$ it is.`).join("\n\n");
  const display = far.map((formula) => `$$\n${formula}\n$$`).join("\n\n");
  await push(stack, "far", {
    "README.md": `${marks}\n\n${inline}\n\n${display}\n\n> ${marks}\n\n\`${marks}\`\n`,
  });
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/default/far");
    const text = page.locator(".markdown");
    await expect(text.locator(".katex").first()).toBeVisible();
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const box = await text.evaluate((element) => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      return { top: top + scrollY - 8, bottom: bottom + scrollY + 8, left: left - 8, right: right + 8 };
    });
    expect(box.bottom - box.top).toBeGreaterThan(500);
    /** Everything but the box of the text. */
    const around = () =>
      page.screenshot({
        fullPage: true,
        animations: "disabled",
        mask: [page.locator("time")],
        maskColor: "#000",
      });
    // The same page with nothing to be seen in the box, which keeps its size.
    const full = await around();
    await page.addStyleTag({ content: ".markdown * { visibility: hidden !important }" });
    const bare = await around();
    expect(
      await page.evaluate(differingOutside, {
        full: full.toString("base64"),
        bare: bare.toString("base64"),
        box,
      }),
    ).toBe(0);
  }
});

/** How many pixels of two pictures differ outside of a box. Runs in the page, which can read a picture. */
async function differingOutside({
  full,
  bare,
  box,
}: {
  full: string;
  bare: string;
  box: { top: number; bottom: number; left: number; right: number };
}): Promise<number> {
  const read = async (png: string) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [one, other] = [await read(full), await read(bare)];
  if (one.width !== other.width || one.height !== other.height) return -1;
  let count = 0;
  for (let y = 0; y < one.height; y++) {
    for (let x = 0; x < one.width; x++) {
      if (y >= box.top && y <= box.bottom && x >= box.left && x <= box.right) continue;
      const at = 4 * (y * one.width + x);
      if (one.data[at] !== other.data[at] || one.data[at + 1] !== other.data[at + 1]) count++;
    }
  }
  return count;
}

test("formulas have their gaps, lines and stretched fences", async ({ page, stack }) => {
  await push(stack, "maths", {
    "README.md": [
      String.raw`\begin{pmatrix}1&2\\3&4\end{pmatrix}`,
      String.raw`\begin{array}{c|c}1&2\\\hline3&4\end{array}`,
      String.raw`\left(\frac{\frac{a}{b}}{\frac{c}{d}}\right)`,
      String.raw`\boxed{x}\cancel{y}\underline{z}`,
    ]
      .map((formula) => `$$\n${formula}\n$$`)
      .join("\n\n"),
  });
  await page.goto("/default/maths");
  const formulas = page.locator(".markdown .katex-html");
  await expect(formulas).toHaveCount(4);
  await page.evaluate(() => document.fonts.ready);
  const boxesOf = (index: number, selector: string) =>
    formulas
      .nth(index)
      .locator(selector)
      .evaluateAll((elements) =>
        elements.map((element) => {
          const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
          return { left, right, top, bottom, width, height };
        }),
      );
  expect(
    await formulas
      .first()
      .evaluate((drawn) => document.fonts.check(`16px ${getComputedStyle(drawn).fontFamily.split(",")[0]}`)),
  ).toBe(true);

  const [one, three, two, four] = await boxesOf(0, ".mtable .mord:not(:has(*))");
  if (!one || !two || !three || !four) throw new Error("a cell is missing");
  expect(two.left - one.right).toBeGreaterThan(one.width * 0.8);
  expect(three.top - one.top).toBeGreaterThan(one.width * 2);
  expect(Math.abs(four.left - two.left)).toBeLessThan(1);
  // A fence is a glyph of one of the larger fonts, or made of pieces: its box says nothing of its height.
  const fencesOf = (index: number) =>
    formulas.nth(index).locator(".mopen .delimsizing:is(.size3, .size4, .mult)");
  await expect(fencesOf(0)).toHaveCount(1);

  const [line] = await boxesOf(1, ".vertical-separator");
  expect(line?.height).toBeGreaterThan(20);
  expect(await boxesOf(1, ".hline")).toHaveLength(1);
  await expect(fencesOf(2)).toHaveCount(1);
  const [frame] = await boxesOf(3, ".fbox");
  expect(frame?.width).toBeGreaterThan(10);
  expect(
    await formulas
      .nth(3)
      .locator(".underline")
      .first()
      .evaluate((drawn) => getComputedStyle(drawn).textDecorationLine),
  ).toBe("none");
});

test("a notebook of an older format is read, and what a cell carries is shown", async ({ page, stack }) => {
  const dot = `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30" onload="${attack}"><circle r="9"/></svg>`;
  const old = {
    nbformat: 3,
    metadata: {},
    worksheets: [
      {
        cells: [
          { cell_type: "heading", level: 2, source: "Older" },
          {
            cell_type: "code",
            input: "1 + 1",
            language: "python",
            prompt_number: 7,
            outputs: [
              { output_type: "pyout", prompt_number: 7, text: "2", latex: "$\\frac{4}{2}$" },
              { output_type: "display_data", svg: dot, text: "dot" },
            ],
          },
        ],
      },
    ],
  };
  const carried = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: "markdown",
        source: "![carried](attachment:dot.svg)",
        attachments: { "dot.svg": { "image/svg+xml": Buffer.from(dot).toString("base64") } },
      },
      {
        cell_type: "code",
        source: "hidden = 1",
        metadata: { jupyter: { source_hidden: true } },
        outputs: [{ output_type: "display_data", data: { "application/json": { answer: 42 } } }],
      },
    ],
  };
  await push(stack, "notebooks", {
    "old.ipynb": JSON.stringify(old),
    "carried.ipynb": JSON.stringify(carried),
  });
  await page.goto("/default/notebooks/blob/main/old.ipynb");
  await expect(page.getByRole("heading", { name: "Older" })).toBeVisible();
  await expect(page.getByText("[7]")).toBeVisible();
  await expect(page.locator("main .katex-html")).toBeVisible();
  await expect(page.getByAltText("Output of the cell")).toHaveJSProperty("naturalWidth", 30);
  await page.goto("/default/notebooks/blob/main/carried.ipynb");
  await expect(page.getByAltText("carried")).toHaveJSProperty("naturalWidth", 30);
  await expect(page.getByText("hidden = 1")).toBeHidden();
  await page.getByText("Hidden source").click();
  await expect(page.getByText("hidden = 1")).toBeVisible();
  await expect(page.getByText('"answer": 42')).toBeVisible();
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);
});
