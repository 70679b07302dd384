import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expectAccessible } from "./accessible";
import { untilAtRest } from "./at-rest";
import { expect, test } from "./fixtures";
import { git, inTempDir } from "./git";
import { runAsShown, snippet } from "./run-as-shown";
import { type SlowUpstream, startSlowUpstream } from "./slow-upstream";
import { type Stack, startStack } from "./stack";
import { tabTo } from "./tab-to";

// A dashboard whose calls to the service pass through what can fail or hold them.
let upstream: SlowUpstream;
let dashboard: Stack;

test.beforeAll(async ({ stack }) => {
  upstream = await startSlowUpstream(stack.apiUrl);
  dashboard = await startStack({
    env: { ARTIFACTS_API_URL: upstream.url, ARTIFACTS_API_TOKEN: stack.apiToken },
  });
});
test.afterAll(async () => {
  await dashboard.stop();
  await upstream.stop();
});

const record = z.object({ id: z.string(), scope: z.string(), state: z.string(), expires_at: z.string() });
const minted = z.object({ id: z.string(), plaintext: z.string() });

/** Past the dashboard. */
async function rest<T>(stack: Stack, schema: z.ZodType<T>, path: string, init: RequestInit = {}): Promise<T> {
  const answer = await fetch(`${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
  });
  expect(answer.ok, path).toBe(true);
  return z.object({ result: schema }).parse(await answer.json()).result;
}

const post = (body: object) => ({ method: "POST", body: JSON.stringify(body) });

const makeRepo = (stack: Stack, namespace: string, name: string) =>
  rest(stack, z.object({ id: z.string(), token: z.string() }), `${namespace}/repos`, post({ name }));

const mint = (stack: Stack, namespace: string, repo: string, more: object = {}) =>
  rest(stack, minted, `${namespace}/tokens`, post({ repo, scope: "read", ...more }));

const tokensOf = (stack: Stack, namespace: string, repo: string, state = "all") =>
  rest(stack, z.array(record), `${namespace}/repos/${repo}/tokens?state=${state}&per_page=100`);

const dialog = (page: Page) => page.getByRole("dialog");
const rowOf = (page: Page, id: string) => page.getByRole("row").filter({ hasText: id });
test("a token is made for a purpose, shown once, and every command of its card clones and leaves the token where it says", async ({
  page,
}) => {
  await page.goto(`${dashboard.url}/default/welcome/tokens`);
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByText("Custom", { exact: true }).click();
  const amount = page.getByLabel("How long");
  for (const wrong of ["0", "366", "soon"]) {
    await amount.fill(wrong);
    await page.getByRole("button", { name: "Create token" }).click();
    await expect(amount).toBeFocused();
    await expect(amount).toHaveAccessibleDescription("Between 1 minute and 365 days.");
  }
  await expectAccessible(page, "a custom lifetime with an error");
  await page.getByLabel("Unit").selectOption("hours");
  await amount.fill("2");
  const refusal = { status: 400, code: 10103, message: "Not that long, today.", pointer: "/ttl" };
  const accept = upstream.refuse((request) => request.method === "POST", refusal);
  await page.getByRole("button", { name: "Create token" }).click();
  await expect(amount).toHaveAccessibleDescription("Not that long, today.");
  accept();
  const purpose = '<img src=x onerror=alert(1)> "nightly"';
  await page.getByLabel("Purpose").fill(purpose);
  await page.getByRole("button", { name: "Create token" }).click();

  await expect(dialog(page)).toContainText("Token created");
  await expect(dialog(page)).toContainText(/Alive for 1:59:\d\d\./);
  await expect(dialog(page)).toContainText(`Purpose: ${purpose}`);
  expect(await page.content()).not.toContain("art_v1_0");
  await page.getByRole("button", { name: "Show the token" }).click();
  const token = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  const secret = token.split("?")[0] ?? "";
  expect(secret).toMatch(/^art_v1_[0-9a-f]{40}$/);

  for (const way of ["Environment", "Credential helper", "In the URL"] as const) {
    await dialog(page).getByText(way, { exact: true }).click();
    await expectAccessible(page, way);
    const commands = [await snippet(dialog(page), /^1\./), await snippet(dialog(page), /^2\./)];
    if (way !== "In the URL") commands.push(await snippet(dialog(page), /^3\. Fetch/));
    expect(commands.join(), way).not.toContain(secret);
    await inTempDir(async (dir) => {
      const started = await runAsShown(dir, commands, token);
      const log = await git(join(dir, "welcome"), ["log", "-1", "--format=%s", "main"]);
      expect(log.stdout.trim(), way).not.toBe("");
      const config = await readFile(join(dir, "welcome/.git/config"), "utf8");
      expect(config, way).not.toContain("art_v1");
      expect(config, way).toContain(`/git/default/welcome.git`);
      // The form that has a warning has it for this.
      expect(started.includes(secret), way).toBe(way === "In the URL");
      if (way === "Credential helper") {
        expect(await readFile(join(dir, "home/kept"), "utf8")).toContain("/git/default/welcome.git");
        await runAsShown(dir, ["git -C welcome fetch"], "");
      }
    });
  }

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Revoke now" }).click();
  await expect(dialog(page)).toContainText("Git refuses it from now on");
  await page.getByRole("button", { name: "Done" }).click();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole("button", { name: "Revoked" }).click();
  await expect(page.getByText(purpose)).toBeVisible();
});

test("what a repo is born with is revoked before anybody sees it, unless it is asked for, and whatever goes wrong", async ({
  page,
  stack,
}) => {
  const isList = (name: string) => (request: { method?: string; url?: string }) =>
    request.method === "GET" && request.url?.includes(`/repos/${name}/tokens`) === true;
  const create = async (name: string, isWanted = false) => {
    await page.goto(`${dashboard.url}/birth`);
    await page.getByRole("button", { name: "New repo" }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    if (isWanted) await page.getByLabel("I want to push to it now").check();
    await page.getByRole("button", { name: "Create repo" }).click();
  };
  const states = async (name: string) => (await tokensOf(stack, "birth", name)).map(({ state }) => state);
  await makeRepo(stack, "birth", "elsewhere");

  await create("quiet");
  await expect(dialog(page)).toContainText("nothing of its making is left alive");
  await expectAccessible(page, "a repo without a token");
  expect(await states("quiet")).toEqual(["revoked"]);
  await page.getByRole("link", { name: "Open the repo" }).click();
  await page.getByRole("button", { name: "Fork" }).click();
  await page.getByRole("button", { name: "Fork repo" }).click();
  await expect(dialog(page)).toContainText("nothing of its making is left alive");
  expect(await states("quiet-fork")).toEqual(["revoked"]);

  await create("wanted", true);
  await expect(dialog(page)).toContainText(/alive for 23:59:\d\d/);
  expect(await states("wanted")).toEqual(["active"]);
  await page.getByRole("link", { name: "Open the repo" }).click();
  await page.getByRole("link", { name: "Tokens" }).click();
  await expect(page.getByText("born with the repo", { exact: true })).toBeVisible();
  await page.goto(`${dashboard.url}/birth/elsewhere/tokens`);
  await expect(page.getByText("probably born with the repo")).toBeVisible();

  // Artifacts fails: said, tried again by hand, or by the server.
  const failure = { status: 500, code: 10400, message: "Out of order" };
  let mend = upstream.refuse(isList("stuck"), failure);
  await create("stuck");
  await expect(dialog(page)).toContainText("could not be revoked just now");
  await expectAccessible(page, "a token that could not be revoked");
  mend();
  await page.getByRole("button", { name: "Try again now" }).click();
  await expect(dialog(page)).toContainText("Git refuses it from now on");
  expect(await states("stuck")).toEqual(["revoked"]);

  mend = upstream.refuse(isList("later"), failure);
  await create("later");
  await expect(dialog(page)).toContainText("could not be revoked just now");
  await page.goto("about:blank");
  mend();
  await expect.poll(() => states("later"), { timeout: 30_000 }).toEqual(["revoked"]);

  // The browser goes away before the answer is there.
  const release = upstream.hold((request) => request.method === "POST");
  const asked = page.waitForRequest((request) => request.method() === "POST");
  await create("lost");
  await asked;
  const [closing] = [page.waitForEvent("dialog").then((asks) => asks.accept())];
  await Promise.all([closing, page.goto("about:blank")]);
  release();
  await expect
    .poll(async () => (await states("lost").catch(() => [])).join(), { timeout: 30_000 })
    .toBe("revoked");
});

test("the list is asked for once when a token is revoked, and the page is not", async ({ page, stack }) => {
  await makeRepo(stack, "once", "shop");
  const { id } = await mint(stack, "once", "shop");
  await page.goto(`${dashboard.url}/once/shop/tokens`);
  await expect(rowOf(page, id)).toBeVisible();
  await untilAtRest(page);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "GET" && pathname.startsWith("/once/shop/tokens")) asked.push("page");
    if (request.method() === "GET" && pathname.endsWith("/repos/shop/tokens")) asked.push("list");
  });
  await rowOf(page, id)
    .getByRole("button", { name: /^Revoke/ })
    .click();
  await dialog(page).getByRole("button", { name: "Revoke token" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(rowOf(page, id)).toHaveCount(0);
  await untilAtRest(page);
  expect(asked).toEqual(["list"]);
});

test("by keyboard alone a token is rotated: both work until the old one is revoked, and a failure leaves it alive", async ({
  page,
  stack,
}) => {
  await makeRepo(stack, "turn", "shop");
  const remote = `${stack.apiUrl}/git/turn/shop.git`;
  const opens = async (token: string) => (await git("/", ["ls-remote", remote], { token })).code === 0;
  await page.goto(`${dashboard.url}/turn/shop/tokens`);
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByLabel("Purpose").fill("The build");
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  const oldToken = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  await page.getByRole("button", { name: "I have stored it" }).click();
  // Else the focus comes back from the dialog after it was set.
  await expect(page.getByRole("button", { name: "New token" })).toBeFocused();

  const old = rowOf(page, "The build");
  await old.getByRole("button", { name: /^More for token/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Rotate…" })).toBeFocused();
  await expectAccessible(page, "the menu of a row");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toContainText("Its purpose too: The build");
  await expectAccessible(page, "Rotate");
  const reach = async (name: string) => {
    await tabTo(page, dialog(page).getByRole("button", { name, exact: true }));
    await page.keyboard.press("Enter");
  };
  await reach("Create the new token");
  await reach("Show the token");
  const newToken = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  expect(newToken).not.toBe(oldToken);
  expect([await opens(oldToken), await opens(newToken)]).toEqual([true, true]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toContainText("Close without the token?");
  await page.keyboard.press("Escape");

  const isDelete = (request: { method?: string }) => request.method === "DELETE";
  const mend = upstream.refuse(isDelete, { status: 500, code: 10400, message: "Out of order" });
  await reach("I have switched: revoke the old token");
  await expect(dialog(page).getByRole("alert")).toContainText("could not be revoked and is still alive");
  await expect(dialog(page).getByRole("list", { name: "State of the switch" })).toContainText("still alive");
  await expectAccessible(page, "a switch that failed half-way");
  expect(await opens(oldToken)).toBe(true);
  mend();
  await reach("Try to revoke the old token again");
  await expect(dialog(page)).toContainText("revoked, Git refuses it");
  expect([await opens(oldToken), await opens(newToken)]).toEqual([false, true]);
  await reach("Done");
  await expect(dialog(page)).toBeHidden();
  await expect(old).toHaveCount(1);
  const [kept] = await tokensOf(stack, "turn", "shop", "active");
  await expect(old).toContainText(kept?.id ?? "no token");
});

test("many tokens are revoked together: those that are selected and alive, with what failed told and retried", async ({
  page,
  context,
  stack,
}) => {
  await makeRepo(stack, "many", "shop");
  const made: string[] = [];
  for (let at = 0; at < 34; at += 1) {
    made.push((await mint(stack, "many", "shop", { ttl: 3600 + at })).id);
  }
  // Newest first: the first page begins with the last that was made, the second ends with the one from the birth.
  const newest = [...made].reverse();
  const [first = "", second = "", third = ""] = newest;
  await page.goto(`${dashboard.url}/many/shop/tokens`);
  await expect(page.getByText("35 tokens, page 1 of 2")).toBeVisible();
  for (const id of [first, second, third]) await page.getByLabel(`Select token ${id}`).check();
  // Until the next page is there, all on this one are none.
  const turn = upstream.hold(({ url = "" }) => /\/shop\/tokens\?.*\bpage=2/.test(url));
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByLabel("Select all on this page")).toBeDisabled();
  turn();
  await page.getByLabel("Select all on this page").check();
  await expect(page.getByText("8 tokens selected")).toBeVisible();
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(page.getByLabel(`Select token ${first}`)).toBeChecked();
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(3);
  await expectAccessible(page, "tokens selected");

  // The list moves: a token made elsewhere pushes the others down. Nothing else is selected.
  await mint(stack, "many", "shop", { ttl: 5000 });
  // One of the selected dies in another tab.
  const other = await context.newPage();
  await other.goto(`${dashboard.url}/many/shop/tokens`);
  await rowOf(other, second)
    .getByRole("button", { name: /^Revoke/ })
    .click();
  await dialog(other).getByRole("button", { name: "Revoke token" }).click();
  await expect(dialog(other)).toBeHidden();
  await other.close();
  await page.getByRole("button", { name: "Revoke 8 tokens…" }).click();
  await expect(page.getByRole("heading", { name: "Revoke 7 tokens?" })).toBeVisible();
  await expect(dialog(page)).toContainText("1 other of your selection is revoked or expired already");
  await expect(dialog(page).getByRole("listitem")).toHaveCount(7);
  await expectAccessible(page, "what is about to be revoked");
  await dialog(page).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("7 tokens selected")).toBeVisible();

  const failing = upstream.refuse(
    ({ method, url }) => method === "DELETE" && [first, third].some((id) => url?.endsWith(`/${id}`)),
    { status: 400, code: 10100, message: "Not this one" },
  );
  await page.getByRole("button", { name: "Revoke 7 tokens…" }).click();
  await dialog(page).getByRole("button", { name: "Revoke 7 tokens" }).click();
  await expect(dialog(page).getByRole("alert")).toHaveText("Revoked 5. 2 failed.");
  const failed = dialog(page).getByRole("region", { name: "Failed" });
  await expect(failed.getByRole("listitem")).toHaveCount(2);
  await expect(failed).toContainText("Not this one");
  await expectAccessible(page, "the report");
  failing();
  await dialog(page).getByRole("button", { name: "Retry the failed" }).click();
  await expect(dialog(page).getByRole("alert")).toHaveText("Revoked 7.");
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("region", { name: "Selected tokens" })).toHaveCount(0);

  const all = await tokensOf(stack, "many", "shop");
  const revoked = all.filter(({ state }) => state === "revoked").map(({ id }) => id);
  const birth = all.find(({ scope }) => scope === "write")?.id ?? "";
  expect(new Set(revoked)).toEqual(new Set([first, second, third, ...made.slice(0, 4), birth]));

  // A selected token that ends elsewhere drops out by itself, and is said.
  const [, , , , fifth = ""] = newest;
  await page.getByLabel(`Select token ${fifth}`).check();
  await rest(stack, z.unknown(), `many/tokens/${fifth}`, { method: "DELETE" });
  await page.getByRole("button", { name: "All", exact: true }).click();
  await expect(page.getByText("1 token left your selection: revoked or expired meanwhile.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Selected tokens" })).toHaveCount(0);

  // Sorting goes over all pages, and stays in the address.
  const isWhole = ({ method, url = "" }: { method?: string; url?: string }) =>
    method === "GET" && /\/shop\/tokens\?.*per_page=100/.test(url);
  const release = upstream.hold(isWhole);
  const mend = upstream.refuse(isWhole, { status: 400, code: 10100, message: "Not now" });
  await page.getByRole("button", { name: "Expires" }).click();
  await expect(page).toHaveURL(/sort=expires_at/);
  await expect(page.getByText("Sorting all of them…")).toBeVisible();
  release();
  await expect(page.getByText("Not all of them could be read to sort them.")).toBeVisible();
  mend();
  await page.getByRole("button", { name: "Sort again" }).click();
  await expect(page.getByText("All of them are sorted.")).toBeVisible();
  const order = async () => page.locator("tbody tr code").allTextContents();
  const byExpiry = [...all].sort((a, b) => Date.parse(a.expires_at) - Date.parse(b.expires_at));
  expect((await order()).slice(0, 5)).toEqual(byExpiry.slice(0, 5).map(({ id }) => id));
  await page.reload();
  expect((await order())[0]).toBe(byExpiry[0]?.id);
  await page.getByRole("button", { name: "Expires" }).click();
  await expect.poll(async () => (await order())[0]).toBe(birth);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a token is read, selected and revoked with a finger", async ({ page, stack }) => {
    await makeRepo(stack, "thumb", "shop");
    const { id } = await mint(stack, "thumb", "shop", { ttl: 900 });
    await page.goto(`${dashboard.url}/thumb/shop/tokens`);
    await expect(rowOf(page, id)).toContainText(/Expires in 14:\d\d/);
    await expectAccessible(page, "tokens on a phone");
    const more = rowOf(page, id).getByRole("button", { name: /^More for token/ });
    expect((await more.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await more.tap();
    await page.getByRole("menuitem", { name: "Revoke…" }).tap();
    await dialog(page).getByRole("button", { name: "Revoke token" }).tap();
    await expect(rowOf(page, id)).toHaveCount(0);
    await page.getByLabel("Select all on this page").check();
    await page.getByRole("button", { name: "Revoke 1 token…" }).tap();
    await expect(page.getByRole("heading", { name: "Revoke 1 token?" })).toBeVisible();
    await expectAccessible(page, "the bulk dialog on a phone");
    await dialog(page).getByRole("button", { name: "Revoke 1 token" }).tap();
    await expect(dialog(page).getByRole("alert")).toHaveText("Revoked 1.");
    await dialog(page).getByRole("button", { name: "Close" }).last().tap();
    await expect(page.getByRole("heading", { name: "No active tokens" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
