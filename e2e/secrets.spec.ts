import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures";

const staticDir = fileURLToPath(new URL("../.next/static", import.meta.url));

const pages = [
  "/?all",
  "/default",
  "/default/welcome",
  "/default/welcome/tree/main/examples",
  "/default/welcome/blob/main/README.md",
  "/default/welcome/commits/main",
  "/default/welcome/tokens",
  "/default/no-such-repo",
  "/-/api/namespaces/default/repos",
];

test("no page, script or answer that reaches the browser carries the API token", async ({ page, stack }) => {
  const bodies: string[] = [];
  const reads: Promise<void>[] = [];
  page.on("response", (response) => {
    const headers = JSON.stringify(response.headers());
    reads.push(
      response
        .text()
        .catch(() => "")
        .then((text) => {
          bodies.push(`${response.url()}\n${headers}\n${text}`);
        }),
    );
  });
  for (const path of pages) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    bodies.push(await page.content());
  }
  await Promise.all(reads);
  expect(stack.apiToken.length).toBeGreaterThan(30);
  expect(bodies.length).toBeGreaterThan(pages.length * 2);
  expect(bodies.filter((body) => body.includes(stack.apiToken))).toEqual([]);
});

test("the built scripts carry neither the API token nor the code that reads it", async ({ stack }) => {
  const names = await readdir(staticDir, { recursive: true });
  const scripts = names.filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(5);
  for (const name of scripts) {
    const text = await readFile(join(staticDir, name), "utf8");
    expect(text.includes(stack.apiToken), name).toBe(false);
    expect(text.includes("api-token"), name).toBe(false);
  }
});

test("the log of both programs carries no secret", async ({ page, stack }) => {
  await page.goto("/default/welcome/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  const token = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  const secret = token.split("?")[0] ?? "";
  expect(secret).toMatch(/^art_v1_/);
  expect(stack.output()).not.toContain(stack.apiToken);
  expect(stack.output()).not.toContain(secret);
});

test("a token's secret is out of the page once its dialog is closed", async ({ page }) => {
  await page.goto("/default/welcome/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  const token = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await page.content()).not.toContain(token.split("?")[0]);
  expect(page.url()).not.toContain("art_");
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  expect(stored).not.toContain("art_");
});
