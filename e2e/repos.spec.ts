import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { untilAtRest } from "./at-rest";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import type { Stack } from "./stack";

async function createRepos(stack: Stack, namespace: string, names: string[]) {
  for (const name of names) await createRepo(stack, name, namespace);
}

/** Lists that the page asks for from now on. */
function listsAsked(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "GET" && /\/(repos|tokens|forks|namespaces)$/.test(pathname))
      asked.push(pathname);
  });
  return asked;
}

const firstRepo = (page: Page) => page.getByRole("row").nth(1).getByRole("link");

test("pages, search and sort work through the URL, and Back restores each", async ({ page, stack }) => {
  const names = Array.from({ length: 120 }, (_, index) => `agent-${String(index).padStart(3, "0")}`);
  await createRepos(stack, "fleet", names);

  await page.goto("/fleet");
  await expect(firstRepo(page)).toHaveText("agent-119");
  await expect(page.getByText("1–50 of 120")).toBeVisible();

  await page.getByRole("button", { name: "Name", exact: true }).click();
  await expect(firstRepo(page)).toHaveText("agent-000");
  expect(page.url()).toContain("sort=name&direction=asc");
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");

  await page.getByRole("link", { name: "Next" }).click();
  await expect(firstRepo(page)).toHaveText("agent-050");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(firstRepo(page)).toHaveText("agent-100");
  await expect(page.getByText("101–120 of 120")).toBeVisible();
  await expect(page.getByRole("link", { name: "Next" })).toHaveCount(0);

  // A link to page three opens page three.
  await page.reload();
  await expect(firstRepo(page)).toHaveText("agent-100");
  await page.goBack();
  await expect(firstRepo(page)).toHaveText("agent-050");

  // Nobody counts what a search finds before its last page.
  await page.getByRole("searchbox").fill("agent-");
  await expect(page.getByText("1–50, and more")).toBeVisible();
  await page.getByRole("searchbox").fill("");
  await expect(page.getByText("1–50 of 120")).toBeVisible();
  await page.getByRole("searchbox").blur();

  await page.keyboard.press("/");
  await page.keyboard.type("-11");
  await expect(page.getByText("10 repos")).toBeVisible();
  await expect(firstRepo(page)).toHaveText("agent-110");
  expect(page.url()).toContain("q=-11");
  await page.getByRole("searchbox", { name: "Search repos by name" }).fill("nowhere");
  await expect(page.getByRole("heading", { name: "No repo matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(firstRepo(page)).toHaveText("agent-000");
});

test("the form says at the field what is wrong with a name, taken ones included", async ({ page }) => {
  await page.goto("/default");
  await page.getByRole("button", { name: "New repo" }).click();
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("-nope");
  await expect(page.getByRole("alert")).toContainText("starts with a letter or digit");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("WELCOME");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("exists already");
  await name.fill("fresh");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "New repo" })).toBeFocused();
});

test("the only namespace is opened at once, several are listed", async ({ page, stack }) => {
  await createRepos(stack, "second", ["one"]);
  await page.goto("/");
  await page.getByRole("link", { name: "second" }).click();
  await expect(firstRepo(page)).toHaveText("one");
});

test("a repo that is not there is a 404 with a way on", async ({ page }) => {
  const answer = await page.goto("/default/no-such-repo");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("link", { name: "All namespaces" })).toBeVisible();
});

