import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import { createLogRepo } from "./log-repo";

let repo: Awaited<ReturnType<typeof createLogRepo>>;
test.beforeAll(async ({ stack }) => {
  test.setTimeout(240_000);
  repo = await createLogRepo(stack);
});

const log = (page: Page) => page.locator(".commits");
const rowOf = (page: Page, subject: string) =>
  log(page)
    .locator("ol > li")
    .filter({ has: page.getByRole("link", { name: subject, exact: true }) });
const progress = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("status")
    .filter({ hasText: /Looked|being read/ });

test("branches, tags and notes stand beside their commits, and lead there", async ({ page }) => {
  await page.goto(`${repo.at}/commits/main`);
  const marks = rowOf(page, "Make top").getByRole("list", { name: "Branches, tags and notes" });
  await expect(marks.getByRole("listitem").first()).toHaveText("main default");
  await expect(marks.getByRole("link", { name: "topic/1" })).toHaveAttribute(
    "href",
    `${repo.at}/tree/topic/1`,
  );
  await expect(marks.getByRole("link", { name: "and 3 more" })).toHaveAttribute(
    "href",
    `${repo.at}/commit/${repo.hashOf("top")}`,
  );
  await expect(rowOf(page, "Join two histories").getByText("v2")).toBeVisible();
  await expect(rowOf(page, "Join two histories").getByText("notes", { exact: true })).toBeVisible();
  await expect(log(page).getByText("notes", { exact: true })).toHaveCount(1);
  await rowOf(page, "Make octopus").getByRole("link", { name: "v1" }).click();
  await expect(page).toHaveURL(`${repo.at}/tree/v1`);
});

test("lines beside the rows go from commit to commit, through the days, and on to the next page", async ({
  page,
}) => {
  await page.goto(`${repo.at}/commits/main`);
  const dots = log(page).locator("li > svg circle");
  await expect(dots).toHaveCount(50);
  // What is drawn is said as well.
  await expect(rowOf(page, "Make octopus")).toContainText("merges 4 parents");
  await expect(rowOf(page, "Make octopus").locator("svg path")).toHaveCount(3);
  expect(await gapsBetweenLines(page)).toEqual([]);
  await expectAccessible(page);
  // A row that grows has lines as long as it is.
  await rowOf(page, "Join two histories").getByText("Whole message").click();
  await expect(log(page).locator("pre")).toBeVisible();
  expect(await gapsBetweenLines(page)).toEqual([]);
  // Here one line says nothing that the order does not say.
  await page.goto(`${repo.at}/commits/long`);
  await expect(log(page).locator("ol > li")).toHaveCount(50);
  await expect(log(page).locator("svg")).toHaveCount(0);
});

/** Where one drawing does not reach the next one below it. */
function gapsBetweenLines(page: Page) {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".commits svg")].map((svg) => svg.getBoundingClientRect());
    return boxes.flatMap(({ top, left }, at) => {
      const above = boxes[at - 1];
      return above && (above.bottom < top || Math.abs(above.left - left) > 0.5)
        ? [[above.bottom, top, above.left, left]]
        : [];
    });
  });
}

test("pages do not shift by what is pushed while one reads", async ({ page }) => {
  await page.goto(`${repo.at}/commits/moving`);
  const subjects = () => log(page).locator("[data-row-link]").allTextContents();
  const first = await subjects();
  await inTempDir(async (dir) => {
    const { remote, token } = repo;
    await gitOk(dir, ["clone", "--quiet", "--branch", "moving", remote, "work"], { token });
    const work = join(dir, "work");
    await gitOk(work, ["commit", "--quiet", "--allow-empty", "-m", "Pushed in between"]);
    await gitOk(work, ["push", "--quiet", "origin", "moving"], { token });
  });
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(new RegExp(`\\?tip=${repo.hashOf("join")}&page=2$`));
  await expect(page.getByText("This log begins at")).toBeVisible();
  const second = await subjects();
  expect(second.filter((subject) => first.includes(subject))).toEqual([]);
  expect([...first, ...second]).toHaveLength(71);
  await page.getByRole("link", { name: "Show moving as it is now" }).click();
  await expect(rowOf(page, "Pushed in between")).toBeVisible();
});

