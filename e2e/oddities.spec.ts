import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { git, gitOk, inTempDir } from "./git";
import {
  deepDirectory,
  makeOddRepo,
  normalForms,
  notUtf8Shown,
  type OddRepo,
  oddBranches,
  oddNames,
} from "./odd-repo";
import type { Stack } from "./stack";

let odd: OddRepo;

async function pushOddRepo(stack: Stack, name: string): Promise<OddRepo> {
  const created = await createRepo(stack, name);
  return inTempDir(async (dir) => {
    const made = await makeOddRepo(dir);
    await gitOk(dir, ["push", "--quiet", "--mirror", created.remote], { token: created.token });
    return made;
  });
}

const files = (page: Page) => page.getByRole("list", { name: /^Files/ });
const nothingRan = async (page: Page) =>
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);
const base = "/default/odd";

test.beforeAll(async ({ stack }) => {
  odd = await pushOddRepo(stack, "odd");
});

test("a file of any name is listed, opened by its link, and sent raw", async ({ page }) => {
  await page.goto(`${base}/tree/main/names`);
  const links = files(page).locator("a.name");
  await expect(links).toHaveCount(oddNames.length + normalForms.length + 1);
  const hrefs = new Map<string, string>();
  for (const link of await links.all()) {
    hrefs.set((await link.textContent()) ?? "", (await link.getAttribute("href")) ?? "");
  }
  const contents = new Map<string, string>([
    ...oddNames.map((name, number): [string, string] => [name, `number ${number}\n`]),
    ...normalForms.map((name, number): [string, string] => [name, `form ${number}\n`]),
    [notUtf8Shown, "latin one\n"],
  ]);
  for (const [name, content] of contents) {
    const href = hrefs.get(name);
    expect(href, JSON.stringify(name)).toBeTruthy();
    const shown = await page.request.get(href ?? "");
    expect(shown.status(), JSON.stringify(name)).toBe(200);
    const words = (await shown.text()).replace(/<[^>]*>/g, "");
    expect(words.includes(content.trim()), JSON.stringify(name)).toBe(true);
    const raw = await page.request.get((href ?? "").replace(`${base}/blob/`, `${base}/raw/`));
    expect(await raw.text(), JSON.stringify(name)).toBe(content);
  }
  await nothingRan(page);
  // By clicks, as a person goes: the list, the file, the tree beside it.
  for (const name of ["percent%41%2F%.txt", "new\nline.txt", normalForms[1], "question?x=1.txt"]) {
    await page.goto(`${base}/tree/main/names`);
    await page
      .locator("a.name")
      .filter({ hasText: name.split("\n")[0] })
      .first()
      .click();
    await expect(page.locator("#L1")).toContainText(contents.get(name)?.trim() ?? "");
    await expect(page.locator("[role=treeitem][aria-current]")).toContainText(name.split("\n")[0] ?? "");
  }
  await nothingRan(page);
});

test("what a commit last did to each entry comes by itself, and hostile messages stay text", async ({
  page,
}) => {
  await page.goto(`${base}/tree/feature/x`);
  const row = (name: string) => files(page).getByRole("listitem").filter({ hasText: name }).first();
  await expect(row("branch.txt")).toContainText("On the branch feature/x");
  await expect(row("content")).toContainText("<script>");
  await expect(files(page)).toHaveAttribute("aria-busy", "false");
  await nothingRan(page);
});

test("two hundred levels down, a path can be opened, walked up and seen in the tree", async ({ page }) => {
  await page.goto(`${base}/blob/main/${deepDirectory}/bottom.txt`);
  await expect(page.locator("#L1")).toContainText("two hundred levels down");
  await expect(page.locator("[role=treeitem][aria-current]")).toBeInViewport();
  await page.getByRole("navigation", { name: "Path" }).getByRole("link", { name: "d199" }).click();
  await expect(files(page).getByRole("link", { name: "bottom.txt" })).toBeVisible();
});

