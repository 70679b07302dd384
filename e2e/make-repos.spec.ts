import { expect, test } from "./fixtures";
import { git } from "./git";

test("a fork is made in a dialog, and its left-over token is dead as soon as it is revoked there", async ({
  page,
  stack,
}) => {
  // The page that the dialog leads to is longer than this.
  await page.setViewportSize({ width: 1280, height: 400 });
  await page.goto("/default/welcome");
  await page.getByRole("button", { name: "Fork" }).click();
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).toHaveValue("welcome-fork");
  await name.fill("welcome");
  await expect(page.getByRole("alert")).toContainText("exists already");
  await name.fill("welcome-copy");
  await page.getByLabel("Only main").check();
  await page.getByLabel("I want to clone or push to it now").check();
  await page.getByRole("button", { name: "Fork repo" }).click();
  await expect(page.getByRole("heading", { name: "welcome-copy is ready" })).toBeVisible();
  await page.getByRole("button", { name: "Show the token" }).click();
  const token = (await page.getByLabel("Write token, good for 24 hours").textContent()) ?? "";
  const remote = `${stack.apiUrl}/git/default/welcome-copy.git`;
  const listed = await git("/", ["ls-remote", remote], { token });
  expect(listed.stdout).toContain("refs/heads/main");
  expect(listed.stdout).not.toContain("feature/slash-names");

  await page.getByRole("button", { name: "Revoke it now" }).click();
  await expect(page.getByText("The token is revoked")).toBeVisible();
  expect((await git("/", ["ls-remote", remote], { token })).stderr).toContain("403");

  await page.getByRole("link", { name: "Open the repo" }).click();
  await expect(page).toHaveURL(/\/default\/welcome-copy$/);
  await expect(
    page.getByRole("region", { name: "Repo welcome-copy" }).getByRole("link", { name: "default/welcome" }),
  ).toBeVisible();
  await expect(page.getByRole("main")).toBeFocused();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test("an address that may not be imported is refused at its field, in any spelling", async ({ page }) => {
  await page.goto("/default");
  await page.getByRole("button", { name: "Import" }).click();
  const address = page.getByLabel("Address");
  await address.fill("git@127.0.0.1:owner/secret-project.git");
  await expect(page.getByText("Imports https://127.0.0.1/owner/secret-project.git")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("secret-project");
  await page.getByRole("button", { name: "Import repo" }).click();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "secret-project" })).toHaveCount(0);
});
