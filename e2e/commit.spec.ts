import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { createChangedRepo, hostileName } from "./changed-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";

let repo: Awaited<ReturnType<typeof createChangedRepo>>;
let at = "";
const hashOf = (step: string) => repo.hashOf(step);
test.beforeAll(async ({ stack }) => {
  repo = await createChangedRepo(stack, "everything");
  ({ at } = repo);
});

const open = (page: Page, step: string, query = "") => page.goto(`${at}/commit/${hashOf(step)}${query}`);
const fileIn = (page: Page, path: string) => page.locator(`[id="diff-${path}"]`);
/** What a line says, without what the style sheet draws. */
const linesOf = (page: Page, path: string, kind: "ins" | "del" | "b") =>
  fileIn(page, path).locator(`.rows ${kind}`).allTextContents();

test("the log leads to a commit, which says who changed what", async ({ page }) => {
  await page.goto(`${at}/commits/main`);
  await page.getByRole("link", { name: "Change what can be changed" }).click();
  await expect(page).toHaveURL(`${at}/commit/${hashOf("many")}`);
  await expect(page.getByRole("heading", { level: 1, name: "Change what can be changed" })).toBeVisible();
  await expect(page.getByText("A body with <b>tags</b>.")).toBeVisible();
  await expect(page.getByRole("link", { name: "v1" }).first()).toHaveAttribute("href", `${at}/tree/v1`);
  await page.getByRole("link", { name: hashOf("root").slice(0, 7) }).click();
  await expect(page.getByText("None: the history begins here")).toBeVisible();
  await expect(fileIn(page, "src/app.ts").getByText("added", { exact: true })).toBeVisible();
});

test("every kind of change says what it is", async ({ page }) => {
  await open(page, "many");
  expect(await linesOf(page, "src/app.ts", "del")).toEqual(["export const answer = 41;\n"]);
  expect(await linesOf(page, "src/app.ts", "ins")).toEqual(["export const answer = 42;\n"]);
  await expect(fileIn(page, "src/app.ts").locator(".rows ins mark")).toHaveText("42");
  await expect(fileIn(page, "src/new-name.ts").locator("header")).toContainText(
    /src\/old-name.ts.*renamed, 9\d % the same/,
  );
  await expect(fileIn(page, "docs/there.md")).toContainText("The file was renamed without changes.");
  await expect(fileIn(page, "run.sh")).toContainText("Only the mode has changed, from 100644 to 100755.");
  await expect(fileIn(page, "kind").locator("header")).toContainText("deleted");
  await expect(fileIn(page, "kind/inside").locator("header")).toContainText("added");
  expect(await linesOf(page, "link", "ins")).toEqual([expect.stringContaining("docs/there.md")]);
  await expect(fileIn(page, "library")).toContainText("1".repeat(40));
  await expect(fileIn(page, "library")).toContainText("2".repeat(40));
  expect(await linesOf(page, "crlf.txt", "del")).toEqual(["one␍\n", "two␍\n"]);
  expect(await linesOf(page, "latin.txt", "ins")).toEqual(["thé\n"]);
  expect(await linesOf(page, "wide.txt", "ins")).toEqual(["zwei\n"]);
  await expect(fileIn(page, "nul.txt")).toContainText("Binary file");
  await expect(fileIn(page, "end.txt").locator(".rows del")).toContainText("No newline at the end");
  await expect(fileIn(page, "gone.txt").locator("header")).toContainText("deleted");
  expect(await page.locator(`section.file-change`).count()).toBe(16);
});

test("hostile names and contents are text", async ({ page }) => {
  await open(page, "many");
  const id = await page.evaluate(
    (path) => document.getElementById(`diff-${path}`)?.querySelector(".rows ins")?.textContent,
    hostileName,
  );
  expect(id).toBe("<script>alert(2)</script>\n");
  await expect(page.locator("img[src=x]")).toHaveCount(0);
});