test("links, submodules, LFS pointers and executables say what they are, and lead nowhere they should not", async ({
  page,
}) => {
  await page.goto(`${base}/tree/main/links`);
  await expect(files(page)).toContainText("→ self");
  await expect(files(page)).toContainText("→ ../../../../etc/passwd");
  await expect(files(page)).toContainText("→ <img src=x");
  await page.getByRole("link", { name: "Symbolic link up" }).click();
  await expect(page.getByRole("main")).toContainText("../../../../etc/passwd");
  await nothingRan(page);

  await page.goto(`${base}/tree/main/modules`);
  const modules = files(page).getByRole("listitem");
  await expect(modules.filter({ hasText: "lib" }).getByRole("link", { name: /^@ 0123456/ })).toHaveAttribute(
    "href",
    "https://example.test/lib",
  );
  await expect(modules.filter({ hasText: "own" }).getByRole("link", { name: /^@/ })).toHaveAttribute(
    "href",
    `/default/sublib/tree/${odd.submodule}`,
  );
  await expect(modules.filter({ hasText: "hostile" }).locator("a[href^=javascript]")).toHaveCount(0);
  await expect(modules.filter({ hasText: "hostile" })).toContainText("@ 0123456");
  await modules.getByRole("link", { name: "Submodule hostile" }).click();
  await expect(page.getByRole("main")).toContainText("No address in .gitmodules leads to a page of it.");
  // What lies below a submodule is in another repo.
  await page.goto(`${base}/tree/main/modules/lib/src/deep`);
  await expect(page).toHaveURL(/\/blob\/main\/modules\/lib$/);
  await expect(page.getByRole("link", { name: "https://example.test/lib" })).toBeVisible();

  await page.goto(`${base}/tree/main/large`);
  await expect(files(page).getByRole("listitem").filter({ hasText: "model.bin" })).toContainText(
    "LFS, 300 MB",
  );
  await expect(files(page).getByRole("listitem").filter({ hasText: "not-a-pointer" })).not.toContainText(
    "LFS",
  );

  await page.goto(`${base}/tree/main/content`);
  await expect(files(page).getByRole("listitem").filter({ hasText: "run" })).toContainText("executable");
  await expect(page.getByRole("region", { name: "README" })).toContainText("Plain text, <b>not</b> HTML.");
  for (const [name, text] of [
    ["no-final-newline.txt", "no line end"],
    ["crlf.txt", "two"],
    ["latin-1.txt", "café"],
  ] as const) {
    await page.goto(`${base}/blob/main/content/${name}`);
    await expect(page.locator(".code")).toContainText(text);
  }
  expect((await page.goto(`${base}/blob/main/content/empty.txt`))?.status()).toBe(200);

  // The README of docs/ stands in for a missing one of the root, as text.
  await page.goto(base);
  await expect(page.getByRole("region", { name: "readme.RST" })).toContainText(".. raw:: html");
  await nothingRan(page);
});

test("every ref leads to its own commit, whatever it is called", async ({ page }) => {
  await page.goto(`${base}/branches`);
  const list = page.getByRole("list", { name: "Branches" });
  await expect(list.getByRole("listitem")).toHaveCount(oddBranches.length + 2);
  for (const branch of [...oddBranches, odd.hashLike, "main"]) {
    const href = await list.getByRole("link", { name: branch, exact: true }).getAttribute("href");
    expect((await page.request.get(href ?? "")).status(), branch).toBe(200);
  }
  await expect(list.getByRole("listitem").filter({ hasText: "feature/x" })).toContainText("1 ahead");
  await expect(list.getByRole("listitem").filter({ hasText: "HEAD2" })).toContainText("Same as main");
  await nothingRan(page);

  const which = async (href: string | null) => {
    await page.goto((href ?? "").replace("/tree/", "/blob/").concat("/which.txt"));
    return page.locator("#L1").textContent();
  };
  const branchHref = await list.getByRole("link", { name: "both", exact: true }).getAttribute("href");
  expect(await which(branchHref)).toContain("the branch");
  // Another branch is named like this commit: its permalink means the commit all the same, and so does what is verified.
  await page.getByRole("link", { name: "Permalink" }).click();
  await expect(page).toHaveURL(new RegExp(`/blob/${odd.hashLike}%5E0/which\\.txt$`));
  await expect(page.locator("#L1")).toContainText("the branch");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("button", { name: "Verified" })).toBeVisible();
  await page.goto(`${base}/tags`);
  const tags = page.getByRole("list", { name: "Tags" });
  const annotated = tags.getByRole("listitem").filter({ hasText: "v1.0" });
  await expect(annotated).toContainText("A release");
  await expect(annotated).toContainText("Tagged by Ada Lovelace");
  await nothingRan(page);
  const release = await tags.getByRole("link", { name: "release", exact: true }).getAttribute("href");
  expect(
    await which(await tags.getByRole("link", { name: "both", exact: true }).getAttribute("href")),
  ).toContain("the tag");
  // The tag's directory `1`, not the branch `release/1`.
  await page.goto(release ?? "");
  await files(page).getByRole("link", { name: "Directory 1" }).click();
  await expect(files(page).getByRole("link", { name: "inside.txt" })).toBeVisible();

  // `feature/x` is the branch; the directory of that name is reached through main.
  await page.goto(`${base}/tree/feature/x`);
  await expect(files(page).getByRole("link", { name: "branch.txt" })).toBeVisible();
  await page.goto(`${base}/tree/main/feature/x`);
  await expect(files(page).getByRole("link", { name: "inside.txt" })).toBeVisible();

  await page.goto(`${base}/branches`);
  await page
    .getByRole("list", { name: "Other refs" })
    .getByRole("link", { name: "refs/notes/commits" })
    .click();
  await expect(files(page).getByRole("link", { name: odd.submodule })).toBeVisible();
});

