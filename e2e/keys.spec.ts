import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";

async function openFile(page: Page) {
  await page.goto("/default/welcome/blob/main/README.md?view=code");
  await expect(page.getByRole("button", { name: "Verify" })).toBeVisible();
}

test("keys reach the refs, a line, the permalink and the rows, and stay out of fields and dialogs", async ({
  page,
}) => {
  await openFile(page);
  await page.keyboard.press("w");
  const filter = page.getByRole("searchbox", { name: /Filter branches/ });
  await expect(filter).toBeVisible();
  await filter.fill("");
  await page.keyboard.type("wly?");
  await expect(filter).toHaveValue("wly?");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(filter).toBeHidden();

  // Browsers and readers have a use for these.
  await page.keyboard.press("Control+w+l").catch(() => undefined);
  await page.keyboard.press("Alt+l");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("l");
  const line = page.getByRole("textbox", { name: "Line, or from-to" });
  await line.fill("nowhere");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "A line number" })).toBeVisible();
  await line.fill("2-4");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#L2-L4$/);
  await expect(line).toBeHidden();

  // The permalink keeps the lines.
  await page.keyboard.press("y");
  await expect(page).toHaveURL(/\/blob\/[^/]*[0-9a-f]{40}[^#]*#L2-L4$/);

  await page.goto("/default/welcome");
  const rows = page.getByRole("list", { name: "Files" }).getByRole("link");
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tree\/main\//);
});

