import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { createLookRepo } from "./look-repo";

let at = "";
let hash = "";
test.beforeAll(async ({ stack }) => {
  ({ at, hash } = await createLookRepo(stack, "samples"));
});

const fileIn = (page: Page, path: string) => page.locator(`[id="diff-${path}"]`);

test("two images are compared side by side, by a line between them, and through each other", async ({
  page,
}) => {
  await page.goto(at);
  const logo = fileIn(page, "logo.png");
  const [before, after] = [logo.locator("figure").first(), logo.locator("figure").last()];
  await expect(before).toContainText("200 × 100 px");
  await expect(after).toContainText("400 × 200 px");
  await expect(after).toContainText(/Size\d.* KB/);
  await logo.getByLabel("Swipe").check();
  await expect(before.locator("img")).toBeHidden();
  const [under, over] = [logo.locator(".stack img").first(), logo.locator(".stack img").last()];
  const boxes = await Promise.all([under.boundingBox(), over.boundingBox()]);
  expect(boxes[0]).toEqual(boxes[1]);
  const line = logo.getByLabel("Where the image before ends");
  await line.focus();
  await page.keyboard.press("Home");
  await expect(over).toHaveCSS("clip-path", /inset\(0px 0px 0px 0%\)|inset\(0px\)/);
  await page.keyboard.press("End");
  await expect(over).toHaveCSS("clip-path", /inset\(0px 0px 0px 100%\)/);
  await logo.getByLabel("Onion skin").check();
  await logo.getByLabel("How much of the image after").fill("25");
  await expect(over).toHaveCSS("opacity", "0.25");
  await expect(line).toBeHidden();
  await expectAccessible(page, "images one over the other");
  await expect(fileIn(page, "new.png").getByRole("radio")).toHaveCount(0);
});

test("an SVG is its source, and an image where it is light", async ({ page }) => {
  await page.goto(at);
  const drawing = fileIn(page, "drawing.svg");
  await expect(drawing.locator(".rows ins")).toHaveCount(1);
  await drawing.getByRole("link", { name: "Image" }).click();
  await expect(drawing.locator("figure img")).toHaveCount(2);
  await expect(drawing.locator("figure").last()).toContainText("120 × 80 px");
  await expect(drawing.getByRole("link", { name: "Image" })).toBeFocused();
  await drawing.getByRole("link", { name: "Source" }).click();
  await expect(drawing.locator(".rows ins")).toHaveCount(1);
  await expect(fileIn(page, "heavy.svg").getByRole("link", { name: "Image" })).toHaveCount(0);
});

test("a table is compared by rows, with the cells that changed, and goes back to its source", async ({
  page,
}) => {
  await page.goto(at);
  const people = fileIn(page, "people.csv");
  await people.getByRole("link", { name: "Table" }).click();
  await expect(people).toContainText("1 row changed, 1 row added, 1 row removed.");
  await expect(people.locator('tr[data-kind="changed"] del')).toHaveText("Bern");
  await expect(people.locator('tr[data-kind="changed"] ins')).toHaveText("Basel");
  await expect(people.getByRole("row", { name: "added 50 Zoë Genf 1" })).toBeVisible();
  await expect(people.getByText("27 unchanged rows")).toBeVisible();
  await expectAccessible(page, "a table");
  await people.getByRole("link", { name: "Source" }).click();
  await expect(people.locator(".rows ins")).toHaveCount(2);
});

test("Markdown is compared as it is read, and hostile Markdown does nothing", async ({ page }) => {
  await page.goto(at);
  const guide = fileIn(page, "docs/guide.md");
  await guide.getByRole("link", { name: "Rendered" }).click();
  const changed = guide.locator(".block-change");
  await expect(changed.locator("mark").first()).toHaveText("old");
  await expect(changed.locator("mark").nth(1)).toHaveText("new");
  await expect(changed.filter({ hasText: "This goes." })).toContainText("Removed");
  await expect(guide.getByRole("link", { name: "the next" })).toHaveAttribute(
    "href",
    `/looks/samples/blob/${hash}/docs/next.md`,
  );
  await expect(guide.locator("script, [onerror], [href^='javascript']")).toHaveCount(0);
  expect(await page.evaluate(() => Reflect.get(window, "wasAttacked"))).toBeUndefined();
  const kept = guide.getByText("Paragraph 3 stays as it is.");
  await expect(kept).toBeHidden();
  await guide.getByText("7 unchanged blocks").click();
  await expect(kept).toBeVisible();
  await expectAccessible(page, "rendered text");
});

test("a notebook is compared by its cells, in one column or two", async ({ page }) => {
  await page.goto(at);
  const study = fileIn(page, "study.ipynb");
  await study.getByRole("link", { name: "Cells" }).click();
  const cells = study.locator(".cells-look > li");
  await expect(cells.nth(0)).toContainText("Cell 1Codemovedwas cell 5");
  await expect(cells.filter({ hasText: "Cell 3" }).locator(".rows del mark")).toHaveText("a");
  await expect(cells.filter({ hasText: "Cell 3" }).locator(".rows ins mark")).toHaveText("b");
  await expect(study.locator('li[data-kind="removed"]')).toContainText("print('gone')");
  await expect(study.locator('li[data-kind="added"]')).toContainText("print('come')");
  await expect(study).toContainText("The outputs have changed: 1 before, 1 now.");
  // Numbers within a cell are no lines of the file.
  await study
    .locator(".rows ins")
    .first()
    .click({ position: { x: 20, y: 10 } });
  await expect(page).toHaveURL(/[0-9a-f]{40}$/);
  await expectAccessible(page, "cells");
  await page.goto(`${at}?view=split&file=study.ipynb&look=cells`);
  await expect(study.locator(".cells-look .pair").first()).toBeVisible();
  await expect(study.getByRole("link", { name: "Cells" })).toHaveAttribute("aria-current", "true");
});

test("a look that a file does not have, or is too large for, leaves its source", async ({ page }) => {
  await page.goto(`${at}?file=people.csv&look=cells`);
  await expect(fileIn(page, "people.csv").locator(".rows ins")).toHaveCount(2);
  await page.goto(`${at}?file=long.md&look=rendered`);
  await expect(fileIn(page, "long.md")).toContainText("too large to be compared as rendered text");
  await expect(fileIn(page, "long.md").locator(".rows ins")).toHaveCount(1);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("images stand side by side, and each look has its page", async ({ page }) => {
    await page.goto(at);
    await expect(fileIn(page, "logo.png").locator("figure img")).toHaveCount(2);
    await expect(fileIn(page, "logo.png").getByText("Onion skin")).toBeHidden();
    await fileIn(page, "drawing.svg").getByRole("link", { name: "Image" }).click();
    await expect(page).toHaveURL(/file=drawing\.svg&look=image$/);
    await expect(fileIn(page, "drawing.svg").locator("figure img")).toHaveCount(2);
    await expect(page.locator("section.file-change")).toHaveCount(1);
  });
});