test("the picker is worked by keys, filters, and keeps the path", async ({ page }) => {
  await page.goto(`${base}/tree/main/content`);
  await page.locator("[data-key=w]").press("Enter");
  const dialog = page.getByRole("dialog", { name: "Branches and tags" });
  await expect(dialog.getByRole("link", { name: "main", exact: true })).toHaveAttribute(
    "aria-current",
    "true",
  );
  // As fast as a machine that is slow lets it seem: no frame is drawn between the words and the keys.
  await dialog.getByRole("searchbox").evaluate((input: HTMLInputElement) => {
    input.select();
    document.execCommand("insertText", false, "both");
    for (const key of ["ArrowDown", "Enter"]) {
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }
    if (document.activeElement instanceof HTMLAnchorElement) document.activeElement.click();
  });
  await expect(page).toHaveURL(/\/tree\/both\/content$/);
  await page.locator("[data-key=w]").press("Enter");
  await expect(dialog.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("both");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("link", { name: "both", exact: true })).toBeFocused();
  await dialog.getByRole("tab", { name: /^Branches/ }).focus();
  await page.keyboard.press("ArrowRight");
  await dialog.getByRole("link", { name: "both", exact: true }).click();
  await expect(page).toHaveURL(/\/tree\/refs\/tags\/both\/content$/);
  await expect(page.locator("[data-key=w]")).toContainText("both");
});

test("the tree beside the page is worked by keys, is put away and stays so", async ({ page }) => {
  await page.goto(`${base}/blob/main/content/crlf.txt`);
  const tree = page.getByRole("tree", { name: "Files of the repo" });
  const item = (name: string) => tree.getByRole("treeitem", { name, exact: true });
  await item("File crlf.txt").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(item("Directory content")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(item("File crlf.txt")).toHaveCount(0);
  await page.keyboard.press("Home");
  await page.keyboard.press("End");
  await expect(item("File .gitmodules")).toBeFocused();
  await item("Directory links").focus();
  await page.keyboard.press("ArrowRight");
  await expect(item("Symbolic link self")).toBeVisible();
  await item("Symbolic link hostile").press("Enter");
  await expect(page).toHaveURL(/\/links\/hostile$/);
  // Opened before: still open on the next page.
  await expect(item("Symbolic link self")).toBeVisible();

  await page.getByRole("button", { name: "Hide the files" }).click();
  await page.reload();
  await expect(tree).toHaveCount(0);
  await page.getByRole("button", { name: "Show the files" }).click();
  await expect(item("Directory content")).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Files", exact: true }).click();
  await page.getByRole("dialog", { name: "Files" }).getByRole("treeitem", { name: "Directory docs" }).click();
  await expect(page).toHaveURL(/\/tree\/main\/docs$/);
  await expect(page.getByRole("dialog", { name: "Files" })).toBeHidden();
});

test("the field above the tree searches the paths of the whole ref, from the first key on", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/paths/")) asked.push(request.url());
  });
  await page.goto(`${base}/blob/main/content/crlf.txt`);
  const tree = page.getByRole("tree", { name: "Files of the repo" });
  const item = (name: string) => tree.getByRole("treeitem", { name, exact: true });
  const field = page.getByRole("combobox", { name: "Find a file" });
  await field.focus();
  await page.waitForLoadState("networkidle");
  expect(asked).toEqual([]);

  // In a folder that nobody has opened.
  await field.fill("hostile");
  const list = page.getByRole("listbox", { name: "Files" });
  const option = list.getByRole("option", { name: "links/hostile" });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(option.locator("mark")).toHaveText("hostile");
  await expect(tree).toHaveCount(0);
  await expect(field).toHaveAttribute("aria-expanded", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id")) ?? "none");
  await expectAccessible(page);
  await field.press("Escape");
  await expect(field).toHaveValue("");
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await expect(list).toHaveCount(0);
  await expect(item("File crlf.txt")).toBeVisible();

  await field.fill("no-such-file-anywhere");
  await expect(page.getByRole("status").filter({ hasText: /^0 matches in [\d,]+ files$/ })).toBeVisible();
  await field.fill("tx");
  await expect(list.getByRole("option").nth(1)).toBeVisible();
  await field.press("ArrowDown");
  const second = list.getByRole("option").nth(1);
  await expect(second).toHaveAttribute("aria-selected", "true");
  const path = (await second.textContent()) ?? "";
  await field.press("Enter");
  await expect(page).toHaveURL(
    new RegExp(`/blob/main/${path.split("/").map(encodeURIComponent).join("/")}$`),
  );
  await expect(tree).toBeVisible();
  await expect(field).toHaveValue("");
  // A tree never changes: its list is asked for once.
  expect(asked).toHaveLength(1);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Files", exact: true }).click();
  const drawer = page.getByRole("dialog", { name: "Files" });
  const drawn = drawer.getByRole("combobox");
  await drawn.fill("hostile");
  await expect(drawer.getByRole("option")).toHaveCount(1);
  await drawn.press("Escape");
  await expect(drawer.getByRole("tree")).toBeVisible();
  await drawn.press("Escape");
  await expect(drawer).toBeHidden();
});