test("an empty commit, a merge and each of its parents", async ({ page }) => {
  await open(page, "empty");
  await expect(page.getByRole("heading", { level: 1, name: "No commit message" })).toBeVisible();
  await expect(page.getByText("No file differs.")).toBeVisible();
  await open(page, "merge");
  await expect(page.locator("section.file-change")).toHaveCount(3);
  await page.getByRole("link", { name: /^parent 2,/ }).click();
  await expect(page).toHaveURL(/parent=2$/);
  await expect(page.locator("section.file-change")).toHaveCount(2);
  await page.getByRole("link", { name: "all parents" }).click();
  await expect(page.locator("section.file-change")).toHaveCount(1);
  await expect(fileIn(page, "merged.txt").locator(".rows ins")).toHaveCount(1);
});

test("two columns, and white space that is not shown, each at its address", async ({ page }) => {
  await open(page, "many");
  await page.getByRole("link", { name: "Split" }).click();
  await expect(page).toHaveURL(/view=split/);
  await expect(fileIn(page, "src/app.ts").locator(".pair").first()).toBeVisible();
  await page.getByText("White space", { exact: true }).click();
  await page.getByRole("link", { name: "Ignore changes in amount" }).click();
  await expect(fileIn(page, "space.txt")).toContainText("Only white space has changed.");
  // Remembered for the next commit.
  await open(page, "root");
  await expect(page.getByRole("link", { name: "Split" })).toHaveAttribute("aria-current", "page");
});

test("gaps open by steps and whole", async ({ page }) => {
  await open(page, "many");
  const app = fileIn(page, "src/app.ts");
  await expect(app.locator(".rows b")).toHaveCount(6);
  await app.locator('[data-expand="up"]').first().click();
  await expect(app.locator(".rows b")).toHaveCount(26);
  await expect(app.locator(".gap").first()).toContainText("37 unchanged lines");
  await app.getByRole("link", { name: "37 unchanged lines" }).click();
  await expect(app.locator(".rows b")).toHaveCount(63);
  await expect(app.locator('[data-n="1"]')).toHaveText("line 1");
  await app.getByTitle("Show all lines of this file").click();
  await expect(app.locator(".rows b")).toHaveCount(120);
  await expect(app.locator(".gap")).toHaveCount(0);
});

