import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { createNotedRepo } from "./noted-repo";

let repo: Awaited<ReturnType<typeof createNotedRepo>>;
test.beforeAll(async ({ stack }) => {
  repo = await createNotedRepo(stack, "everything");
});

/** With all that it says, however long that takes. */
const open = (page: Page, hash: string) => page.goto(`${repo.at}/commit/${hash}?notes=1`);
const head = (page: Page) => page.getByRole("region", { name: "Commit", exact: true });
const note = (page: Page, ref: string) => page.getByRole("region", { name: `Note, refs/notes/${ref}` });

test("addresses and commits in a message are links, and nothing else is", async ({ page }) => {
  await open(page, repo.said);
  const message = head(page).locator("pre").first();
  const out = message.getByRole("link", { name: "https://example.com/a_(b)" });
  await expect(out).toHaveAttribute("href", "https://example.com/a_(b)");
  await expect(out).toHaveAttribute("rel", "noopener noreferrer nofollow");
  await expect(message.getByRole("link", { name: "https://example.com/c", exact: true })).toBeVisible();
  await expect(message.getByRole("link", { name: repo.root })).toHaveAttribute(
    "href",
    `${repo.at}/commit/${repo.root}`,
  );
  await expect(message.getByRole("link")).toHaveCount(4);
  await expect(message).toContainText("<script>window.wasAttacked=true</script>");
  await expect(message.locator('[data-name="U+202E"]')).toHaveCount(1);
  await expect(message).toContainText("🎉");
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);
  await page
    .getByRole("heading", { level: 1 })
    .getByRole("link", { name: repo.root.slice(0, 8) })
    .click();
  await expect(page).toHaveURL(`${repo.at}/commit/${repo.root}`);
});

test("trailers stand below the message, those of agents marked as claimed", async ({ page }) => {
  await open(page, repo.said);
  const value = (key: string) =>
    head(page)
      .locator("dl > div")
      .filter({ has: page.locator("dt").getByText(key, { exact: true }) })
      .locator("dd");
  await expect(value("Reviewed-by")).toHaveText("Grace Hopper <grace@example.com>");
  await expect(value("Co-authored-by")).toContainText("Claude, claimed");
  await expect(value("Assisted-by")).toContainText("some-agent:some-model [with a tool] agent, claimed");
  await expect(value("Agent-Logs-Url")).toContainText("found in the text");
  await expect(value("Unknown-Key")).toContainText("<script>");
  await expect(head(page).locator("pre").first()).not.toContainText("Reviewed-by");
  await value("Entire-Checkpoint").getByRole("link").click();
  await expect(page).toHaveURL(`${repo.at}/blob/entire/checkpoints/v1/a1/b2c3d4e5f6/metadata.json`);
});

test("times are in the zones they were written in, beside who they are of", async ({ page }) => {
  await open(page, repo.said);
  const people = head(page).locator(".commit-people");
  await expect(people).toContainText("Ada Lovelace <ada@example.com> authored");
  await expect(people).toContainText("5 Mar 2026, 17:48:07 +0545");
  await expect(people).toContainText("Grace Hopper <grace@example.com> committed");
  await expect(people).toContainText("5 Mar 2026, 08:33:07 -0330");
  await open(page, repo.signed);
  await expect(head(page)).toContainText("Jörg");
  await expect(head(page)).toContainText("5 Mar 2026, 13:03:07 +0100");
  await expect(head(page)).toContainText("Signed with an SSH key, not verified here");
  await expect(head(page)).toContainText("ISO-8859-1");
});

test("a message that is cut says so, and its trailers are there", async ({ page }) => {
  await open(page, repo.long);
  await expect(head(page).getByText("The message is longer than this.")).toBeVisible();
  await expect(head(page).getByRole("link", { name: "The patch has all of it" })).toHaveAttribute(
    "href",
    `${repo.at}/commit/${repo.long}.patch`,
  );
  await expect(head(page).locator("dt").getByText("Signed-off-by")).toBeVisible();
});

test("notes are there under each ref, as what they are", async ({ page }) => {
  await open(page, repo.said);
  const talk = note(page, "commits");
  await expect(talk.locator("dt")).toHaveText(["user", "assistant"]);
  await expect(talk.locator("dd").last()).toHaveText("It is said.\n\nIn two paragraphs.");
  const ai = note(page, "ai");
  await expect(ai).toContainText("cursor model-one");
  await expect(ai).toContainText("lines 1-10, 15 by claude, model-two");
  await expect(ai).toContainText("lines 42-50 by Ada Lovelace <ada@example.com>");
  await ai.getByText("1 message", { exact: true }).click();
  await expect(ai.getByText("Do it <img")).toBeVisible();
  await expect(note(page, "whogitit")).toContainText("lines 1-2, 4 by agent");
  await note(page, "build/logs").getByText("JSON", { exact: true }).click();
  await expect(note(page, "build/logs").locator("pre")).toHaveText('{\n  "state": {\n    "ok": true\n  }\n}');
  await expect(note(page, "review")).toContainText("Looks good");
  await expect(note(page, "bytes")).toContainText("This note is no text.");
  await expect(note(page, "review").getByText("claimed", { exact: true })).toBeVisible();
  expect(await page.evaluate(() => "wasAttacked" in window)).toBe(false);
  const raw = await note(page, "review").getByRole("link", { name: "Raw" }).getAttribute("href");
  expect(await (await page.request.get(raw ?? "")).text()).toContain("Looks good");
  await open(page, repo.root);
  await expect(page.getByRole("region", { name: /^Note,/ })).toHaveCount(0);
});

test("what takes longer than a moment is one link away, and nothing else changes by it", async ({ page }) => {
  await page.goto(`${repo.at}/commit/${repo.said}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Say what there is to say");
  const later = page.getByRole("link", { name: "Show notes" });
  if (await later.isVisible()) await later.click();
  await expect(note(page, "commits")).toBeVisible();
});

test("is accessible, with all of it open", async ({ page }) => {
  await open(page, repo.said);
  for (const summary of await head(page).locator("summary").all()) await summary.click();
  await expectAccessible(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("all of it is there", async ({ page }) => {
    await open(page, repo.said);
    await expect(head(page).getByText("Claude, claimed")).toBeVisible();
    await expect(note(page, "commits")).toContainText("It is said.");
    await note(page, "ai").getByText("1 message", { exact: true }).click();
    await expect(note(page, "ai").getByText("Do it <img")).toBeVisible();
  });
});