test("the field above the tree says when the paths cannot be listed, and tries again", async ({ page }) => {
  await page.goto(`${base}/blob/main/content/crlf.txt`);
  await page.route("**/paths/**", (route) => route.abort());
  await page.getByRole("combobox", { name: "Find a file" }).fill("hostile");
  const files = page.getByRole("complementary", { name: "Files" });
  const retry = files.getByRole("alert").getByRole("button", { name: "Try again" });
  await expect(retry).toBeVisible();
  await page.unroute("**/paths/**");
  await retry.click();
  await expect(files.getByRole("option", { name: "links/hostile" })).toBeVisible();
});

test("a directory of 20,000 entries is there whole, and found by the browser's own search", async ({
  page,
  stack,
}) => {
  const created = await createRepo(stack, "wide");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    const entries = Array.from(
      { length: 20_000 },
      (_, n) => `M 100644 inline wide/file-${n}.txt\ndata 1\n${n % 7}\n`,
    );
    const head = "commit refs/heads/main\ncommitter A <a@b> 1767225600 +0000\ndata 4\nwide\n";
    await gitOk(dir, ["fast-import", "--quiet"], { input: Buffer.from(head + entries.join("")) });
    await gitOk(dir, ["push", "--quiet", created.remote, "main"], { token: created.token });
  });
  await page.goto("/default/wide/tree/main/wide");
  await expect(files(page).locator("a.name")).toHaveCount(20_000, { timeout: 60_000 });
  await expect(files(page).getByRole("listitem").first()).toContainText("wide");
  // The browser's search passes over what it has never drawn, and the first drawing of so much takes seconds.
  const finds = () =>
    page.evaluate(
      () => "find" in window && typeof window.find === "function" && window.find("file-19999.txt"),
    );
  await expect.poll(finds, { timeout: 60_000 }).toBe(true);
  // Without JavaScript the rest is a link away.
  const start = await (await page.request.get("/default/wide/tree/main/wide")).text();
  expect(start).toContain("?rows=all");
  expect(start.includes("<bdi>file-19999.txt")).toBe(false);
  const whole = await (await page.request.get("/default/wide/tree/main/wide?rows=all")).text();
  expect(whole.includes("<bdi>file-19999.txt")).toBe(true);
});

test("this project's own repo can be walked: directories, refs, what changed last", async ({
  page,
  stack,
}) => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  // A download of the sources has no history to walk.
  test.skip((await git(root, ["rev-parse", "HEAD"])).code !== 0);
  const created = await createRepo(stack, "own-history");
  await gitOk(root, ["push", "--quiet", created.remote, "HEAD:refs/heads/main"], { token: created.token });
  await page.goto("/default/own-history/tree/main/components/code");
  await expect(files(page)).toHaveAttribute("aria-busy", "false", { timeout: 30_000 });
  for (const name of ["clone-card.tsx", "path-crumbs.tsx", "tree-table.tsx"]) {
    const expected = await gitOk(root, ["log", "-1", "--format=%s", "HEAD", "--", `components/code/${name}`]);
    await expect(files(page).getByRole("listitem").filter({ hasText: name })).toContainText(expected.trim());
  }
});
