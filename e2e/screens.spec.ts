import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";

const screens = {
  namespaces: "/?all",
  repos: "/default",
  "no repos": "/nothing-here",
  code: "/default/welcome",
  directory: "/default/welcome/tree/main/examples",
  file: "/default/welcome/blob/main/README.md",
  log: "/default/welcome/commits/main",
  tokens: "/default/welcome/tokens",
  settings: "/default/welcome/settings",
  "not found": "/default/welcome/tree/no-such-branch",
};

for (const [name, path] of Object.entries(screens)) {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 390]) {
      test(`${name}, ${colorScheme}, ${width} px: accessible, and nothing but code scrolls sideways`, async ({
        page,
      }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        await expect(page.getByRole("main")).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
          .analyze();
        expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map((node) => node.html) }))).toEqual([]);
      });
    }
  }
}

test("the chosen colours are there at the first paint of the next page", async ({ page }) => {
  await page.goto("/default");
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  const answer = await page.request.get("/default/welcome", {
    headers: {
      cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; "),
    },
  });
  expect(await answer.text()).toContain('data-theme="dark"');
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("one can go from the list of repos to a highlighted file and to the log", async ({ page }) => {
    await page.goto("/default");
    await page.getByRole("link", { name: "welcome", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.getByRole("link", { name: "Directory scripts" }).click();
    await page.getByRole("link", { name: "clone.sh" }).click();
    await expect(page.locator("#L1")).toContainText("#!/bin/sh");
    await expect(page.locator(".code .t1").first()).toBeVisible();
    await page.getByRole("link", { name: "Commits", exact: true }).click();
    await expect(page.getByRole("link", { name: "Begin the welcome repo" })).toBeVisible();
  });
});
