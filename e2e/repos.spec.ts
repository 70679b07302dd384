import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { Stack } from "./stack";

async function createRepos(stack: Stack, namespace: string, names: string[]) {
  for (const name of names) {
    const answer = await fetch(
      `${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/${namespace}/repos`,
      {
        method: "POST",
        headers: { Authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
        body: JSON.stringify({ name }),
      },
    );
    expect(answer.status).toBe(201);
  }
}

const firstRepo = (page: Page) => page.getByRole("row").nth(1).getByRole("link");

test("pages, search and sort work through the URL, and Back restores each", async ({ page, stack }) => {
  const names = Array.from({ length: 120 }, (_, index) => `agent-${String(index).padStart(3, "0")}`);
  await createRepos(stack, "fleet", names);

  await page.goto("/fleet");
  await expect(firstRepo(page)).toHaveText("agent-119");
  await expect(page.getByText("1–50 of many")).toBeVisible();

  await page.getByRole("button", { name: "Name" }).click();
  await expect(firstRepo(page)).toHaveText("agent-000");
  expect(page.url()).toContain("sort=name&direction=asc");
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");

  await page.getByRole("button", { name: "Next" }).click();
  await expect(firstRepo(page)).toHaveText("agent-050");
  await page.getByRole("button", { name: "Next" }).click();
  await expect(firstRepo(page)).toHaveText("agent-100");
  await expect(page.getByText("101–120 of 120")).toBeVisible();
  await expect(page.getByRole("button", { name: "Next" })).toHaveCount(0);

  // A link to page three opens page three.
  await page.reload();
  await expect(firstRepo(page)).toHaveText("agent-100");
  await page.goBack();
  await expect(firstRepo(page)).toHaveText("agent-050");

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
