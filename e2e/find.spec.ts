import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import type { Stack } from "./stack";

const attack = "window.wasAttacked = true";
const hostilePath = `evil/<img src=x onerror="${attack}">/"needle" & <b>.txt`;

/** Enough matching lines for a search to stop twice: 50 files of 20. */
const files: Record<string, string> = {
  "README.md": "# Finding\n",
  "src/go-to-file.ts": "export const goToFile = 1;\n",
  "src/deep/down/config.ts": "const needle = 'in a haystack';\n// second line\n",
  "docs/go.md": "Nothing here.\n",
  [hostilePath]: `<script>${attack}</script> needle </mark>\n`,
  "long.js": `${"a".repeat(5_000)}needle${"b".repeat(5_000)}\n`,
  ...Object.fromEntries(
    Array.from({ length: 50 }, (_, at) => [
      `many/file-${String(at).padStart(2, "0")}.txt`,
      "again and again\n".repeat(20),
    ]),
  ),
};

async function makeRepo(stack: Stack, name: string) {
  const { remote, token } = await createRepo(stack, name);
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, path)), { recursive: true });
      await writeFile(join(dir, path), content);
    }
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Files to find"]);
    await gitOk(dir, ["branch", "feature/x"]);
    await gitOk(dir, ["push", "--quiet", remote, "--all"], { token });
  });
}

test.beforeAll(async ({ stack }) => {
  await makeRepo(stack, "haystack");
});