test("a number names its line in the address, Shift several, and the address leads back to them", async ({
  page,
}) => {
  await open(page, "many");
  const added = fileIn(page, "src/app.ts").locator(".rows ins").first();
  await added.click({ position: { x: 60, y: 10 } });
  await expect(page).toHaveURL(/#diff-src\/app\.ts-L61$/);
  await fileIn(page, "src/app.ts")
    .locator('[data-n="63"]')
    .click({ position: { x: 60, y: 10 }, modifiers: ["Shift"] });
  await expect(page).toHaveURL(/#diff-src\/app\.ts-L61-L63$/);
  await page.reload();
  await expect(page.locator("[data-marked]")).toHaveCount(3);
  await expect(page.locator("[data-marked]").first()).toBeInViewport();
});

test("what is long is folded with the reason, and files further down come when they are near", async ({
  page,
}) => {
  await open(page, "large");
  await expect(page.getByText("122 files changed")).toBeVisible();
  const large = fileIn(page, "large.txt");
  await expect(large).toContainText("This is a large change.");
  await large.getByRole("link", { name: "Show the changes" }).click();
  await expect(large.locator(".rows ins")).toHaveCount(4_000);
  await page.getByRole("link", { name: "package-lock.json" }).first().click();
  await expect(fileIn(page, "package-lock.json").locator(".rows ins")).toHaveCount(1);
  const last = fileIn(page, "many/file-99.txt");
  await expect(last.locator(".rows ins")).toHaveCount(0);
  await page.getByRole("link", { name: "file-99.txt" }).first().click();
  await expect(last.locator(".rows ins")).toHaveCount(20);
});

test("files are folded, ticked as viewed and filtered, and what was viewed is remembered by what it was", async ({
  page,
}) => {
  await open(page, "many");
  const app = fileIn(page, "src/app.ts");
  await app.getByLabel("Viewed").check();
  await expect(app.locator(".change-body")).toBeHidden();
  await page.reload();
  await expect(app.getByLabel("Viewed")).toBeChecked();
  await expect(app.locator(".change-body")).toBeHidden();
  await app.getByTitle("Fold or unfold this file").click();
  await expect(app.locator(".change-body")).toBeVisible();
  await page.getByLabel("Filter files").fill("docs");
  await expect(page.locator("section.file-change:visible")).toHaveCount(1);
  await page.getByLabel("Filter files").fill("");
  await page.getByRole("button", { name: "Fold all" }).click();
  await expect(page.locator(".change-body:visible")).toHaveCount(0);
});

test("keys walk the files and the changes", async ({ page }) => {
  await open(page, "many");
  for (let files = 0; files < 3; files += 1) await page.keyboard.press("j");
  await expect(page.locator("h3 a:focus")).toHaveText("docs/there.md");
  await page.keyboard.press("n");
  await expect(page.locator(".rows ins, .rows del").first()).toBeInViewport();
});

test("refs and short hashes lead to the commit; other addresses are a 404", async ({ page }) => {
  await page.goto(`${at}/commit/${hashOf("many").slice(0, 10)}`);
  await expect(page).toHaveURL(`${at}/commit/${hashOf("many")}`);
  await page.goto(`${at}/commit/v1`);
  await expect(page).toHaveURL(`${at}/commit/${hashOf("many")}`);
  expect((await page.request.get(`${at}/commit/${"0".repeat(40)}`)).status()).toBe(404);
  expect((await page.request.get(`${at}/commit/nothing`)).status()).toBe(404);
});

test("is accessible, in both views", async ({ page }) => {
  for (const query of ["", "?view=split"]) {
    await open(page, "many", query);
    await expectAccessible(page);
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("all is there, or one link away", async ({ page }) => {
    await open(page, "many");
    await expect(fileIn(page, "src/app.ts").locator(".rows ins")).toBeVisible();
    await open(page, "large");
    await fileIn(page, "large.txt").getByRole("link", { name: "Show the changes" }).click();
    await expect(fileIn(page, "large.txt").locator(".rows ins").first()).toBeVisible();
    await expect(page.locator("section.file-change")).toHaveCount(1);
  });
});

test("git takes the .diff and the .patch of a commit, and gets its tree and its message", async ({
  page,
  stack,
}) => {
  const { remote, token } = repo;
  await inTempDir(async (dir) => {
    const git = (...args: string[]) => gitOk(dir, args, { token });
    await git("clone", "--quiet", remote, "work");
    const at = async (step: string, form: string) =>
      `${(await git("-C", "work", "rev-parse", `${hashOf(step)}${form}`)).trim()}`;
    const textOf = async (kind: string) => {
      const answer = await page.request.get(`${stack.url}${repo.at}/commit/${hashOf("many")}.${kind}`);
      expect(answer.headers()["content-type"]).toBe("text/plain; charset=utf-8");
      return answer.body();
    };
    await git("-C", "work", "checkout", "--quiet", hashOf("root"));
    const input = await textOf("diff");
    expect(await textOf("diff")).toEqual(input);
    await gitOk(join(dir, "work"), ["apply", "--index"], { input });
    expect((await git("-C", "work", "write-tree")).trim()).toBe(await at("many", "^{tree}"));
    await git("-C", "work", "reset", "--quiet", "--hard");
    await gitOk(join(dir, "work"), ["am", "--quiet", "--keep-cr"], { input: await textOf("patch") });
    expect(await git("-C", "work", "rev-parse", "HEAD^{tree}")).toBe(`${await at("many", "^{tree}")}\n`);
    expect(await git("-C", "work", "log", "-1", "--format=%B%an%ae")).toBe(
      await git("-C", "work", "log", "-1", "--format=%B%an%ae", hashOf("many")),
    );
  });
});