test("the sheet tells the keys of this page, and switches them off for good", async ({ page }) => {
  await openFile(page);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await expect(sheet.getByRole("listitem").filter({ hasText: "Permalink" })).toContainText("y");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Go to a line" })).toContainText("l");
  await expectAccessible(page);
  await sheet.getByRole("checkbox", { name: "Single keys" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.reload();
  for (const key of ["?", "l", "w", "y"]) await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(page.url()).toContain("/blob/main/");

  // Ctrl K is no single key, and the sheet has a button.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keys", exact: true }).click();
  await sheet.getByRole("checkbox", { name: "Single keys" }).check();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(sheet).toBeVisible();
});

test("the palette finds repos, places and what the page can do, by keyboard alone", async ({ page }) => {
  await openFile(page);
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette.getByRole("option", { name: "Copy the path" })).toBeVisible();
  await expect(palette.getByRole("option", { name: "Open the raw file" })).toBeVisible();
  await expect(palette.getByRole("option", { name: /Permalink/ })).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.type("welco");
  const found = palette
    .getByRole("group", { name: "Repos in default" })
    .getByRole("option", { name: "welcome" });
  await expect(found).toBeVisible();
  await page.getByRole("combobox").fill("settings of");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/default\/welcome\/settings$/);

  await expect(page.getByRole("heading", { name: "Settings", level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("new token of");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "New token" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/default\/welcome\/tokens$/);
  await page.goto("/default/welcome/settings");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("colours dark");
  await expect(palette.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("<script>zzz");
  await expect(palette.getByText("Nothing matches.")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("show your work");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Show your work" })).toBeVisible();
  await expectAccessible(page);
});

test("what is typed before the palette is there is typed into it, and is no key of the page", async ({
  page,
}) => {
  await openFile(page);
  let deliver = () => {};
  const isAsked = new Promise<void>((resolve) => {
    deliver = resolve;
  });
  await page.route("**/_next/static/chunks/*.js", async (route) => {
    await isAsked;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("wlxz");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Escape");
  // Nor does it reach the link or the field where the focus was.
  await page.getByRole("link", { name: "Raw" }).focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  const filter = page.getByLabel("Find a file");
  await filter.focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("wlyx");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await expect(filter).toHaveValue("");
  await expect(page).toHaveURL(/\/blob\/main\/README\.md\?view=code$/);
  deliver();
  await expect(page.getByRole("combobox")).toHaveValue("wly");
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await page.keyboard.type(" t");
  await expect(page.getByRole("combobox")).toHaveValue("wly t");
});

test("the palette finds the branches, tags and files of the repo, whatever they are called", async ({
  page,
  stack,
}) => {
  const attack = "window.wasAttacked = true";
  const hostile = `<img src=x onerror="${attack}">.txt`;
  const { remote, token } = await createRepo(stack, "palette");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    await mkdir(join(dir, "src/deep"), { recursive: true });
    await writeFile(join(dir, "src/deep/open-the-door.ts"), "export {};\n");
    await writeFile(join(dir, hostile), "x\n");
    for (let at = 0; at < 30; at += 1) await writeFile(join(dir, `src/many-${at}.txt`), "x\n");
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Many files"]);
    await gitOk(dir, ["branch", "feature/door"]);
    await gitOk(dir, ["tag", "doors-1.0"]);
    await gitOk(dir, ["push", "--quiet", "--all", remote], { token });
    await gitOk(dir, ["push", "--quiet", "--tags", remote], { token });
  });
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/\/repos\/palette\/(paths|refs)/.test(pathname)) asked.push(pathname);
  });
  await page.goto("/default/palette");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette.getByRole("option", { name: "Branches of palette" })).toBeVisible();
  // Nobody pays for lists that nobody looks into.
  expect(asked).toEqual([]);

  await page.keyboard.type("door");
  const refs = palette.getByRole("group", { name: "Branches and tags of palette" });
  const files = palette.getByRole("group", { name: "Files of palette" });
  await expect(refs.getByRole("option")).toHaveText([/^doors-1\.0/, /^feature\/door/]);
  await expect(files.getByRole("option")).toHaveText(["src/deep/open-the-door.ts"]);
  await expect(files.locator("mark")).toHaveText("door");
  await expectAccessible(page);
  await page.getByRole("combobox").fill("otd.ts");
  await expect(palette.getByRole("option")).toHaveText([
    "src/deep/open-the-door.ts",
    "Search files for “otd.ts”",
  ]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/blob\/main\/src\/deep\/open-the-door\.ts$/);

  await page.keyboard.press("Control+k");
  await page.keyboard.type("many");
  await expect(files.getByRole("option")).toHaveCount(20);
  await expect(palette.getByText("The best 20 of 30 files.")).toBeVisible();
  await page.getByRole("combobox").fill("img onerror");
  await expect(files.getByRole("option")).toHaveText([hostile]);
  await page.getByRole("combobox").fill("0".repeat(40));
  await expect(palette.getByRole("option", { name: "Files at 0000000" })).toBeVisible();
  await page.getByRole("combobox").fill("doors-");
  await expect(refs.getByRole("option")).toHaveCount(1);
  await refs.getByRole("option").click();
  await expect(page).toHaveURL(/\/tree\/doors-1\.0$/);
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);

  // What a list took that came line by line is in the drawer, too.
  await page.goto("/default/palette/tree/doors-1.0");
  await page.keyboard.press("t");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show your work" }).click();
  const drawer = page.getByRole("dialog", { name: "Show your work" });
  await expect(drawer).toContainText("/paths/");
});

test("on a phone the palette opens from the top bar and fits", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await openFile(page);
  await page.getByRole("button", { name: "Search and commands" }).click();
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  await expect(palette).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
  await palette.getByRole("button", { name: "Close" }).click();
  await expect(palette).toBeHidden();
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("button", { name: "Verified" })).toBeVisible();
  await expectAccessible(page);
});

test("l goes to the line and stays there, though a button far from it had the focus", async ({ page }) => {
  await page.goto("/default/welcome/blob/main/README.md?view=code");
  const opener = page.getByRole("button", { name: "Search and commands" });
  await opener.focus();
  await page.setViewportSize({ width: 1000, height: 300 });
  const last = await page.locator("[id^=L]").count();
  await page.keyboard.press("l");
  await page.getByLabel("Line, or from-to").fill(String(last));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(page.locator(`#L${last}`)).toBeInViewport();
});

test("without a connection the page says so, keys say why nothing opens, and a form fails at once", async ({
  page,
  context,
}) => {
  await page.goto("/default/welcome");
  await page.getByRole("button", { name: "Fork" }).click();
  await page.getByLabel("Name", { exact: true }).fill("never-made");
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await page.getByRole("button", { name: "Fork repo" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "There is no connection" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("?");
  await expect(page.getByRole("alert").filter({ hasText: "could not be loaded" })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
});