test("a file is found and opened by keyboard alone, in the dialog and on the page", async ({ page }) => {
  await page.goto("/default/haystack");
  await page.getByRole("link", { name: "Go to file" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Go to file" });
  const box = dialog.getByRole("combobox", { name: "Go to file" });
  await expect(box).toBeFocused();
  await page.keyboard.type("gtf");
  const first = dialog.getByRole("option").first();
  await expect(first).toHaveText("src/go-to-file.ts");
  await expect(first.locator("mark")).toHaveText(["g", "t", "f"]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/blob\/main\/src\/go-to-file\.ts$/);
  await expect(dialog).toBeHidden();

  // Esc closes the dialog and gives the focus back; the file opened before is at the top now.
  await page.getByRole("link", { name: "Go to file" }).focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("option").first()).toHaveText("src/go-to-file.ts");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("link", { name: "Go to file" })).toBeFocused();

  await page.goto("/default/haystack/find/feature/x");
  await page.getByRole("combobox", { name: "Go to file" }).fill("file");
  await expect(page.getByRole("status").filter({ hasText: "matches in 56 files" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const third = page.getByRole("option").nth(2);
  await expect(third).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("combobox")).toHaveAttribute("aria-activedescendant", /option-2$/);
  const path = await third.textContent();
  await expect(page).toHaveURL(/\?q=file$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/blob/feature/x/${path}$`));
  await page.goBack();
  await expect(page.getByRole("combobox", { name: "Go to file" })).toHaveValue("file");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox", { name: "Go to file" })).toHaveValue("");
  await page.keyboard.type("no such file at all");
  await expect(page.getByRole("heading", { name: "No file matches" })).toBeVisible();
});

test("text is found in its lines, the search stands in the URL, and each hit leads to its line", async ({
  page,
}) => {
  await page.goto("/default/haystack");
  await page.getByRole("link", { name: "Search in files" }).click();
  await expect(page.getByRole("heading", { name: "Search in the files of this ref" })).toBeVisible();
  await page.keyboard.type("NEEDLE");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\/main\?q=NEEDLE$/);
  await expect(page.getByText("3 lines in 3 files")).toBeVisible();
  const hit = page.getByRole("region", { name: "src/deep/down/config.ts" });
  await expect(hit.locator("mark").last()).toHaveText("needle");
  await expect(hit).toContainText("// second line");
  // A line of ten thousand letters is cut around what was found in it.
  const long = page.getByRole("region", { name: "long.js" });
  expect((await long.getByRole("link").last().textContent())?.length).toBeLessThan(300);
  await expect(long.locator("mark").last()).toHaveText("needle");

  await page.getByLabel("Match case").check();
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Nothing was found" })).toBeVisible();
  await page.getByLabel("Text").fill("^const \\w+ =");
  await page.getByRole("checkbox", { name: "Regular expression" }).check();
  await page.getByLabel("Paths").fill("src/**");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/case=1&regex=1&path=src/);
  await expect(page.getByText("1 line in 1 file")).toBeVisible();
  await page.getByRole("link", { name: /Line 1/ }).click();
  await expect(page).toHaveURL(/\/blob\/main\/src\/deep\/down\/config\.ts#L1$/);

  // Back restores each search with what it found.
  await page.goBack();
  await expect(page.getByText("1 line in 1 file")).toBeVisible();
  await expect(page.getByLabel("Paths")).toHaveValue("src/**");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Nothing was found" })).toBeVisible();
  await page.goBack();
  await expect(page.getByText("3 lines in 3 files")).toBeVisible();
  await expect(page.getByLabel("Match case")).not.toBeChecked();
});

test("an expression that is none says so at its field, by URL and by form", async ({ page }) => {
  await page.goto("/default/haystack/search/main?q=%28a&regex=1");
  const field = page.getByRole("searchbox", { name: "Regular expression" });
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert").filter({ hasText: "Missing closing )" })).toBeVisible();
  await field.fill("a(?=b)");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "not supported" })).toBeVisible();
  await field.fill("need.e");
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 lines in 3 files")).toBeVisible();
  await expect(field).toHaveAttribute("aria-invalid", "false");
});

test("a search stops at its bound, says so, goes on, and can be stopped", async ({ page }) => {
  await page.goto("/default/haystack/search/main?q=again");
  await expect(page.getByText("Stopped after 600 lines.")).toBeVisible();
  const before = await page.getByRole("region", { name: /^many\// }).count();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("1,000 lines in 50 files")).toBeVisible({ timeout: 15_000 });
  await expect(page.getByText("That is all.")).toBeVisible();
  expect(await page.getByRole("region", { name: /^many\// }).count()).toBeGreaterThan(before);
  await expect(page.getByRole("button", { name: "Continue" })).toHaveCount(0);

  // Held back on its way, so that there is a moment in which to stop it.
  await page.route("**/-/api/**/search/**", () => undefined);
  await page.getByLabel("Text").fill("and again");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=and\+again/);
  // A quick server has come to its bound by itself; a busy one leaves the rest to the page at once.
  const stop = page.getByRole("button", { name: "Stop" });
  const goOn = page.getByRole("button", { name: "Continue" });
  await expect(stop.or(goOn)).toBeVisible();
  if (await goOn.isVisible()) await goOn.click();
  await stop.click();
  await expect(page.getByText(/· Stopped\.$/)).toBeVisible();
  await page.unroute("**/-/api/**/search/**");
  await goOn.click();
  await expect(page.getByText(/· (That is all|Stopped after .* lines)\.$/)).toBeVisible({ timeout: 15_000 });
});

test("hostile names and lines are shown as they are and run nothing", async ({ page }) => {
  await page.goto("/default/haystack/find/main?q=evil");
  await expect(page.getByRole("option")).toHaveText([hostilePath]);
  await page.goto("/default/haystack/search/main?q=script");
  const region = page.getByRole("region", { name: hostilePath });
  await expect(region).toContainText(`<script>${attack}</script> needle </mark>`);
  await region.getByRole("link").first().click();
  await expect(page.locator("#L1")).toContainText("needle");
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("files are found, text is found, and a search goes on by links and forms", async ({ page }) => {
    await page.goto("/default/haystack");
    await page.getByRole("link", { name: "Go to file" }).click();
    await page.getByRole("textbox", { name: "Go to file" }).fill("config");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "src/deep/down/config.ts" }).click();
    await expect(page.locator("#L1")).toContainText("needle");

    await page.getByRole("link", { name: "Search in files" }).click();
    await page.getByLabel("Text").fill("again");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await expect(page.getByRole("region", { name: "many/file-00.txt" })).toBeVisible();
    await page.getByRole("link", { name: "Continue" }).click();
    await expect(page.getByRole("region", { name: "many/file-00.txt" })).toHaveCount(0);
    await expect(page.getByRole("region", { name: /^many\// }).first()).toBeVisible();
    await page.getByRole("link", { name: "Search from the beginning" }).click();
    await expect(page.getByRole("region", { name: "many/file-00.txt" })).toBeVisible();
  });
});
