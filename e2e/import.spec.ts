import { expect, test } from "@playwright/test";
import { type HttpsRemote, startHttpsRemote } from "@/server/import/test-https-remote";
import { type Stack, startStack } from "./stack";

let remote: HttpsRemote;
let stack: Stack;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  remote = await startHttpsRemote();
  stack = await startStack({
    env: { ARTIFACTS_IMPORT_ALLOW_HOSTS: "localhost", ARTIFACTS_IMPORT_CA_FILE: remote.caFile },
  });
});

test.afterAll(async () => {
  await stack.stop();
  await remote.stop();
});

test("an import over TLS shows its progress, survives a reload and ends as a repo to browse", async ({
  page,
}) => {
  await remote.addRepo("slow", { count: 3, fileBytes: 2_000_000 });
  let release = () => {};
  remote.hold = {
    afterBytes: 500_000,
    released: new Promise((resolve) => {
      release = () => resolve();
    }),
  };
  await page.goto(`${stack.url}/default`);
  await page.getByRole("button", { name: "Import" }).click();
  await page.getByLabel("Address").fill(remote.urlOf("slow"));
  await page.getByRole("button", { name: "Import repo" }).click();
  await expect(page.getByRole("heading", { name: "slow is on its way" })).toBeVisible();
  await page.getByRole("link", { name: "Open the repo" }).click();
  await expect(page.getByRole("heading", { name: "Still importing" })).toBeVisible();
  await expect(page.getByText(/\d+ bytes/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Still importing" })).toBeVisible();
  release();
  await expect(page.getByRole("list", { name: "Files" })).toBeVisible({ timeout: 30_000 });
  remote.hold = null;
});

test("an import can be cancelled, and its name is free again", async ({ page }) => {
  await remote.addRepo("unwanted", { count: 3, fileBytes: 2_000_000 });
  let release = () => {};
  remote.hold = {
    afterBytes: 500_000,
    released: new Promise((resolve) => {
      release = () => resolve();
    }),
  };
  await page.goto(`${stack.url}/default`);
  await page.getByRole("button", { name: "Import" }).click();
  await page.getByLabel("Address").fill(remote.urlOf("unwanted"));
  await page.getByRole("button", { name: "Import repo" }).click();
  await page.getByRole("link", { name: "Open the repo" }).click();
  await page.getByRole("button", { name: "Cancel the import" }).click();
  await expect(page).toHaveURL(/\/default$/);
  await expect(page.getByRole("link", { name: "unwanted" })).toHaveCount(0);
  release();
  remote.hold = null;
});

test("a remote that wants credentials is refused at the address", async ({ page }) => {
  await remote.addRepo("private");
  remote.intercept = (_request, response) => {
    response.writeHead(401, { "www-authenticate": 'Basic realm="x"' });
    response.end();
  };
  await page.goto(`${stack.url}/default`);
  await page.getByRole("button", { name: "Import" }).click();
  await page.getByLabel("Address").fill(remote.urlOf("private"));
  await page.getByRole("button", { name: "Import repo" }).click();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  remote.intercept = null;
});
