import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import { untilDrawn } from "./listening";
import type { Stack } from "./stack";

/** A word of 200 letters, marks stacked upon letters, a script from right to left, and a turn of direction. */
const odd = {
  word: "w".repeat(200),
  zalgo: `Z${"\u0300\u0316".repeat(20)}algo.txt`,
  hebrew: `${"עברית-ארוכה-מאוד".repeat(6)}.txt`,
  turned: "\u202egpj.exe\u202c.txt",
};
const description = "What this repo is for, in more words than anybody reads at once. ".repeat(12);
const sourceLines = Array.from(
  { length: 60 },
  (_, index) => `const line${index + 1} = "${"x".repeat(index * 4)}";`,
);

/** One repo with a long description, ten entries, odd names, a text and code. */
async function fillRepo(stack: Stack) {
  const { name, remote, token } = await createRepo(stack, "layout", "structure", { description });
  const files: Record<string, string> = {
    "README.md": `# The README\n\n## A part\n\n${odd.word}\n`,
    "src/wide.ts": `${sourceLines.join("\n")}\n`,
    [`src/${"a-name-that-is-rather-long-".repeat(2)}of-a-file.ts`]: "1\n",
    ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`file-${index}.txt`, "text\n"])),
    ...Object.fromEntries(Object.values(odd).map((file) => [`odd/${file}`, `${odd.word}\n`])),
  };
  const inline = Object.entries(files).map(
    ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  const message = `Fill the repo with a subject that has more words than a phone has room for\n\n${odd.word}`;
  const who = `${odd.zalgo} <ada@example.com> 1700000000 +0000`;
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "--bare"]);
    await gitOk(dir, ["fast-import", "--quiet"], {
      input: Buffer.from(
        `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${Buffer.byteLength(message)}\n${message}\n${inline.join("")}\n`,
      ),
    });
    await gitOk(dir, ["branch", odd.word, "main"]);
    await gitOk(dir, ["tag", `v-${odd.hebrew}`, "main"]);
    await gitOk(dir, ["push", "--quiet", remote, "--all"], { token });
    await gitOk(dir, ["push", "--quiet", remote, "--tags"], { token });
  });
  return { at: `/structure/${name}` };
}

const pagesOf = (at: string) => [
  "/?all",
  "/structure",
  "/nothing-here",
  at,
  `${at}/tree/main/src`,
  `${at}/tree/main/odd`,
  `${at}/blob/main/src/wide.ts`,
  `${at}/blob/main/README.md`,
  ...Object.values(odd).map((file) => `${at}/blob/main/odd/${encodeURIComponent(file)}`),
  `${at}/commits/main`,
  `${at}/commit/main`,
  `${at}/compare`,
  `${at}/compare/main...main`,
  `${at}/branches`,
  `${at}/tags`,
  `${at}/find/main?q=w`,
  `${at}/search/main?q=www`,
  `${at}/tokens`,
  `${at}/settings`,
  `${at}/scan`,
  `${at}/tree/main/not-there`,
  "/structure/not-there",
  "/structure/-/tokens",
  "/structure/-/scan",
  "/structure/-/import",
  "/-/leak",
];

let at = "";
test.beforeAll(async ({ stack }) => {
  ({ at } = await fillRepo(stack));
});

