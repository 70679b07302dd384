import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectAccessible } from "./accessible";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";

const screens = {
  namespaces: "/?all",
  repos: "/default",
  "no repos": "/nothing-here",
  code: "/default/welcome",
  directory: "/default/welcome/tree/main/examples",
  file: "/default/welcome/blob/main/README.md",
  "file as code": "/default/welcome/blob/main/README.md?view=code",
  log: "/default/welcome/commits/main",
  find: "/default/welcome/find/main?q=re",
  search: "/default/welcome/search/main?q=the",
  "search, refused": "/default/welcome/search/main?q=(a&regex=1",
  branches: "/default/welcome/branches",
  tags: "/default/welcome/tags",
  tokens: "/default/welcome/tokens",
  "tokens of all states, sorted": "/default/welcome/tokens?state=all&sort=expires_at",
  settings: "/default/welcome/settings",
  "leaked token": "/-/leak",
  "scan a repo": "/default/welcome/scan",
  "scan a history": "/default/welcome/scan?scope=history",
  "scan a namespace": "/default/-/scan",
  "live tokens": "/default/-/tokens",
  "no live tokens": "/nothing-here/-/tokens",
  "not found": "/default/welcome/tree/no-such-branch",
  "import many": "/default/-/import",
};

for (const [name, path] of Object.entries(screens)) {
  test(`${name}: accessible in both colours at 1440 and 390 px, and nothing but code scrolls sideways`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await expectAccessible(page, `${colorScheme}, ${width} px`);
      }
    }
  });
}

test("the longest names fit a phone, a small window and a large one", async ({ page, stack }) => {
  test.setTimeout(180_000);
  const [namespace, repo, branch] = ["n".repeat(63), "r".repeat(200), "b".repeat(200)];
  const { remote, token } = await createRepo(stack, repo, namespace);
  const folder = "d".repeat(120);
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", branch]);
    await mkdir(join(dir, folder));
    await writeFile(join(dir, folder, "f".repeat(200)), `${"w".repeat(300)}\n`);
    await writeFile(join(dir, "README.md"), `# ${"h".repeat(300)}\n`);
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "m".repeat(300)]);
    await gitOk(dir, ["tag", "t".repeat(200)]);
    await gitOk(dir, ["push", "--quiet", remote, "--all"], { token });
    await gitOk(dir, ["push", "--quiet", remote, "--tags"], { token });
  });
  const at = `/${namespace}/${repo}`;
  const paths = [
    "/?all",
    `/${namespace}`,
    at,
    `${at}/tree/${branch}/${folder}`,
    `${at}/blob/${branch}/${folder}/${"f".repeat(200)}`,
    `${at}/blob/${branch}/README.md`,
    `${at}/commits/${branch}`,
    `${at}/branches`,
    `${at}/tags`,
    `${at}/find/${branch}?q=f`,
    `${at}/search/${branch}?q=www`,
    `${at}/tokens`,
    `${at}/settings`,
    `${at}/scan`,
    `/${namespace}/-/tokens`,
    `/${namespace}/-/scan`,
    `/${namespace}/-/import`,
    `${at}/tree/no-such-branch`,
  ];
  const wide: string[] = [];
  for (const width of [390, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      const drawn = await page.evaluate(() => document.documentElement.scrollWidth);
      if (drawn > width) wide.push(`${path.replaceAll(/(.)\1{9,}/g, "$1…")} is ${drawn} px wide at ${width}`);
    }
  }
  expect(wide).toEqual([]);
});

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
    await page.goto("/default?q=welcome");
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
