import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures";
import { git, gitOk, inTempDir } from "./git";
import { revokedRepos } from "./revoked-repos";
import { runAsShown, snippet } from "./run-as-shown";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * A real project: this one, every file of it, with a long history on a second branch. Its own history where there is
 * one; a download without `.git` begins a new one.
 */
async function makeProject(dir: string): Promise<string> {
  const project = join(dir, "project");
  const isRepo = (await git(root, ["rev-parse", "--is-inside-work-tree"])).code === 0;
  if (isRepo) {
    await gitOk(dir, ["clone", "--quiet", "--no-hardlinks", root, project]);
    await gitOk(project, ["checkout", "--quiet", "-B", "main"]);
    await gitOk(project, ["remote", "remove", "origin"]);
  } else {
    await mkdir(project);
    for (const room of ["app", "components", "contract", "lib", "server", "README.md", "package.json"]) {
      await cp(join(root, room), join(project, room), { recursive: true });
    }
    await gitOk(project, ["init", "--quiet", "-b", "main"]);
    await gitOk(project, ["add", "."]);
    await gitOk(project, ["commit", "--quiet", "-m", "All of it"]);
  }
  await gitOk(project, ["checkout", "--quiet", "-b", "feature/long-history"]);
  await writeFile(join(project, "notes.py"), 'def greet(name: str) -> str:\n    return f"Hello {name}"\n');
  await gitOk(project, ["add", "notes.py"]);
  await gitOk(project, ["commit", "--quiet", "-m", "Greet people by name"]);
  for (let step = 1; step <= 200; step += 1) {
    await gitOk(project, ["commit", "--quiet", "--allow-empty", "-m", `Step ${step} of 200`]);
  }
  return project;
}

test("create a repo, push a project, browse it, mint a token, clone with it, revoke it, and Git refuses it", async ({
  page,
  stack,
}) => {
  test.setTimeout(180_000);
  await inTempDir(async (dir) => {
    const project = await makeProject(dir);

    // Create in the form.
    await page.goto("/default");
    await page.getByRole("button", { name: "New repo" }).click();
    await page.getByLabel("Name", { exact: true }).fill("journey");
    await page.getByLabel("Description").fill("A project on its way");
    await page.getByLabel("I want to push to it now").check();
    await page.getByRole("button", { name: "Create repo" }).click();
    await expect(page.getByRole("heading", { name: "journey is ready" })).toBeVisible();
    await page.getByRole("button", { name: "Show the token" }).click();
    const writeToken = (await page.getByLabel("Write token, good for 24 hours").textContent()) ?? "";
    expect(writeToken).toMatch(/^art_v1_[0-9a-f]{40}\?expires=\d+$/);
    await page.getByRole("link", { name: "Open the repo" }).click();
    await expect(page.getByRole("heading", { name: "Nothing pushed yet" })).toBeVisible();

    // Push by the very lines that the page shows.
    const remote = `${stack.apiUrl}/git/default/journey.git`;
    const pushing = [
      await snippet(page.locator("main"), /^Give the token/),
      "cd project",
      await snippet(page.locator("main"), /^Push a project you have/),
      // Later, in the same shell, without a word about the token.
      "git fetch artifacts && git push",
    ];
    const told = await runAsShown(dir, pushing, writeToken);
    const secret = writeToken.split("?")[0] ?? "";
    expect(told).toContain(`remote add artifacts ${remote}`);
    expect(told, "arguments of every git").not.toContain(secret);
    expect(await readFile(join(project, ".git/config"), "utf8")).not.toContain(secret);

    // Tree and README.
    await page.reload();
    await expect(
      page.getByRole("list", { name: "Files" }).getByRole("link", { name: "Directory server" }),
    ).toBeVisible();
    await expect(
      page.getByRole("region", { name: "README.md" }).locator(".markdown").getByRole("heading").first(),
    ).toBeVisible();

    // A fork, cloned, fetched and pushed to by the lines that its dialog shows.
    await page.getByRole("button", { name: "Fork" }).click();
    await page.getByLabel("I want to clone or push to it now").check();
    await page.getByRole("button", { name: "Fork repo" }).click();
    await expect(page.getByRole("heading", { name: "journey-fork is ready" })).toBeVisible();
    await page.getByRole("button", { name: "Show the token" }).click();
    const forkToken = (await page.getByLabel("Write token, good for 24 hours").textContent()) ?? "";
    const [give, clone, goOn] = await Promise.all(
      [/^1\./, /^2\. Clone/, /^3\. Fetch and push/].map((label) => snippet(page.getByRole("dialog"), label)),
    );
    const forked = [
      give ?? "",
      clone ?? "",
      "git -C journey-fork commit --quiet --allow-empty -m Forked",
      goOn ?? "",
    ];
    expect(await runAsShown(dir, forked, forkToken)).not.toContain(forkToken.split("?")[0]);
    await page.getByRole("link", { name: "Open the repo" }).click();
    await expect(page.getByRole("main").getByText("Forked", { exact: true })).toBeVisible();
    await page.goto("/default/journey");

    // A highlighted file.
    await page.getByRole("list", { name: "Files" }).getByRole("link", { name: "Directory contract" }).click();
    await page.getByRole("link", { name: "File names.ts" }).click();
    await expect(page.locator("#L1")).toContainText("import");
    await expect(page.locator("#L1 .t2").first()).toHaveText("import");

    // The log of a branch with a slash in its name.
    await page.getByRole("link", { name: "Commits", exact: true }).click();
    await expect(page).toHaveURL(/\/commits$/);
    await page.getByRole("button", { name: /Choose a branch or tag/ }).click();
    await page.getByRole("link", { name: "feature/long-history" }).click();
    await expect(page.getByRole("link", { name: "Step 200 of 200" })).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/default/journey/commits/feature/long-history");
    await page.getByRole("link", { name: "Older" }).click();
    await expect(page.getByRole("link", { name: "Step 150 of 200" })).toBeVisible();

    // And a file that is on that branch alone.
    await page.goto("/default/journey/blob/feature/long-history/notes.py");
    await expect(page.locator("#L1")).toHaveText(/def greet\(name: str\) -> str:/);

    // A read token, cloned with.
    await page.getByRole("link", { name: "Tokens" }).click();
    await page.getByRole("button", { name: "New token" }).click();
    await page.getByRole("button", { name: "Create token" }).click();
    await page.getByRole("button", { name: "Show the token" }).click();
    const readToken = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
    await page.getByRole("button", { name: "I have stored it" }).click();
    await gitOk(dir, ["clone", "--quiet", remote, "clone"], { token: readToken });
    expect(await gitOk(join(dir, "clone"), ["rev-parse", "HEAD"])).toBe(
      await gitOk(project, ["rev-parse", "main"]),
    );
    const refused = await git(join(dir, "clone"), ["push", remote, "HEAD:refs/heads/intruder"], {
      token: readToken,
    });
    expect(refused.stderr).toContain("Insufficient permissions");

    // Revoked in the page; refused from then on.
    const row = page.getByRole("row").filter({ hasText: "read" }).filter({ hasNotText: "dashboard" });
    await row.getByRole("button", { name: /^Revoke/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(row).toHaveCount(0);
    expect([...revokedRepos(stack.output()).values()]).toContain("journey");
    const dead = await git(dir, ["ls-remote", remote], { token: readToken });
    expect(dead.code).not.toBe(0);
    expect(dead.stderr).toContain("403");

    await page.getByRole("button", { name: "Revoked" }).click();
    await expect(page.getByRole("row").filter({ hasText: "Revoked" })).toHaveCount(1);
  });
});