for (const [half, name] of ["of namespaces and files", "of lists, forms and what is missing"].entries()) {
  test(`every page ${name} has one first heading in its main part, no level left out, landmarks, and one edge at each width`, async ({
    page,
  }) => {
    const wrong: string[] = [];
    const all = pagesOf(at);
    const middle = Math.ceil(all.length / 2);
    for (const path of half === 0 ? all.slice(0, middle) : all.slice(middle)) {
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      // Some screens say what is the matter once their script is there.
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
      for (const width of [390, 900, 1440, 2560]) {
        await page.setViewportSize({ width, height: 844 });
        await untilDrawn(page);
        const found = await page.evaluate(measure);
        const complaints = [
          found.overflow > 0 && `is ${found.overflow} px too wide`,
          Math.max(...found.edges) - Math.min(...found.edges) > 1 && `has its edges at ${found.edges}`,
          found.levels.filter((level) => level === 1).length !== 1 && `has headings ${found.levels}`,
          found.levels.some((level, index) => level > (found.levels[index - 1] ?? 0) + 1) &&
            `leaves levels out: ${found.levels}`,
          !found.isFirstInMain && "has its first heading outside its main part",
          found.missing.length > 0 && `lacks ${found.missing}`,
          found.tabs !== 0 && found.current !== 1 && `has ${found.current} of ${found.tabs} tabs current`,
        ];
        for (const complaint of complaints) {
          if (complaint !== false) wrong.push(`${path.slice(0, 60)} at ${width} px ${complaint}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
}

/** In the page: what is announced, and where things begin. */
function measure() {
  const levels: number[] = [];
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!heading.checkVisibility()) continue;
    levels.push(Number(heading.tagName.slice(1)));
  }
  const main = document.querySelector("main");
  const edges: number[] = [];
  for (const box of [
    document.querySelector("body > header > div"),
    document.querySelector("nav[aria-label=Repo]")?.parentElement?.parentElement,
    main,
    document.querySelector("body > footer"),
  ]) {
    if (!box) continue;
    edges.push(
      Math.round(box.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(box).paddingLeft)),
    );
  }
  const wanted = [
    "body > header",
    "nav[aria-label=Breadcrumb]",
    "main#content",
    "body > footer",
    "a[href='#content']",
  ];
  return {
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    levels,
    edges,
    isFirstInMain: main?.querySelector("h1") !== null,
    tabs: document.querySelectorAll("nav[aria-label=Repo] a").length,
    current: document.querySelectorAll("nav[aria-label=Repo] a[aria-current=page]").length,
    missing: wanted.filter((selector) => document.querySelector(selector) === null),
  };
}

test("below the first page the header is one line, a long description is cut and can be read, and no date breaks", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(at);
  const header = page.getByRole("region", { name: "Repo layout" });
  const cut = header.locator("p", { hasText: "What this repo is for" });
  expect((await cut.boundingBox())?.height).toBeLessThanOrEqual(40);
  await header.getByText("Show the whole description").click();
  expect((await cut.boundingBox())?.height).toBeGreaterThan(200);
  for (const time of await page.locator("main time").all()) {
    expect((await time.boundingBox())?.height ?? 0).toBeLessThanOrEqual(20);
  }
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${at}/commits/main`);
    expect((await header.boundingBox())?.height).toBeLessThan(60);
    await expect(header.getByText("What this repo is for")).toBeHidden();
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("eight entries are there without scrolling", async ({ page }) => {
    for (const path of [at, `${at}/tree/${odd.word}`]) {
      await page.goto(path);
      const entries = page.getByRole("list", { name: "Files" }).getByRole("listitem");
      await expect(entries.nth(7)).toBeInViewport({ ratio: 1 });
    }
  });
});

test("a name has the room it needs before the subject beside it", async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 844 });
  await page.goto(`${at}/tree/main/src`);
  const name = page.getByRole("link", { name: /a-name-that-is-rather-long-.*of-a-file.ts/ });
  expect((await name.boundingBox())?.height).toBeLessThan(36);
  await expect(page.getByRole("link", { name: /^Fill the repo/ }).first()).toBeVisible();
});

test("the head of a file stays in sight, and hides no line or heading that is jumped to", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 500 });
  const head = page.locator("[data-file-head]");
  await page.goto(`${at}/blob/main/src/wide.ts#L58`);
  await expect(page.locator("#L58")).toBeInViewport();
  expect((await head.boundingBox())?.y).toBe(0);
  await expect(head.getByRole("link", { name: "Raw" })).toBeInViewport();
  await expect(head.getByText("wide.ts")).toBeInViewport();
  for (const line of [1, 30]) {
    await page.evaluate((n) => document.getElementById(`L${n}`)?.scrollIntoView(), line);
    const bottom = await head.evaluate((element) => element.getBoundingClientRect().bottom);
    expect((await page.locator(`#L${line}`).boundingBox())?.y).toBeGreaterThanOrEqual(bottom);
  }
});

test("in a system's own colours one sees what is current, chosen, marked and focused", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  const look = (selector: string, pseudo?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, of) => {
        const { backgroundColor, outlineStyle, outlineWidth } = getComputedStyle(element, of);
        return { background: backgroundColor, outline: `${outlineStyle} ${outlineWidth}` };
      }, pseudo);
  await page.goto(`${at}/blob/main/src/wide.ts#L3`);
  await expect(page.locator("#L3")).toHaveAttribute("data-marked");
  expect(await look("#L3", "::before")).not.toEqual(await look("#L4", "::before"));
  expect((await look("#L3")).outline).toBe("solid 1px");
  const tabs = "nav[aria-label=Repo] a";
  expect((await look(`${tabs}[aria-current]`)).background).not.toBe(
    (await look(`${tabs}:not([aria-current])`)).background,
  );
  const colours = "header fieldset label";
  expect((await look(`${colours}:has(:checked)`)).background).not.toBe(
    (await look(`${colours}:not(:has(:checked))`)).background,
  );
  await page.getByRole("link", { name: "Raw" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  expect((await look(":focus-visible")).outline).toBe("solid 2px");

  await page.goto(`${at}/tokens`);
  const rows = page.getByRole("row").filter({ has: page.getByRole("checkbox", { name: /^Select token/ }) });
  await rows.first().getByRole("checkbox").check();
  const chosen = await look("tr[data-selected]");
  expect(chosen.background).not.toBe((await look("tr:not([data-selected])")).background);
});

