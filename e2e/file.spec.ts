import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { createRepo } from "./create-repo";
import { samples, writeSamples } from "./file-samples";
import { scriptBytesBeyondNext } from "./first-load";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";

test.beforeAll(async ({ stack }) => {
  const created = await createRepo(stack, "kinds");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    await writeSamples(dir);
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "One of each"]);
    await gitOk(dir, ["push", "--quiet", created.remote, "main"], { token: created.token });
  });
});

const open = (page: Page, path: string) => page.goto(`/default/kinds/blob/main/${path}`);
const facts = (page: Page) => page.locator("[data-facts]");
const wasAttacked = (page: Page) => page.evaluate(() => "wasAttacked" in window);

test("lines are selected by click, shift-click and hash, and the line menu copies them", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await open(page, "small.ts#L50");
  await expect(page.locator("#L50")).toHaveAttribute("data-marked", "");
  await expect(page.locator("#L50")).toBeInViewport();

  const clickNumber = async (line: number, modifiers: "Shift"[] = []) =>
    page.locator(`#L${line}`).click({ position: { x: 20, y: 10 }, modifiers });
  await clickNumber(48);
  await clickNumber(50, ["Shift"]);
  await expect(page).toHaveURL(/#L48-L50$/);
  await expect(page.locator("[data-marked]")).toHaveCount(3);

  // By keyboard: the menu's button follows the code.
  await page.getByRole("region", { name: "small.ts" }).last().focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Actions for lines 48 to 50" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Copy lines" }).click();
  await expect(page.getByText("Copied lines 48 to 50")).toBeVisible();
  const lines = String(samples["small.ts"]).split("\n");
  expect(await copied()).toBe(`${lines.slice(47, 50).join("\n")}\n`);
  await expect(page.getByRole("button", { name: "Copy lines" })).toBeHidden();
  await page.getByRole("button", { name: "Actions for lines 48 to 50" }).click();
  await page.getByRole("button", { name: "Copy permalink" }).click();
  await expect(page.getByText("Copied the permalink")).toBeVisible();
  expect(await copied()).toMatch(/\/default\/kinds\/blob\/[0-9a-f]{40}\/small\.ts#L48-L50$/);

  await page.getByRole("button", { name: "Copy the content" }).click();
  await expect(page.getByText("Copied", { exact: true }).first()).toBeVisible();
  expect(await copied()).toBe(samples["small.ts"]);
  await expect(page.locator("a[data-key=y]")).toHaveAttribute("href", /blob\/[0-9a-f]{40}\/small\.ts$/);
  await page.evaluate(() => {
    window.location.hash = "#L3";
  });
  await expect(page.locator("[data-marked]")).toHaveCount(1);
  await expectAccessible(page);
});

