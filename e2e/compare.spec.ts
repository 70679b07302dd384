import { join } from "node:path";
import { expectAccessible } from "./accessible";
import { createChangedRepo } from "./changed-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";

let repo: Awaited<ReturnType<typeof createChangedRepo>>;
test.beforeAll(async ({ stack }) => {
  repo = await createChangedRepo(stack, "compared");
  const { remote, token, hashOf } = repo;
  await inTempDir(async (dir) => {
    const git = (...args: string[]) => gitOk(dir, args, { token });
    await git("clone", "--quiet", remote, "work");
    const work = join(dir, "work");
    await gitOk(work, ["checkout", "--quiet", "-b", "topic/one", hashOf("root")]);
    await gitOk(work, ["commit", "--quiet", "--allow-empty", "-m", "On the topic"]);
    await gitOk(work, ["push", "--quiet", "origin", "topic/one"], { token });
  });
});

test("the form leads to any two refs, and says how they stand to each other", async ({ page }) => {
  await page.goto(`${repo.at}/compare`);
  await page.getByLabel("Base").fill("topic/one");
  await page.getByLabel("Head").fill("main");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page).toHaveURL(`${repo.at}/compare/topic/one...main`);
  await expect(page.getByText("main is 6 commits ahead of topic/one and 1 commit behind.")).toBeVisible();
  await expect(page.getByText(/Both come from/)).toContainText(repo.hashOf("root").slice(0, 7));
  await expect(page.getByRole("link", { name: "Change what can be changed" })).toBeVisible();
  await expect(page.locator("section.file-change").first()).toBeVisible();
  await page.getByTitle("Swap base and head").click();
  await expect(page).toHaveURL(`${repo.at}/compare/main...topic/one`);
  await expect(page.getByText("No file differs.")).toBeVisible();
  await page.getByRole("link", { name: "As they are" }).click();
  await expect(page).toHaveURL(`${repo.at}/compare/main..topic/one`);
  await expect(page.locator("section.file-change").first()).toBeVisible();
});

test("branches and tags lead to comparisons", async ({ page }) => {
  await page.goto(`${repo.at}/branches`);
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await expect(page).toHaveURL(`${repo.at}/compare/main...topic/one`);
  await page.goto(`${repo.at}/tags`);
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await expect(page).toHaveURL(`${repo.at}/compare/v1...`);
  await expect(page.getByText("main is 5 commits ahead of v1 and 0 commits behind.")).toBeVisible();
});

test("a fork is compared with its source, across both repos", async ({ page, stack }) => {
  const answer = await fetch(
    `${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/changed/repos/compared/fork`,
    {
      method: "POST",
      headers: { Authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "compared-fork" }),
    },
  );
  const { result } = await answer.json();
  const token = String(result.token).split("?")[0] ?? "";
  await inTempDir(async (dir) => {
    await gitOk(dir, ["clone", "--quiet", String(result.remote), "work"], { token });
    const work = join(dir, "work");
    await gitOk(work, ["rm", "--quiet", "src/app.ts"]);
    await gitOk(work, ["commit", "--quiet", "-m", "Only in the fork"]);
    await gitOk(work, ["push", "--quiet", "origin", "main"], { token });
  });
  await page.goto("/changed/compared-fork");
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await expect(page).toHaveURL("/changed/compared-fork/compare/compared:...");
  await expect(page.getByText("main is 1 commit ahead of main and 0 commits behind.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Only in the fork" })).toHaveAttribute(
    "href",
    /^\/changed\/compared-fork\/commit\//,
  );
  const gone = page.locator('[id="diff-src/app.ts"]');
  await expect(gone.locator(".rows del").first()).toBeVisible();
  // What is gone is there to be seen in the source alone.
  await expect(gone.getByTitle("View the file as it was")).toHaveAttribute(
    "href",
    /^\/changed\/compared\/blob\//,
  );
});

test("git takes the .diff and the mails of a comparison", async ({ page, stack }) => {
  await inTempDir(async (dir) => {
    const { remote, token, hashOf } = repo;
    await gitOk(dir, ["clone", "--quiet", remote, "work"], { token });
    const work = join(dir, "work");
    const range = `${hashOf("root")}...${hashOf("side")}`;
    const textOf = async (kind: string) =>
      (await page.request.get(`${stack.url}${repo.at}/compare/${range}.${kind}`)).body();
    await gitOk(work, ["checkout", "--quiet", hashOf("root")]);
    await gitOk(work, ["am", "--quiet", "--keep-cr"], { input: await textOf("patch") });
    const wanted = await gitOk(work, ["rev-parse", `${hashOf("side")}^{tree}`]);
    expect(await gitOk(work, ["rev-parse", "HEAD^{tree}"])).toBe(wanted);
    await gitOk(work, ["reset", "--quiet", "--hard", hashOf("root")]);
    await gitOk(work, ["apply", "--index"], { input: await textOf("diff") });
    expect(await gitOk(work, ["write-tree"])).toBe(wanted);
  });
});

test("a side that is not there is named, and the form stays", async ({ page }) => {
  const answer = await page.request.get(`${repo.at}/compare/main...nothing`);
  expect(answer.status()).toBe(404);
  await page.goto(`${repo.at}/compare/main...topic/one`);
  await expectAccessible(page);
});
