import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type HttpsRemote, startHttpsRemote } from "@/server/import/test-https-remote";
import { expectAccessible } from "./accessible";
import { startFaultyProxy } from "./faulty-proxy";
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

test.afterEach(() => {
  remote.intercept = null;
  remote.hold = null;
});

/** A remote whose packs stop half-way, where `reached` resolves, until `release` is called. */
async function addSlowRepo(name: string) {
  const dir = await remote.addRepo(name, { count: 3, fileBytes: 2_000_000 });
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    remote.hold = { afterBytes: 500_000, released, onReached: resolve };
  });
  return { dir, release, reached };
}

async function fillAddress(page: Page, address: string) {
  await page.goto(`${stack.url}/default`);
  await page.getByRole("button", { name: "Import" }).click();
  await page.getByLabel("Address").fill(address);
}

async function startImport(page: Page, repo: string) {
  await fillAddress(page, remote.urlOf(repo));
  await page.getByRole("button", { name: "Import repo" }).click();
  await expect(page.getByRole("heading", { name: `${repo} is on its way` })).toBeVisible();
}

const tray = (page: Page) => page.getByRole("banner").getByRole("button", { name: /^Imports/ });
const panel = (page: Page) => page.getByRole("dialog", { name: "Imports" });

test("an import over TLS offers the remote's branches, shows its progress from any page, survives a reload and ends as a repo to browse", async ({
  page,
}) => {
  const { dir, release } = await addSlowRepo("slow");
  await remote.git(dir, "branch", "feature/one", "main");
  await remote.git(dir, "branch", "release", "main~1");
  await fillAddress(page, remote.urlOf("slow"));
  await expect(page.getByText("Default branch main, 3 branches")).toBeVisible();

  // Keyboard only from here to the end of the form.
  await page.getByRole("combobox", { name: "Branch" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option")).toHaveText(["main", "feature/one", "release"]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);
  await page.keyboard.type("rel");
  await expect(page.getByRole("option")).toHaveText(["release"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Branch" })).toHaveValue("release");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "slow is on its way" })).toBeVisible();

  await page.getByRole("link", { name: "Open the repo" }).click();
  await expect(page.getByRole("heading", { name: "Still importing" })).toBeVisible();
  await expect(page.getByRole("main").getByText(/\d+ bytes/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Still importing" })).toBeVisible();

  await page.goto(`${stack.url}/?all`);
  await tray(page).click();
  await expect(panel(page).getByText(/(objects|deltas).* · .*(KB|MB) · \d+ s/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(tray(page)).toBeFocused();
  // What is stored is an address and choices: no token.
  expect(await page.evaluate(() => JSON.stringify(window.localStorage))).not.toContain("art_v1");
  const other = await page.context().newPage();
  await other.goto(`${stack.url}/default/welcome`);
  await expect(tray(other)).toBeVisible();

  release();
  await expect(page.getByRole("status").filter({ hasText: "slow is imported." })).toBeAttached({
    timeout: 30_000,
  });
  await tray(page).click();
  await expect(panel(page).getByText("Imported.")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
  expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))).toEqual([]);
  await panel(page).getByRole("link", { name: "slow in default" }).click();
  await expect(page.getByRole("list", { name: "Files" })).toBeVisible();
  await expect(tray(page)).toHaveCount(0);
  await expect(tray(other)).toHaveCount(0);
});

test("an import can be cancelled on its page and in the tray, its name is free again, and it can be retried", async ({
  page,
}) => {
  const { release } = await addSlowRepo("unwanted");
  await startImport(page, "unwanted");
  await page.getByRole("link", { name: "Open the repo" }).click();
  await page.getByRole("button", { name: "Cancel the import" }).click();
  await expect(page).toHaveURL(/\/default$/);
  await expect(page.getByRole("link", { name: "unwanted" })).toHaveCount(0);
  await expect(tray(page)).toHaveCount(0);

  await startImport(page, "unwanted");
  await expect(page.getByRole("dialog")).toContainText("revoked as soon as the import ends");
  await page.getByRole("button", { name: "Close" }).click();
  await tray(page).click();
  await panel(page).getByRole("button", { name: "Cancel the import of unwanted" }).click();
  await expect(panel(page).getByText("Cancelled.")).toBeVisible();
  release();
  await panel(page).getByRole("button", { name: "Retry the import of unwanted" }).click();
  await expect(panel(page).getByText("Imported.")).toBeVisible({ timeout: 30_000 });

  // Nobody saw the token of the retry: it was revoked.
  await page.goto(`${stack.url}/default/unwanted/tokens?state=revoked`);
  await expect(page.getByRole("row").filter({ hasText: "write" })).toHaveCount(1);
});

test("an import that breaks off says why in the tray and on its page, which begins it again with the same values", async ({
  page,
}) => {
  const { release, reached } = await addSlowRepo("fragile");
  await startImport(page, "fragile");
  await page.getByRole("link", { name: "Open the repo" }).click();
  await expect(page.getByRole("main").getByText(/\d+ bytes/)).toBeVisible();
  await reached;
  remote.cut();
  release();
  await expect(page.getByRole("button", { name: "Import it again" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("main").getByText(/broke off|cannot be reached/)).toBeVisible();
  await tray(page).click();
  await expect(panel(page).getByText(/Failed\. .*(broke off|cannot be reached)/)).toBeVisible();
  await page.keyboard.press("Escape");
  remote.hold = null;
  await page.getByRole("button", { name: "Import it again" }).click();
  await expect(page.getByRole("list", { name: "Files" })).toBeVisible({ timeout: 30_000 });
});

test("what stands against a remote is said before anything is made, and the service has the last word", async ({
  page,
}) => {
  await remote.addRepo("private");
  const hasProblem = async (address: string, words: string) => {
    await page.getByLabel("Address").fill(address);
    await expect(page.getByRole("dialog").getByText(words)).toBeVisible();
  };
  remote.intercept = (_request, response) => {
    response.writeHead(401, { "www-authenticate": 'Basic realm="x"' });
    response.end();
  };
  await fillAddress(page, remote.urlOf("private"));
  await expect(page.getByRole("dialog").getByText("Wants credentials.")).toBeVisible();
  await page.getByRole("button", { name: "Import repo" }).click();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");

  remote.intercept = (_request, response) => {
    response.writeHead(302, { location: "https://10.0.0.1/x/info/refs?service=git-upload-pack" });
    response.end();
  };
  await hasProblem(remote.urlOf("moved"), "Has no public address.");
  remote.intercept = (_request, response) => void response.end("<h1>A page</h1>");
  await hasProblem(remote.urlOf("page"), "No Git repo answers there.");
  remote.intercept = null;
  await hasProblem("https://169.254.169.254/latest/meta-data", "Has no public address.");
  await hasProblem("https://[::ffff:127.0.0.1]/x", "Has no public address.");
  await page.getByRole("button", { name: "Import repo" }).click();
  await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Address")).toBeEnabled();
  await expect(tray(page)).toHaveCount(0);
});

test("a list of addresses becomes a table, with an outcome for each line", async ({ page }) => {
  for (const name of ["one", "two", "welcome"]) await remote.addRepo(name);
  const goneUrl = remote.urlOf("gone");
  await page.goto(`${stack.url}/default`);
  await page.getByRole("button", { name: "Import" }).click();
  await page.getByRole("link", { name: "import many at once" }).click();
  await page
    .getByLabel("Addresses")
    .fill(
      [
        "# ours",
        remote.urlOf("one"),
        "",
        `${remote.urlOf("two")} # the second`,
        remote.urlOf("one"),
        remote.urlOf("welcome"),
        goneUrl,
        "no address at all",
      ].join("\n"),
    );
  await expect(page.getByText("4 addresses. 1 duplicate left out.")).toBeVisible();
  await expect(page.getByText("line 8 (no address at all)")).toBeVisible();
  await page.getByRole("button", { name: "Look at 4 addresses" }).click();

  const row = (name: string) => page.getByRole("row").filter({ hasText: `/${name}.git` });
  await expect(row("one").getByText("Default branch main, 1 branch")).toBeVisible();
  await expect(row("gone").getByText("No Git repo answers there.")).toBeVisible();
  await expect(row("welcome").getByRole("textbox")).toHaveValue("welcome-2");
  await row("two").getByRole("textbox").fill("WELCOME");
  await row("two").getByRole("textbox").blur();
  await expect(row("two").getByText("exists already")).toBeVisible();
  await expect(page.getByRole("button", { name: "Import 3 repos" })).toBeVisible();
  await row("two").getByRole("textbox").fill("second");
  await page.getByRole("radio", { name: "Latest only" }).check({ force: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }))).toEqual([]);

  await page.getByRole("button", { name: "Import 4 repos" }).click();
  for (const name of ["one", "two", "welcome"]) {
    await expect(row(name).getByText("Imported")).toBeVisible({ timeout: 30_000 });
  }
  await expect(row("gone").getByText("Failed: The URL is not a Git remote")).toBeVisible();
  await expect(page.getByText("3 imported, 1 failed")).toBeVisible();

  await remote.addRepo("gone");
  await page.getByRole("button", { name: "Retry 1 failed" }).click();
  await expect(row("gone").getByText("Imported")).toBeVisible({ timeout: 30_000 });
  await row("two").getByRole("link", { name: "second" }).click();
  await expect(page.getByRole("list", { name: "Files" })).toBeVisible();
});

test("the import dialog with everything filled in and looked at, wide and narrow, passes axe and asks before its link leads away", async ({
  page,
}) => {
  const dir = await remote.addRepo("filled");
  await remote.git(dir, "branch", "release", "main");
  await fillAddress(page, remote.urlOf("filled"));
  await expect(page.getByText("Default branch main, 2 branches")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("filled-in");
  await page.getByRole("combobox", { name: "Branch" }).fill("release");
  await page.keyboard.press("Escape");
  await page.getByRole("radio", { name: "Latest only" }).check({ force: true });
  await page.getByLabel("Read-only").check();
  await page.getByLabel("I want to clone it once it is there").check();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, `the filled import dialog, ${width} px, ${colorScheme}`);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.getByRole("link", { name: "import many at once" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Discard what you typed?");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { name: "Import many repos" })).toBeVisible();
});

test("a list that Artifacts asks to wait is stopped and gone on with, and asks before a link, Back or a reload loses its lines", async ({
  page,
}) => {
  const names = ["wait-1", "wait-2", "wait-3", "wait-4", "wait-5"];
  for (const name of names) await remote.addRepo(name);
  const proxy = await startFaultyProxy(stack.apiUrl);
  const dashboard = await startStack({
    env: {
      ARTIFACTS_API_URL: proxy.url,
      ARTIFACTS_API_TOKEN: stack.apiToken,
      VITRINE_IMPORT_ALLOW_HOSTS: "localhost",
      VITRINE_IMPORT_CA_FILE: remote.caFile,
    },
  });
  const question = page.getByRole("alertdialog");
  const stay = async (words: string, button: string) => {
    await expect(question).toContainText(words);
    await question.getByRole("button", { name: button }).click();
    await expect(question).toBeHidden();
    await expect(page).toHaveURL(/\/default\/-\/import$/);
  };
  const home = page.getByRole("link", { name: "Vitrine" }).first();
  try {
    await page.goto(`${dashboard.url}/default`);
    await page.getByRole("button", { name: "Import" }).click();
    await page.getByRole("link", { name: "import many at once" }).click();
    const list = names.map((name) => remote.urlOf(name)).join("\n");
    await page.getByLabel("Addresses").fill(list);
    await home.click();
    await stay("Discard what you typed?", "Keep editing");
    await page.evaluate(() => window.history.back());
    await stay("Discard what you typed?", "Keep editing");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("repos of default");
    await expect(page.getByRole("option", { name: "Repos of default" })).toBeVisible();
    await page.keyboard.press("Enter");
    await stay("Discard what you typed?", "Keep editing");
    await expect(page.getByLabel("Addresses")).toHaveValue(list);

    await page.getByRole("button", { name: "Look at 5 addresses" }).click();
    await home.click();
    await stay("Discard what you typed?", "Keep editing");
    await page.getByRole("button", { name: "Edit the list" }).click();
    await expect(page.getByLabel("Addresses")).toHaveValue(list);
    await page.getByRole("button", { name: "Look at 5 addresses" }).click();

    const row = (name: string) => page.getByRole("row").filter({ hasText: `/${name}.git` });
    proxy.limitNext(({ method, path }) => method === "POST" && /wait-[345]\/import$/.test(path), 1_000, 90);
    await page.getByRole("button", { name: "Import 5 repos" }).click();
    await expect(page.getByText(/^2 of 5 begun\. Waiting \d+ s because Artifacts asked to\.$/)).toBeVisible();
    for (const name of ["wait-1", "wait-2"]) {
      await expect(row(name).getByText("Imported")).toBeVisible({ timeout: 30_000 });
    }
    await expect(page.getByText("Failed")).toHaveCount(0);
    await home.click();
    await stay("Leave with imports not begun?", "Stay here");
    await expectAccessible(page, "a list that waits");
    await page.getByRole("button", { name: "Stop" }).click();
    await expect(page.getByText("2 imported, 3 not begun")).toBeVisible();
    await page.evaluate(() => window.history.back());
    await stay("Leave with imports not begun?", "Stay here");
    const asked = page.waitForEvent("dialog");
    const reloading = page.evaluate(() => window.location.reload());
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await reloading;

    proxy.limitNext(() => false, 0, 0);
    await page.getByRole("button", { name: "Import 3 repos" }).click();
    for (const name of names) {
      await expect(row(name).getByText("Imported")).toBeVisible({ timeout: 30_000 });
    }
    await expect(page.getByText("5 imported")).toBeVisible();
    // With nothing to lose, nothing is asked.
    await row("wait-5").getByRole("link", { name: "wait-5" }).click();
    await expect(page.getByRole("list", { name: "Files" })).toBeVisible();
  } finally {
    await dashboard.stop();
    await proxy.close();
  }
});