test("the language is found by name, shebang and modeline, and can be chosen in the URL", async ({
  page,
}) => {
  for (const [path, language] of [
    ["small.ts", "TypeScript"],
    ["script", "Python"],
    ["modeline.unknown", "Ruby"],
    ["latin1.txt", "Plain text"],
  ] as const) {
    await open(page, path);
    await expect(page.getByRole("button", { name: `Language: ${language}` })).toBeVisible();
  }
  await open(page, "modeline.unknown");
  await page.getByRole("button", { name: /^Language/ }).click();
  await expect(page.getByRole("searchbox", { name: "Filter languages" })).toBeFocused();
  await page.keyboard.type("elixir");
  await expect(page.getByRole("link", { name: "Elixir" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?lang=elixir$/);
  await expect(page.getByRole("button", { name: "Language: Elixir" })).toBeVisible();
  await page.getByRole("button", { name: /^Language/ }).click();
  await page.getByRole("link", { name: "Plain text" }).click();
  await expect(page).toHaveURL(/\?lang=text$/);
  await expect(page.locator(".code .t2")).toHaveCount(0);
  await page.goto("/default/kinds/blob/main/small.ts?lang=%3Cscript%3E");
  await expect(page.getByRole("button", { name: "Language: TypeScript" })).toBeVisible();
});

test("encoding and line endings are named, and every encoding can be read", async ({ page }) => {
  for (const [path, text, ...named] of [
    ["small.ts", "value1", "60 lines", "UTF-8", "LF", "no final newline"],
    ["crlf.txt", "three", "3 lines", "CRLF", "no final newline"],
    ["mixed.txt", "three", "3 lines", "mixed line endings"],
    ["mac.txt", "three", "3 lines", "CR"],
    ["bom.ts", "const a", "UTF-8", "byte order mark"],
    ["utf16le.txt", "Grüße aus UTF-16", "2 lines", "UTF-16LE", "CRLF"],
    ["utf16be-unmarked.txt", "Grüße ohne Marke", "UTF-16BE"],
    ["latin1.txt", "café crème", "ISO-8859-1"],
    ["broken.txt", "Äpfel", "UTF-8", "1 invalid byte sequence"],
  ] as const) {
    await open(page, path);
    await expect(page.getByRole("region", { name: path }).last(), path).toContainText(text);
    const shown = await facts(page).getByRole("listitem").allTextContents();
    expect(shown, path).toEqual(expect.arrayContaining([...named]));
  }
  await open(page, "empty.txt");
  await expect(page.getByText("This file is empty.")).toBeVisible();
});

test("a file is read as the .gitattributes and .editorconfig above it say", async ({ page }) => {
  await open(page, "settled/made.inc");
  await expect(page.getByRole("button", { name: "Language: C++" })).toBeVisible();
  await expect(facts(page).getByText("generated", { exact: true })).toBeVisible();
  await expect(page.locator("#L2")).toContainText("Привет");
  expect(await page.locator("#L2").evaluate((line) => getComputedStyle(line).tabSize)).toBe("8");
  const raw = await page.request.get("/default/kinds/raw/main/settled/made.inc");
  expect(raw.headers()["content-type"]).toBe("text/plain; charset=windows-1251");
});

test("hidden and bidirectional characters are warned of and made visible, until one hides the marks", async ({
  page,
}) => {
  await open(page, "trojan.js");
  await expect(
    page.getByText("4 characters that turn the direction of text and 1 invisible character"),
  ).toBeVisible();
  await expect(page.locator(".hidden-char")).toHaveCount(5);
  const direction = () =>
    page
      .locator(".hidden-char")
      .first()
      .evaluate((element) => getComputedStyle(element).unicodeBidi);
  expect(await direction()).toBe("isolate");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Hide marks" }).click();
  expect(await direction()).toBe("normal");
  expect(await page.locator("#L1").textContent()).toBe(`${String(samples["trojan.js"]).split("\n")[0]}\n`);
});

test("wrapping is remembered and there at the first paint", async ({ page, context }) => {
  await open(page, "minified.js");
  const box = page.locator("section.code");
  const overflow = () => box.evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(await overflow()).toBe(true);
  await page.getByRole("button", { name: "Wrap" }).click();
  expect(await overflow()).toBe(false);
  const cookies = await context.cookies();
  const answer = await page.request.get("/default/kinds/blob/main/small.ts", {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
  });
  expect(await answer.text()).toContain('data-wrap=""');
});

test("10,000 lines are all in the page, found, coloured and linked to, and only those in sight are drawn", async ({
  page,
}) => {
  await open(page, "huge.ts#L9001");
  await expect(page.locator("#L9001")).toHaveAttribute("data-marked", "");
  await expect(page.locator("#L9001")).toBeInViewport();
  await expect(page.locator(".line-block > b")).toHaveCount(10_000);
  await expect.poll(() => paintedStrings(page)).toContain('"needle-9001"');
  expect(await page.evaluate(() => Reflect.apply(Reflect.get(window, "find"), window, ["needle-5555"]))).toBe(
    true,
  );
  await expect(page.locator("#L5555")).toBeInViewport();
  await expect.poll(() => paintedStrings(page)).toContain('"needle-5555"');
  expect(await paintedStrings(page)).not.toContain('"needle-9001"');
  expect(await page.evaluate("String(getSelection())"), "what is found survives its colours").toBe(
    "needle-5555",
  );
  const drawn = await page.evaluate(
    () =>
      [...document.querySelectorAll(".line-block > b")].filter((line) =>
        line.checkVisibility({ contentVisibilityAuto: true }),
      ).length,
  );
  expect(drawn).toBeLessThan(600);
});

test("where a browser cannot colour text by itself, every token of 10,000 lines becomes an element as it comes near", async ({
  page,
}) => {
  await page.addInitScript({ content: "delete CSS.highlights" });
  await open(page, "huge.ts#L9001");
  await expect(page.locator("#L9001 .t3")).toHaveText('"needle-9001"', { timeout: 60_000 });
  await page.locator("#L5555").evaluate((element) => element.scrollIntoView());
  await expect(page.locator("#L5555 .t3")).toHaveText('"needle-5555"');
});

test("far down a long text, headings and what is strong are more than coloured, also when the page is come to by a link", async ({
  page,
}) => {
  await open(page, "small.ts");
  await page.getByRole("navigation", { name: "Path" }).getByRole("link", { name: "kinds" }).click();
  await page.locator('main a[href$="/blob/main/long.md"]').first().click();
  await expect(page.getByRole("heading", { name: "Part 3 strong 3 code" })).toBeVisible();
  await page.getByRole("link", { name: "Code", exact: true }).last().click();
  await expect(page.locator(".line-block > b")).toHaveCount(2_999);
  const line = page.locator("#L2801");
  await line.evaluate((element) => element.scrollIntoView());
  await expect(line.locator("i", { hasText: "strong 1400" })).toHaveCSS("font-weight", /[67]00/);
  expect(await line.textContent()).toBe("## Part 1400 **strong 1400** `code`\n");
  await page.getByRole("button", { name: /^Language/ }).click();
  await page.getByRole("link", { name: "Plain text" }).click();
  await expect(page.getByRole("button", { name: "Language: Plain text" })).toBeVisible();
  await expect(page.locator(".line-block > b")).toHaveCount(2_999);
  await expect(line.locator("i")).toHaveCount(0);
});

test("a long file that was left is whole and coloured when one comes back, without being asked for again", async ({
  page,
}) => {
  await open(page, "huge.ts");
  const seeColours = async () => {
    await page.locator("#L9001").evaluate((element) => element.scrollIntoView());
    await expect.poll(() => paintedStrings(page)).toContain('"needle-9001"');
  };
  await seeColours();
  await page.getByRole("navigation", { name: "Path" }).getByRole("link", { name: "kinds" }).click();
  await expect(page.locator(".line-block")).toHaveCount(0);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goBack();
  await expect(page.locator(".line-block > b")).toHaveCount(10_000);
  await seeColours();
  expect(asked.filter((url) => url.includes("huge.ts?_rsc="))).toEqual([]);
});

test("a file of too many lines says why it has no colours, a larger one that it is cut", async ({ page }) => {
  await open(page, "plain.log.ts");
  await expect(page.getByText("has more than 20,000 lines")).toBeVisible();
  await expect(page.locator("#L20001")).toHaveCount(1);
  await open(page, "endless.txt");
  await expect(page.getByText("has more than 100,000 lines")).toBeVisible();
  await expect(page.getByRole("link", { name: "Raw" })).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("files can be read: a long one to its end, a notebook, a table, JSON, a picture", async ({ page }) => {
    // A page waits 1.5 s for colours, and a machine may be slower than that; the next page has them.
    await expect(async () => {
      await open(page, "huge.ts");
      await expect(page.locator("#L1 .t2").first()).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expect(page.locator("#L9999")).toContainText("needle-9999");
    await expect(page.getByText(/Without JavaScript the lines from 201 on/)).toBeVisible();
    await open(page, "analysis.ipynb");
    await expect(page.getByRole("heading", { name: "Measurements" })).toBeVisible();
    await open(page, "table.csv");
    await expect(page.getByRole("cell", { name: "quince, ripe" })).toBeVisible();
    await open(page, "data.json?view=preview");
    await expect(page.getByText("12345678901234567890")).toBeVisible();
    await page.locator("summary", { hasText: "250 items" }).click();
    await expect(page.getByText("0 … 99")).toBeVisible();
    await page.getByRole("link", { name: "Code", exact: true }).last().click();
    await expect(page.locator("#L1")).toBeVisible();
  });
});

test("previews show what is in a file and run nothing of it", async ({ page, quietConsole }) => {
  await open(page, "notes.md");
  await expect(page.locator(".markdown").getByRole("heading", { name: "Notes" })).toBeVisible();
  await page.goto("/default/kinds/blob/main/notes.md#L3");
  await expect(page).toHaveURL(/notes\.md\?view=code#L3$/);
  await expect(page.locator("#L3")).toHaveAttribute("data-marked", "");

  await open(page, "drawing.svg");
  await expect(page.getByText("120 × 80 px")).toBeVisible();
  await page.getByRole("link", { name: "Code", exact: true }).last().click();
  await expect(page.locator("#L1")).toContainText("<script>");

  await open(page, "table.csv");
  const amounts = () => page.locator("tbody tr td:nth-child(3)").allTextContents();
  expect(await amounts()).toEqual(["10", "9", "100"]);
  await page.getByRole("button", { name: "amount" }).click();
  expect(await amounts()).toEqual(["9", "10", "100"]);
  await expectAccessible(page);
  await open(page, "long.csv");
  await expect(page.getByText("Only the first 2,000 rows are here")).toBeVisible();

  await open(page, "analysis.ipynb");
  await expect(page.getByText("red words")).toHaveClass("t13");
  await expect(page.getByRole("cell", { name: "1" })).toBeVisible();
  // The other is a hostile SVG: as an image it runs nothing.
  await expect(page.getByAltText("Output of the cell").first()).toHaveJSProperty("naturalWidth", 40);
  await expect(page.getByText("A broken image (image/png)")).toBeVisible();
  // What its author folds away is folded, and what scrolls there scrolls here.
  await expect(page.getByText("print(folded)")).toBeHidden();
  await page.getByText("Hidden source", { exact: true }).click();
  await expect(page.getByText("print(folded)")).toBeVisible();
  const outputs = page.getByRole("region", { name: "Outputs" });
  expect(await outputs.evaluate((box) => box.scrollHeight > box.clientHeight)).toBe(true);
  await expect(
    page.locator("main").locator("script, iframe, style, [onclick], [onerror], [onload]"),
  ).toHaveCount(0);
  await expectAccessible(page);

  await open(page, "data.json");
  await page.getByRole("link", { name: "Preview" }).click();
  await page.locator("summary", { hasText: '"a"' }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText('"found"')).toBeVisible();
  await expectAccessible(page);
  await open(page, "broken.json?view=preview");
  await expect(page.getByText("not valid JSON: A comma or } is missing, on line 2")).toBeVisible();

  expect(await wasAttacked(page)).toBe(false);
  // The image of the hostile README and what the sandbox kept from running are all the browser has to say.
  const said = quietConsole.splice(0);
  expect(said.filter((line) => !line.startsWith("Blocked script execution in"))).toEqual([]);
});

test("pictures, PDFs, sound and bytes have their views, broken ones say so", async ({ page }) => {
  await open(page, "picture.png");
  await expect(page.getByText("320 × 160 px")).toBeVisible();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect(page.getByText("at 150%")).toBeVisible();
  await page.getByRole("button", { name: "100%" }).click();
  await expect(page.getByRole("img", { name: "picture.png" })).toHaveJSProperty("width", 320);
  await expectAccessible(page);
  await open(page, "broken.png");
  await expect(page.getByText("The browser cannot draw this image.")).toBeVisible();

  await open(page, "paper.pdf");
  await expect(page.getByText("3 pages")).toBeVisible();
  await expect(page.locator("canvas[data-state=drawn]").first()).toBeVisible();
  await expect(page.getByText("First page")).toHaveCount(1);
  const isInked = await page
    .locator("canvas")
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return false;
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return data.some((value, at) => at % 4 === 0 && value < 100);
    });
  expect(isInked).toBe(true);
  expect(await wasAttacked(page)).toBe(false);
  await expectAccessible(page);
  await open(page, "broken.pdf");
  await expect(page.getByText("This PDF cannot be drawn")).toBeVisible();

  await open(page, "tone.wav");
  await expect(page.locator("audio")).toHaveAttribute("src", /\/raw\/main\/tone\.wav$/);
  await open(page, "archive.zip");
  await expect(page.getByText("They look like application/zip.")).toBeVisible();
  await expect(page.getByRole("row", { name: /^00000000 50 4b 03 04/ })).toContainText("PK..");
  await expectAccessible(page);
  await open(page, "large.bin.ts");
  await expect(page.getByText("Stored in Git LFS")).toBeVisible();
  await expect(page.getByText("123.5 MB")).toBeVisible();
});

test("a page that is read loads at most 30 KB of JavaScript beyond Next's own", async ({ page }) => {
  // As people come to them: the directory's walk through the history is what a file's page asks as well.
  for (const path of ["", "/tree/main", "/blob/main/small.ts", "/commits/main"]) {
    const bytes = await scriptBytesBeyondNext(page, `/default/kinds${path}`);
    // Nothing at all would mean that nothing was counted.
    expect(bytes, path).toBeGreaterThan(5 * 1024);
    expect(bytes, path).toBeLessThanOrEqual(30 * 1024);
  }
});

test("a blob of 300 MB costs the page its beginning only", async ({ page, stack }) => {
  const created = await createRepo(stack, "heavy");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "--bare", "-b", "main", "."]);
    const sizeBytes = 300 * 1024 * 1024;
    const child = spawn("git", ["-c", "pack.compression=0", "fast-import", "--quiet"], {
      cwd: dir,
      stdio: ["pipe", "inherit", "inherit"],
    });
    const write = async (data: string | Buffer) => {
      if (!child.stdin.write(data)) await once(child.stdin, "drain");
    };
    await write("commit refs/heads/main\ncommitter A <a@example.com> 1600000000 +0000\ndata 1\nx\n");
    await write(`M 100644 inline heavy.txt\ndata ${sizeBytes}\n`);
    const line = Buffer.from("a line of a very large text file, again and again and again....\n");
    const block = Buffer.concat(Array.from({ length: (1024 * 1024) / line.byteLength }, () => line));
    for (let at = 0; at < 300; at++) await write(block);
    child.stdin.end("\n");
    const [code] = await once(child, "exit");
    expect(code).toBe(0);
    await gitOk(dir, ["push", "--quiet", created.remote, "main"], { token: created.token });
  });
  await page.goto("/default/heavy/blob/main/heavy.txt");
  await expect(page.getByText("the file is larger than 5.2 MB")).toBeVisible();
  await expect(facts(page)).toContainText("314.6 MB");
  await expect(page.locator("#L1")).toContainText("a line of a very large text file");
  await expect(page.getByRole("link", { name: "Raw" })).toHaveAttribute(
    "href",
    "/default/heavy/raw/main/heavy.txt",
  );
  expect((await page.content()).length).toBeLessThan(1_000_000);
});

const isLong = new Set(["large.bin.ts", "endless.txt"]);

test("every kind of file is accessible on a phone in the dark, and nothing but its own box scrolls sideways", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [
    "small.ts#L3",
    "trojan.js",
    "notes.md",
    "table.csv",
    "analysis.ipynb",
    "data.json?view=preview",
    "picture.png",
    "paper.pdf",
    "tone.wav",
    "archive.zip",
    "large.bin.ts",
    "endless.txt",
  ]) {
    await open(page, path);
    await expect(page.getByRole("main")).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    // Tens of thousands of lines are lines like those of the small file; axe would look at each for minutes.
    if (!isLong.has(path)) await expectAccessible(page, path);
  }
});

/** The texts that the browser itself colours as strings: those near the window. */
async function paintedStrings(page: Page) {
  return await page.evaluate(`[...(CSS.highlights.get("t3") ?? [])].map(
    ({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset),
  )`);
}