test("a log is filtered by author, message, path and day, together and apart", async ({ page }) => {
  await page.goto(`${repo.at}/commits/main`);
  await page.keyboard.press("f");
  await expect(page.getByLabel("Message")).toBeFocused();
  await page.keyboard.type("MAKE ARM");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${repo.at}/commits/main?message=MAKE+ARM`);
  await expect(log(page).locator("ol > li")).toHaveCount(3);
  await expect(progress(page)).toHaveText("3 commits found. Looked through the whole history of 72 commits.");
  // It stays open with what was asked for, and its key finds it there.
  await page.keyboard.press("f");
  await expect(page.getByLabel("Message")).toBeFocused();
  await expect(page.getByLabel("Message")).toHaveValue("MAKE ARM");
  await expectAccessible(page);

  await page.goto(`${repo.at}/commits/main?path=docs/manual.md`);
  const subjects = log(page).locator("[data-row-link]");
  await expect(subjects).toHaveText(["Make arm 3", "Make both"]);
  await page.goto(`${repo.at}/commits/main?path=docs/guide.md`);
  await expect(subjects).toHaveText(["Make both", "Make left"]);
  await page.goto(`${repo.at}/commits/main?path=src/app.ts&author=grace&until=2026-01-01`);
  expect((await subjects.allTextContents()).at(0)).toBe("Make base 23");
  await expect(page.getByLabel("To day (UTC)")).toHaveValue("2026-01-01");

  await page.goto(`${repo.at}/commits/main?since=2026-02-30&author=nobody`);
  await expect(page.getByLabel("From day (UTC)")).toHaveAccessibleDescription(/Not a day such as/);
  await expect(progress(page)).toHaveText(
    "No commit is like that. Looked through the whole history of 72 commits.",
  );
  await page.getByRole("link", { name: "All commits" }).click();
  await expect(page).toHaveURL(`${repo.at}/commits/main`);
  await expect(log(page).locator("ol > li")).toHaveCount(50);
});

test("a long log is looked through part by part, from where one began", async ({ page }) => {
  await page.goto(`${repo.at}/commits/long?message=long+7&author=ada`);
  await expect(progress(page)).toContainText(
    /^50 commits on this page\. Looked at [\d,]+ of 10,050 commits back to/,
  );
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/tip=[0-9a-f]{40}&from=\d+$/);
  await expect(log(page).locator("ol > li")).toHaveCount(50);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page).toHaveURL(`${repo.at}/commits/long?author=ada&message=long+7`);

  await page.goto(`${repo.at}/commits/long?message=Make+long+1&until=2026-01-04`);
  await expect(page.getByRole("link", { name: "Continue" })).toBeVisible();
  const words = (await progress(page).textContent()) ?? "";
  expect(words).toMatch(/Looked at [\d,]+ of 10,050 commits back to \d+ \w+ 2026\.$/);
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(rowOf(page, "Make long 1")).toBeVisible();
  await expect(progress(page)).toContainText("Looked through the whole history of 10,050 commits.");
});

test("two commits are chosen and compared, by pointer or by key", async ({ page }) => {
  await page.goto(`${repo.at}/commits/main`);
  const boxOf = (subject: string) =>
    rowOf(page, subject).getByRole("checkbox", { name: "Select to compare" });
  const bar = page.getByRole("region", { name: "Commits to compare" });
  await boxOf("Make top").check();
  await expect(bar).toContainText(
    `${repo.hashOf("top").slice(0, 7)} selected. Select another one to compare.`,
  );
  await boxOf("Make both").check();
  await expect(bar.getByRole("link", { name: "Compare" })).toHaveAttribute(
    "href",
    `${repo.at}/compare/${repo.hashOf("both")}...${repo.hashOf("top")}`,
  );
  await expectAccessible(page);
  // Of three the first goes.
  await boxOf("Make left").check();
  await expect(boxOf("Make top")).not.toBeChecked();
  await bar.getByRole("button", { name: "Clear" }).click();
  await expect(bar).toHaveCount(0);
  await expect(boxOf("Make left")).not.toBeChecked();

  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await expect(boxOf("Make top")).toBeChecked();
  await expect(boxOf("Join two histories")).toBeChecked();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog");
  for (const words of ["Filter the commits", "Select the commit to compare", "Compare the two commits"]) {
    await expect(help.getByText(words)).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("c");
  await expect(page).toHaveURL(`${repo.at}/compare/${repo.hashOf("join")}...${repo.hashOf("top")}`);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the log has its marks, its filter and no lines, and nothing scrolls sideways", async ({ page }) => {
    await page.goto(`${repo.at}/commits/main`);
    await expect(rowOf(page, "Make top").getByText("main default")).toBeVisible();
    await expect(log(page).locator("svg").first()).toBeHidden();
    await page.getByText("Filter", { exact: true }).click();
    await page.getByLabel("Author").fill("grace");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(progress(page)).toContainText("commits found.");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectAccessible(page);
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the log has lines and a filter, and nothing to choose", async ({ page }) => {
    await page.goto(`${repo.at}/commits/main`);
    await expect(log(page).locator("li > svg").first()).toBeVisible();
    await expect(log(page).getByRole("checkbox").first()).toBeHidden();
    await page.getByText("Filter", { exact: true }).click();
    await page.getByLabel("Path").fill("docs/");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page).toHaveURL(`${repo.at}/commits/main?path=docs%2F`);
    await expect(rowOf(page, "Make left")).toBeVisible();
    await expect(rowOf(page, "Make right")).toHaveCount(0);
  });
});
