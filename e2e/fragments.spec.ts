import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";

const words = "Words between two headings.\n\n".repeat(60);
const text = (title: string, links: string) =>
  `# ${title}\n\n${links}\n\n<details><summary>More</summary>\n\n## Folded\n\nWords.\n\n</details>\n\n${words}## Usage\n\n${words}## v2.1.0\n\n${words}## Content\n\n${words}`;

test.beforeAll(async ({ stack }) => {
  const { remote, token } = await createRepo(stack, "fragments");
  const notebook = {
    ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
    cells: [{ cell_type: "markdown", id: "a", metadata: {}, source: `${words}# My Heading\n\n${words}` }],
  };
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "-b", "main"]);
    await mkdir(join(dir, "docs"));
    const links =
      "[here](#usage) [folder](docs/#usage) [bare](docs#v210) [file](docs/README.md#v210) [cell](notes.ipynb#My-Heading)";
    await writeFile(join(dir, "README.md"), text("Fragments", links));
    await writeFile(join(dir, "docs/README.md"), text("Docs", "[up](../README.md#v210)"));
    await writeFile(join(dir, "notes.ipynb"), JSON.stringify(notebook));
    await gitOk(dir, ["add", "."]);
    await gitOk(dir, ["commit", "--quiet", "-m", "Write"]);
    await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
  });
});

const at = "/default/fragments";

test("a fragment leads to its heading from outside, with and without the prefix", async ({ page }) => {
  for (const [path, name] of [
    ["#usage", "Usage"],
    ["/blob/main/README.md#v210", "v2.1.0"],
    ["/blob/main/README.md#user-content-v210", "v2.1.0"],
    ["/blob/main/README.md#Usage", "Usage"],
    ["/tree/main/docs#usage", "Usage"],
    ["/tree/main/docs/#usage", "Usage"],
    ["/blob/main/notes.ipynb#My-Heading", "My Heading"],
    ["/blob/main/README.md#folded", "Folded"],
  ] as const) {
    await page.goto("about:blank");
    await page.goto(`${at}${path}`);
    await expect(page.getByRole("heading", { name: new RegExp(`^${name}`) }), path).toBeInViewport();
  }
});

test("a fragment leads to its heading from links, from the address bar, and after Back", async ({ page }) => {
  const heading = (name: string) => page.getByRole("heading", { name: new RegExp(`^${name}`) });
  const follow = (name: string) => page.getByRole("link", { name, exact: true }).click();
  await page.goto(at);
  for (const [link, name] of [
    ["folder", "Usage"],
    ["bare", "v2.1.0"],
    ["file", "v2.1.0"],
    ["cell", "My Heading"],
  ] as const) {
    await follow(link);
    await expect(page, link).not.toHaveURL(/\/fragments$/);
    await expect(heading(name), link).toBeInViewport();
    await page.goBack();
    await expect(heading("Fragments"), link).toBeInViewport();
  }

  // A fragment makes an entry of its own: from another page, Back leads to it and to its page.
  await follow("here");
  await expect(heading("Usage")).toBeInViewport();
  await page.getByRole("link", { name: "Commits", exact: true }).first().click();
  await expect(heading("Commits")).toBeVisible();
  await page.goBack();
  await expect(heading("Usage")).toBeInViewport();
  await page.goBack();
  await expect(page).toHaveURL(/\/fragments$/);
  await expect(heading("Fragments")).toBeInViewport();

  // What the page itself calls so stays the page's, whatever an author calls a heading.
  await page.getByRole("link", { name: "Skip to the content" }).press("Enter");
  await expect(page).toHaveURL(/#content$/);
  await expect(page.getByRole("main")).toBeInViewport();
  await expect(heading("Content")).not.toBeInViewport();
  await page.goBack();

  await page.evaluate(() => {
    window.location.hash = "#v210";
  });
  await expect(heading("v2.1.0")).toBeInViewport();
  await page.goBack();
  await expect(heading("Fragments")).toBeInViewport();
});