test("on paper a file is whole, in ink, and alone", async ({ page }) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  // As wide as a sheet.
  await page.setViewportSize({ width: 720, height: 1000 });
  for (const path of [`${at}/blob/main/src/wide.ts`, at, `${at}/commits/main`, `${at}/tokens`]) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    const seen = await page.evaluate(() => ({
      chrome: [
        ...document.querySelectorAll("header, footer, nav, aside, button, .toc, section[aria-label^=Repo]"),
      ].filter((element) => element.checkVisibility()).length,
      cut: [...document.querySelectorAll("main *")]
        .filter((element) => element.checkVisibility() && !element.closest(".sr-only"))
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120)),
      colours: getComputedStyle(document.documentElement).colorScheme,
    }));
    expect(seen, path).toEqual({ chrome: 0, cut: [], colours: "light" });
    // What has one line on a screen would run into what stands beside it.
    for (const change of await page.locator(".row .change > a").all()) {
      await expect(change, path).toHaveCSS("white-space", "normal");
    }
  }
});

test("a message is fetched when it is opened, and again where that failed", async ({ page }) => {
  await page.goto(`${at}/commits/main`);
  const log = page.getByRole("main");
  await expect(log.locator("pre")).toHaveCount(0);
  await page.route("**/messages/*", (route) => route.fulfill({ status: 500, body: "" }), { times: 1 });
  await log.getByText("Whole message").click();
  await expect(log.getByRole("alert")).toContainText("Something went wrong");
  await log.getByRole("button", { name: "Try again" }).click();
  await expect(log.locator("pre")).toHaveText(odd.word);
  await expect(log.getByRole("alert")).toHaveCount(0);

  // Where it was left, and on paper, it is still there.
  await log.getByRole("link", { name: /^Fill the repo/ }).click();
  await expect(page).toHaveURL(/\/commit\/[0-9a-f]{40}$/);
  await page.goBack();
  await expect(log.locator("pre")).toHaveText(odd.word);
  await page.emulateMedia({ media: "print" });
  await expect(log.locator("pre")).toBeVisible();
});

test("a hash is copied, and its button says so for a moment, or that it was refused", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${at}/commits/main`);
  const log = page.getByRole("main");
  await log.getByRole("button", { name: "Copy the commit hash" }).click();
  await expect(log.getByRole("button", { name: "Copied" })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  const hash = await log.getByText(/^[0-9a-f]{7,}$/).getAttribute("title");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(hash);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
  });
  await log.getByRole("button", { name: "Copy the commit hash" }).click();
  await expect(log.getByRole("button", { name: "Copying was refused" })).toBeVisible();
  await expect(log.getByRole("button", { name: "Copy the commit hash" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("nothing looks alive that is not, and a sentence says why", async ({ page }) => {
    for (const path of pagesOf(at)) {
      await page.goto(path);
      // Not by its text: what stands in a noscript is passed over.
      await expect(page.locator("noscript p").first(), path).toContainText("JavaScript is off.");
      // In forms the browser answers by itself.
      const dead = page
        .locator("button:not(form *, th *), select:not(form *), textarea:not(form *), input:not(form *)")
        .filter({ visible: true });
      expect(await dead.evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 160))), path).toEqual(
        [],
      );
    }
    await page.goto(at);
    await page.getByRole("list", { name: "Files" }).getByRole("link", { name: "src" }).click();
    await page.getByRole("link", { name: "wide.ts" }).first().click();
    await expect(page.locator("#L1")).toContainText("const line1");
  });

  test("whole messages are a page of their own", async ({ page }) => {
    await page.goto(`${at}/commits/main`);
    await expect(page.getByText("Whole message")).toBeHidden();
    await page.getByRole("link", { name: "Show the whole messages" }).click();
    await expect(page.locator("pre")).toHaveText(odd.word);
  });
});