test("the view's columns, density, page size and grouping are kept in the address", async ({
  page,
  stack,
}) => {
  await createRepos(stack, "views", ["agent-session-1", "solo", "agent-session-2", "agent-session-3"]);
  await page.goto("/views");
  await page.getByRole("button", { name: "View" }).click();
  await page.getByText("Compact").click();
  await page.getByText("Group by prefix").click();
  await page.getByLabel("Default branch").click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Default branch" })).toHaveCount(0);
  await expect(page.getByText("3 repos on this page")).toBeVisible();
  await page.reload();
  await expect(page.getByText("3 repos on this page")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Default branch" })).toHaveCount(0);
});

test("arrow keys walk the rows", async ({ page, stack }) => {
  await createRepos(stack, "walk", ["one", "two", "three"]);
  await page.goto("/walk?sort=name&direction=asc");
  await page.getByRole("link", { name: "one" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: "three" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("link", { name: "two" })).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/walk\/one$/);
});

test("an empty repo is deleted with one confirmation, and the list is right without a reload", async ({
  page,
  stack,
}) => {
  await createRepos(stack, "doomed", ["empty", "other"]);
  await page.goto("/doomed");
  await page.getByRole("link", { name: "empty" }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Delete this repo" }).click();
  await expect(page.getByRole("dialog")).toContainText("nothing is lost");
  const asked = listsAsked(page);
  await page.getByRole("button", { name: "Delete repo" }).click();
  await expect(page).toHaveURL(/\/doomed$/);
  await expect(page.getByRole("link", { name: "other" })).toBeVisible();
  await expect(page.getByRole("link", { name: "empty" })).toHaveCount(0);
  // The page brought the list along, though the one from before was out of date.
  expect(asked).toEqual([]);

  await page.getByRole("button", { name: "New repo" }).click();
  await page.getByLabel("Name", { exact: true }).fill("next");
  await page.getByRole("button", { name: "Create repo" }).click();
  await expect(page.getByRole("dialog")).toContainText("next is ready");
  // It is in the list behind the dialog, with all that the list asks for on its own.
  await expect(page.locator("a[data-row-link][href='/doomed/next']")).toBeAttached();
  await untilAtRest(page);
  const pages: string[] = [];
  page.on("request", (request) => pages.push(request.url()));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("link", { name: "next" })).toBeVisible();
  await untilAtRest(page);
  expect(asked).toEqual(["/-/api/namespaces/doomed/repos"]);
  expect(pages).toEqual([]);
});

test("a repo with content is deleted only when its name is typed, and says what is lost", async ({
  page,
}) => {
  await page.goto("/default/welcome/settings");
  await page.getByRole("button", { name: "Delete this repo" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("2 branches");
  await expect(dialog).toContainText("1 tag");
  await expect(dialog).toContainText(/\d+ commits/);
  await expect(page.getByRole("button", { name: "Delete repo" })).toBeDisabled();
  await page.getByLabel("Type welcome to confirm").fill("Welcome");
  await expect(page.getByRole("button", { name: "Delete repo" })).toBeDisabled();
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("button", { name: "Delete this repo" })).toBeFocused();
});

test("all repos of a search are selected across pages and deleted together, and nothing else is touched", async ({
  page,
  stack,
}) => {
  const names = Array.from({ length: 60 }, (_, index) => `old-${String(index).padStart(2, "0")}`);
  await createRepos(stack, "bulk", [...names, "keep-1", "keep-2"]);
  await page.goto("/bulk?q=old-");
  await page.getByLabel("Select old-59").check();
  await expect(page.getByText("1 repo selected")).toBeVisible();
  await page.getByRole("button", { name: "Select all that match" }).click();
  await expect(page.getByText("60 repos selected")).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("bulk-repos.csv");

  await page.getByRole("button", { name: "Revoke tokens…" }).click();
  await expect(page.getByRole("heading", { name: "Revoke 60 live tokens?" })).toBeVisible();
  await page.getByRole("button", { name: "Revoke 60 tokens" }).click();
  await expect(page.getByText("Revoked 60.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("60 repos selected")).toBeVisible();
  await page.getByRole("button", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete 60 repos" }).click();
  await expect(page.getByText("Deleted 60.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("heading", { name: "No repo matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page.getByText("2 repos", { exact: true })).toBeVisible();
});

test("rows are selected by range, by keyboard and from page to page, and what a link names is found or explained", async ({
  page,
  stack,
}) => {
  const names = Array.from({ length: 30 }, (_, index) => `pick-${String(index).padStart(2, "0")}`);
  await createRepos(stack, "picks", names);
  await page.goto("/picks?sort=name&direction=asc&size=25");
  const box = (name: string) => page.getByLabel(`Select ${name}`);
  await box("pick-02").click();
  await box("pick-06").click({ modifiers: ["Shift"] });
  await expect(page.getByText("5 repos selected")).toBeVisible();
  await expect(page.getByLabel("Select all on this page")).toBeChecked({ indeterminate: true });
  await box("pick-06").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(page.getByText("6 repos selected")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Delete…" }).click();
  await expect(page.getByRole("region", { name: "What it is about" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Next" }).click();
  await box("pick-29").check();
  await expect(page.getByText("7 repos selected")).toBeVisible();
  await page.goBack();
  await expect(box("pick-07")).toBeChecked();

  // What was typed a moment before another change of the table is not lost, nor does it undo the change.
  await page.keyboard.press("/");
  await page.keyboard.type("pick-1");
  await page.getByRole("button", { name: "Name", exact: true }).click();
  await expect(firstRepo(page)).toHaveText("pick-19");
  await expect(page).toHaveURL(/q=pick-1.*direction=desc/);
  await page.getByRole("searchbox").press("ArrowDown");
  await expect(page.getByRole("link", { name: "pick-19" })).toBeFocused();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("button", { name: "Export JSON" }).click();
  const exported: { name: string }[] = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(exported.map(({ name }) => name)).toEqual(names.slice(10, 20).toReversed());

  await page.goto("/picks?cursor=rubbish&page=3");
  await expect(page.getByRole("heading", { name: "This page cannot be found any more" })).toBeVisible();
  await page.getByRole("button", { name: "First page" }).click();
  await expect(firstRepo(page)).toHaveText("pick-29");
});

test("a page of 1,000 rows is there at the first paint, without JavaScript too", async ({
  browser,
  stack,
}) => {
  const names = Array.from({ length: 230 }, (_, index) => `large-${String(index).padStart(3, "0")}`);
  await createRepos(stack, "large", names);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: stack.url });
  const page = await context.newPage();
  await page.goto("/large?size=1000");
  await expect(page.locator("[data-row-link]")).toHaveCount(230);
  await expect(page.getByText("230 repos", { exact: true })).toBeVisible();
  await page.goto("/large?sort=name&direction=asc");
  await page.getByRole("searchbox").fill("large-1");
  await page.getByRole("searchbox").press("Enter");
  await expect(firstRepo(page)).toHaveText("large-100");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(firstRepo(page)).toHaveText("large-150");
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(firstRepo(page)).toHaveText("large-100");
  await context.close();
});
