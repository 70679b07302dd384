import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { untilDrawn } from "./listening";
import { type SlowUpstream, startSlowUpstream } from "./slow-upstream";
import { type Stack, startStack } from "./stack";
import { tabTo } from "./tab-to";

async function callApi(stack: Stack, method: string, path: string, body?: object) {
  const answer = await fetch(`${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/${path}`, {
    method,
    headers: { Authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}`).toBe(true);
}

const createRepo = (stack: Stack, namespace: string, name: string) =>
  callApi(stack, "POST", `${namespace}/repos`, { name });

const forkRepo = (stack: Stack, namespace: string, of: string, name: string) =>
  callApi(stack, "POST", `${namespace}/repos/${of}/fork`, { name });

const nameField = (page: Page) => page.getByLabel("Name", { exact: true });
const question = (page: Page) => page.getByRole("alertdialog");

test("what was typed is asked about before it is lost, whichever way one leaves", async ({ page }) => {
  await page.goto("/default/welcome");
  await page.getByRole("link", { name: "default" }).click();
  await expect(page).toHaveURL(/\/default$/);
  await page.getByRole("button", { name: "New repo" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.getByRole("button", { name: "New repo" }).click();
  await page.getByLabel("Description").pressSequentially("Half a thought");
  const ways: [string, () => Promise<unknown>][] = [
    ["Escape", () => page.keyboard.press("Escape")],
    ["a click outside", () => page.mouse.click(5, 5)],
    ["the cross", () => page.getByRole("button", { name: "Close" }).click()],
    ["Cancel", () => page.getByRole("button", { name: "Cancel" }).click()],
    ["Back", () => page.evaluate(() => window.history.back())],
  ];
  for (const [way, leave] of ways) {
    await page.getByLabel("Description").focus();
    await leave();
    await expect(question(page), way).toContainText("Discard what you typed?");
    await expect(page.getByRole("button", { name: "Keep editing" }), way).toBeFocused();
    await page.keyboard.press(way === "Cancel" ? "Escape" : "Enter");
    await expect(question(page), way).toBeHidden();
    await untilDrawn(page);
    await expect(page.getByLabel("Description"), way).toHaveValue("Half a thought");
  }
  await page.getByLabel("Description").focus();
  await page.keyboard.press("Escape");
  await expectAccessible(page, "the question");
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Description")).toBeFocused();

  const asked = page.waitForEvent("dialog");
  const reloading = page.evaluate(() => window.location.reload());
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await reloading;
  await expect(page.getByLabel("Description")).toHaveValue("Half a thought");

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "New repo" })).toBeFocused();

  await page.getByRole("button", { name: "New repo" }).click();
  await nameField(page).pressSequentially("again");
  await page.evaluate(() => window.history.back());
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page).toHaveURL(/\/default\/welcome$/);
});

test("Back and Forward go through list, search and dialog, and leave no dialog behind", async ({ page }) => {
  await page.goto("/default");
  await page.getByRole("button", { name: "Name", exact: true }).click();
  await expect(page).toHaveURL(/sort=name/);
  await page.getByRole("searchbox").fill("wel");
  await expect(page).toHaveURL(/q=wel/);
  await page.getByRole("button", { name: "New repo" }).click();
  await page.goBack();
  await expect(page).toHaveURL(/\/default$/);
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.goForward();
  await expect(page.getByRole("searchbox")).toHaveValue("wel");
  await expect(page.getByRole("link", { name: "welcome", exact: true })).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a token that was not copied is asked about, one that was is not", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/default/welcome/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await expectAccessible(page, "New token");
  await page.getByRole("button", { name: "Create token" }).click();
  await expectAccessible(page, "Token created");
  await page.keyboard.press("Escape");
  await expect(question(page)).toContainText("Close without the token?");
  await page.getByRole("button", { name: "Go back to it" }).click();
  await page.getByRole("button", { name: "Copy the token" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^art_v1_/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("a namespace is made with its first repo, and the list knows it without a reload", async ({
  page,
  stack,
}) => {
  await createRepo(stack, "Present", "one");
  await page.goto("/?all");
  await page.getByRole("button", { name: "New namespace" }).click();
  const namespace = page.getByLabel("Namespace", { exact: true });
  await page.getByRole("button", { name: "Create repo" }).click();
  await expect(namespace).toBeFocused();
  await namespace.fill("n".repeat(64));
  await expect(page.getByText("at most 63 characters")).toBeVisible();
  await namespace.fill("x");
  await expect(page.getByText("at least 2 characters")).toBeVisible();
  await expectAccessible(page, "New namespace, with an error");
  await namespace.fill("present");
  await expect(
    page.getByText("Present exists already, with 1 repo: the repo will be made in it."),
  ).toBeVisible();
  await nameField(page).fill("ONE");
  await expect(page.getByText("A repo of this name exists already")).toBeVisible();

  const longest = `${"n".repeat(58)}.Up-1`;
  expect(longest).toHaveLength(63);
  await namespace.fill(longest);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: `${longest}/ONE is ready` })).toBeVisible();
  await expect(page.getByText("nothing of its making is left alive")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: longest }).click();
  await expect(page.getByRole("link", { name: "ONE", exact: true })).toBeVisible();

  // An address without a namespace offers to begin it.
  expect((await page.goto("/brand-new"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no such namespace" })).toBeVisible();
  await page.getByRole("button", { name: "Create the first repo" }).click();
  await nameField(page).fill("v1.0_Final");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "v1.0_Final is ready" })).toBeVisible();
  await expect(page.getByText("nothing of its making is left alive")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "v1.0_Final" })).toBeVisible();
  expect((await page.goto("/brand-new"))?.status()).toBe(200);
  expect((await page.goto("/never-heard-of/-/tokens"))?.status()).toBe(404);
});

test("the switcher filters, says what it filtered, loads more and goes where the name leads", async ({
  page,
  stack,
}) => {
  for (let at = 0; at < 60; at += 1) await createRepo(stack, `zz-many-${String(at).padStart(2, "0")}`, "r");
  await page.goto("/zz-many-00");
  await page.getByRole("button", { name: "Switch namespace" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Filter namespaces")).toBeFocused();
  await expect(page.getByText("These are the first 50.")).toBeVisible();
  await expectAccessible(page, "the switcher");
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByText("These are the first 50.")).toBeHidden();
  await page.getByLabel("Filter namespaces").fill("ZZ-MANY-5");
  const choices = page.getByRole("dialog").getByRole("link", { name: /^zz-many-/ });
  await expect(choices).toHaveCount(10);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/zz-many-51$/);
  await page.getByRole("button", { name: "Switch namespace" }).click();
  await expect(page.getByRole("link", { name: "zz-many-51 1 repo" })).toHaveAttribute("aria-current", "true");
  await page.getByRole("link", { name: "New namespace" }).click();
  await expect(page.getByRole("dialog", { name: "New namespace" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/\?all=1$/);
});

test("names with dots, upper case and 200 characters are made, each by one request", async ({ page }) => {
  let posts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/repos")) posts += 1;
  });
  await page.goto("/default");
  for (const [at, name] of ["Dotted.Name_v1.2", "r".repeat(64), "R2".repeat(100)].entries()) {
    await page.getByRole("button", { name: "New repo" }).click();
    await nameField(page).fill(name);
    if (at === 0) await page.getByRole("button", { name: "Create repo" }).dblclick();
    else await nameField(page).press("Enter");
    await expect(page.getByRole("heading", { name: `${name} is ready` })).toBeVisible();
    await page.getByRole("link", { name: "Open the repo" }).click();
    await expect(page.getByRole("heading", { name: "Nothing pushed yet" })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("link", { name })).toBeVisible();
  }
  expect(posts).toBe(3);
  await page.getByRole("button", { name: "New repo" }).click();
  await nameField(page).fill("R".repeat(201));
  await nameField(page).press("Enter");
  await expect(page.getByRole("alert")).toContainText("at most 200 characters");
  await nameField(page).fill("DOTTED.name_V1.2");
  await nameField(page).press("Enter");
  await expect(page.getByRole("alert")).toContainText("exists already");
  await expect(nameField(page)).toBeFocused();
  await expectAccessible(page, "New repo, with an error");
});

test("what was deleted in one tab is told in plain words in the other", async ({ page, context, stack }) => {
  await createRepo(stack, "tabs", "shared");
  await createRepo(stack, "tabs", "stays");
  await page.goto("/tabs/shared/settings");
  const other = await context.newPage();
  await other.goto("/tabs/shared/tokens");
  await page.getByRole("button", { name: "Delete this repo" }).click();
  await expectAccessible(page, "Delete");
  await page.getByRole("button", { name: "Delete repo" }).click();
  await expect(page).toHaveURL(/\/tabs$/);

  await other.getByRole("button", { name: "Fork" }).click();
  await other.getByRole("button", { name: "Fork repo" }).click();
  await expect(other.getByRole("alert")).toContainText("The repo shared may have been deleted");
  await other.keyboard.press("Escape");
  await expect(other.getByRole("dialog")).toBeHidden();
  await other.getByRole("button", { name: "New token" }).click();
  await other.getByRole("button", { name: "Create token" }).click();
  await expect(other.getByRole("alert")).toContainText("The repo shared may have been deleted");
  await other.keyboard.press("Escape");
  await expect(other.getByRole("dialog")).toBeHidden();
  await other.getByRole("link", { name: "Settings" }).click();
  await expect(other.getByRole("heading", { name: "This repo is gone" })).toBeVisible();
  await expectAccessible(other, "This repo is gone");
  await other.getByRole("link", { name: "Repos of tabs" }).click();
  await expect(other.getByRole("link", { name: "stays" })).toBeVisible();
  await expect(other.getByRole("link", { name: "shared" })).toHaveCount(0);
  await other.close();
});

test("deleting names the forks that stay, and settings shows where a fork of a fork comes from", async ({
  page,
  stack,
}) => {
  const names = ["welcome-a", "welcome-b", "welcome-fork", "welcome-fork-2"];
  for (const name of names) await forkRepo(stack, "default", "welcome", name);
  await forkRepo(stack, "default", "welcome-a", "welcome-a-a");

  // A fork's form opens with a name that is free, and a typed one that is taken is told.
  await page.goto("/default/welcome");
  await page.getByRole("button", { name: "Fork" }).click();
  await expect(nameField(page)).toHaveValue("welcome-fork-3");
  await expect(nameField(page)).toHaveAccessibleDescription("welcome-fork is taken; this name is free.");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await nameField(page).fill("Welcome-Fork");
  await expect(page.getByRole("alert")).toContainText("exists already");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard" }).click();

  // The list has a column for it, and every mention leads there.
  await page.goto("/default");
  await expect(page.getByRole("columnheader", { name: "Source" })).toBeVisible();
  await page.goto("/default/welcome-a-a");
  await page.getByRole("link", { name: "default/welcome-a", exact: true }).click();
  await expect(page).toHaveURL(/\/default\/welcome-a$/);

  await page.goto("/default/welcome-a-a/settings");
  const shown = await page
    .getByText("Last push")
    .locator("xpath=..")
    .locator("time")
    .getAttribute("datetime");
  await page.goto("/default");
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: "welcome-a-a", exact: true }) });
  await expect(row.locator(`time[datetime="${shown}"]`)).not.toHaveCount(0);
  await page.goto("/default/welcome-a-a/settings");
  const source = page.getByRole("listitem").filter({ hasText: "fork of" });
  await expect(source).toHaveText(["fork of default/welcome-a", "fork of default/welcome"]);
  await page.goto("/default/welcome/settings");
  await page.getByRole("button", { name: "Delete this repo" }).click();
  await expect(page.getByRole("dialog")).toContainText(/4 forks of it stay as they are: .* and 1 more/);
  await expectAccessible(page, "Delete, with losses");
  // Its typed name alone is nothing to ask about.
  await page.getByLabel("Type welcome to confirm").fill("wel");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("by keyboard alone: create, copy the token, open the repo; search, walk to a row, open it", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/default");
  await page.getByRole("button", { name: "New repo" }).focus();
  await page.keyboard.press("Enter");
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type("typed-only");
  const reach = async (name: string, role: "button" | "link" | "checkbox") => {
    await tabTo(page, page.getByRole(role, { name, exact: true }));
  };
  const press = async (name: string, role: "button" | "link") => {
    await reach(name, role);
    await page.keyboard.press("Enter");
  };
  await reach("I want to push to it now", "checkbox");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "typed-only is ready" })).toBeVisible();
  await press("Copy the token", "button");
  await expect(page.getByRole("button", { name: "Copied" })).toBeFocused();
  await press("Open the repo", "link");
  await expect(page).toHaveURL(/\/default\/typed-only$/);

  await page.goto("/default");
  await expect(page.getByRole("link", { name: "typed-only" })).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("typed");
  await expect(page.getByText("1 repo", { exact: true })).toBeVisible();
  await press("typed-only", "link");
  await expect(page).toHaveURL(/\/default\/typed-only$/);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("namespaces are switched and a repo is made with a finger", async ({ page }) => {
    await page.goto("/default");
    await page.getByRole("button", { name: "Switch namespace" }).tap();
    const choice = page.getByRole("dialog").getByRole("link", { name: "All namespaces" });
    expect((await choice.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New repo" }).tap();
    await nameField(page).fill("by-finger");
    await page.getByRole("button", { name: "Close" }).tap();
    await page.getByRole("button", { name: "Keep editing" }).tap();
    const create = page.getByRole("button", { name: "Create repo" });
    expect((await create.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await create.tap();
    await expect(page.getByRole("heading", { name: "by-finger is ready" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expectAccessible(page, "the ready view on a phone");
    await page.getByRole("link", { name: "Open the repo" }).tap();
    await expect(page.getByRole("heading", { name: "Nothing pushed yet" })).toBeVisible();
  });
});

test.describe("on a slow Artifacts", () => {
  let upstream: SlowUpstream;
  let slow: Stack;

  test.beforeAll(async ({ stack }) => {
    upstream = await startSlowUpstream(stack.apiUrl);
    slow = await startStack({
      env: { ARTIFACTS_API_URL: upstream.url, ARTIFACTS_API_TOKEN: stack.apiToken },
    });
  });
  test.afterAll(async () => {
    await slow.stop();
    await upstream.stop();
  });

  test("a fork waits in sight, is asked about when left, and its repo comes by itself", async ({ page }) => {
    const isFork = (request: { method?: string; url?: string }) =>
      request.method === "POST" && request.url?.endsWith("/welcome/fork") === true;
    const release = upstream.hold(isFork);
    await page.goto(`${slow.url}/default/welcome`);
    await page.getByRole("button", { name: "Fork" }).click();
    await expect(nameField(page)).toBeVisible();
    await expectAccessible(page, "Fork");
    await nameField(page).fill("slow-copy");
    await page.getByLabel("I want to clone or push to it now").check();
    const submit = page.getByRole("button", { name: "Fork repo" });
    await submit.click();
    await expect(page.getByRole("button", { name: /^Forking… [3-9] s$/ })).toBeVisible({ timeout: 20_000 });
    await page.keyboard.press("Escape");
    await expect(question(page)).toContainText("Leave while this is under way?");
    release();
    await expect(question(page)).toContainText("Close without the token?");
    await page.getByRole("button", { name: "Go back to it" }).click();
    await expect(page.getByRole("heading", { name: "slow-copy is ready" })).toBeVisible();

    const ready = upstream.refuse((request) => request.url?.endsWith("/repos/slow-copy") === true, {
      status: 409,
      code: 10303,
      message: "Fork in progress",
    });
    await page.getByRole("link", { name: "Open the repo" }).click();
    await expect(page.getByRole("heading", { name: "Still forking" })).toBeVisible();
    await expect(page.getByText(/^Watched for [1-9] s$/)).toBeVisible();
    await expectAccessible(page, "Still forking");
    ready();
    await expect(page.getByRole("list", { name: "Files" })).toBeVisible({ timeout: 20_000 });
  });

  test("a refusal stands at the field that it points to, or over the buttons", async ({ page }) => {
    const isCreate = (request: { method?: string; url?: string }) =>
      request.method === "POST" && request.url?.endsWith("/default/repos") === true;
    await page.goto(`${slow.url}/default`);
    await page.getByRole("button", { name: "New repo" }).click();
    await nameField(page).fill("refused");
    const refusals = [
      { pointer: "/name", field: nameField(page), message: "This name is reserved." },
      {
        pointer: "/default_branch",
        field: page.getByLabel("Default branch"),
        message: "No such branch here.",
      },
      {
        pointer: "/description",
        field: page.getByLabel("Description"),
        message: "<img src=x onerror=alert(1)>",
      },
    ];
    for (const { pointer, field, message } of refusals) {
      const accept = upstream.refuse(isCreate, { status: 400, code: 10100, message, pointer });
      await page.getByRole("button", { name: "Create repo" }).click();
      await expect(field).toBeFocused();
      await expect(field).toHaveAccessibleDescription(message);
      accept();
    }
    const accept = upstream.refuse(isCreate, {
      status: 400,
      code: 10100,
      message: "Not on a Sunday.",
      pointer: "/read_only",
    });
    await page.getByRole("button", { name: "Create repo" }).click();
    await expect(page.getByRole("alert")).toHaveText("Not on a Sunday.");
    accept();
  });
});
