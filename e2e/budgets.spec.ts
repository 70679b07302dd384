import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTokenResult } from "@/contract/tokens";
import { blobUrl, commitsUrl, namespaceUrl, repoUrl, tokensUrl, treeUrl } from "@/lib/routes";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import { costOf, type PageCost } from "./page-budgets";
import type { Stack } from "./stack";

const namespace = "budgets";
const repo = "shop";

/**
 * What each page may cost, a few in a hundred above what it does. A page that gets dearer is looked at, and its figures here are raised
 * only for what it newly shows.
 */
const budgets: Record<string, { url: string; most: PageCost }> = {
  "a file of 1,050 lines": {
    url: blobUrl(namespace, repo, "main", "src/long.ts"),
    most: {
      htmlBytes: 112_500,
      flightBytes: 21_800,
      elements: 2_860,
      scripts: 14,
      components: 214,
      calls: 2,
    },
  },
  "the first page of a repo": {
    url: repoUrl(namespace, repo),
    most: { htmlBytes: 49_700, flightBytes: 17_300, elements: 590, scripts: 14, components: 125, calls: 2 },
  },
  "a directory": {
    url: treeUrl(namespace, repo, "main", "src"),
    most: { htmlBytes: 43_000, flightBytes: 19_900, elements: 360, scripts: 14, components: 215, calls: 2 },
  },
  "a log of 50 commits": {
    url: commitsUrl(namespace, repo, "main"),
    most: { htmlBytes: 68_500, flightBytes: 15_300, elements: 1_080, scripts: 14, components: 126, calls: 2 },
  },
  "a table of 50 repos": {
    url: namespaceUrl(namespace),
    most: { htmlBytes: 62_600, flightBytes: 18_500, elements: 1_025, scripts: 17, components: 580, calls: 1 },
  },
  "a table of 20 tokens": {
    url: tokensUrl(namespace, repo),
    most: { htmlBytes: 51_000, flightBytes: 17_600, elements: 690, scripts: 18, components: 368, calls: 2 },
  },
};

test.beforeAll(async ({ stack }) => {
  test.setTimeout(240_000);
  await fill(stack);
});

for (const [what, { url, most }] of Object.entries(budgets)) {
  test(`${what} costs no more than it may`, async ({ page, stack }) => {
    const cost = await costOf(page, stack.url + url);
    const rows = (Object.keys(most) as (keyof PageCost)[]).map((name) => ({
      name,
      cost: cost[name],
      most: most[name],
    }));
    const table = rows.map(({ name, ...row }) => `${name.padEnd(12)} ${row.cost} of ${row.most}`).join("\n");
    expect(
      rows.filter((row) => row.cost > row.most).map(({ name }) => name),
      `${what}:\n${table}`,
    ).toEqual([]);
  });
}

test("what is drawn as HTML is there again when one comes back to it, and works", async ({ page }) => {
  await page.goto(blobUrl(namespace, repo, "main", "src/long.ts"));
  // Opened inside the page: what follows never loads a document.
  await page.evaluate(() => Reflect.set(window, "isSameDocument", true));
  const lines = page.locator(".line-block > b");
  await expect(lines).toHaveCount(1_050);
  await page.getByRole("navigation", { name: "Repo" }).getByRole("link", { name: "Commits" }).click();
  await expect(page.getByText("Change the cart for the 59th time")).toBeVisible();
  await page.goBack();
  await expect(lines).toHaveCount(1_050);
  await expect(page.locator("#L2")).toHaveText("export function add1(value: number): number {");
  await expect(page.locator("#L2 .t2").first()).toContainText("export");
  await page.goForward();
  await expect(page.getByText("Change the cart for the 59th time")).toBeVisible();
  await page.goBack();
  await page.locator("#L3").click({ position: { x: 8, y: 8 } });
  await expect(page).toHaveURL(/#L3$/);
  await expect(page.locator("#L3")).toHaveAttribute("data-marked", "");
  expect(await page.evaluate(() => Reflect.get(window, "isSameDocument"))).toBe(true);
});

test("a page that is kept follows a push at once", async ({ page, stack }) => {
  const { remote, token } = await createRepo(stack, "followed", namespace);
  const url = blobUrl(namespace, "followed", "main", "a.txt");
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "--initial-branch=main"]);
    for (const text of ["first", "second", "third"]) {
      await writeFile(join(dir, "a.txt"), `${text}\n`);
      await gitOk(dir, ["add", "a.txt"]);
      await gitOk(dir, ["commit", "--quiet", "-m", text]);
      await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
      // The second time it is the kept one.
      for (const _time of ["made", "kept", "kept again"]) {
        await page.goto(url);
        await expect(page.locator("#L1")).toHaveText(text);
      }
    }
  });
});

/** 14 entries and a README in the root, 60 commits with whole messages, 50 repos beside, 20 tokens. */
async function fill(stack: Stack) {
  const { remote, token } = await createRepo(stack, repo, namespace);
  const files: Record<string, string> = {
    "README.md": readme,
    "src/long.ts": sourceOf(1_050),
    ...Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`src/part-${index}.ts`, sourceOf(20)])),
    ...Object.fromEntries(["docs", "examples", "test"].map((folder) => [`${folder}/one.txt`, "one\n"])),
    ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`file-${index}.json`, "{}\n"])),
  };
  const commits = Array.from({ length: 60 }, (_, index) => {
    const message = `Change the cart for the ${index}th time (#${1000 + index})\n\nAnd say why, in a body that stands for those of a real history.\n\nCo-authored-by: Ada <ada@example.com>\n`;
    const changed =
      index === 0 ? Object.entries(files) : [[`file-${index % 9}.json`, `{"n": ${index}}\n`] as const];
    const inline = changed.map(
      ([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    );
    const who = `Grace Hopper <grace@example.com> ${1_700_000_000 + index * 40_000} +0000`;
    return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${Buffer.byteLength(message)}\n${message}\n${inline.join("")}\n`;
  });
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "--quiet", "--bare"]);
    await gitOk(dir, ["fast-import", "--quiet"], { input: Buffer.from(commits.join("")) });
    await gitOk(dir, ["push", "--quiet", remote, "main"], { token });
  });
  for (let index = 0; index < 49; index += 1) {
    await createRepo(stack, `agent-session-${String(index).padStart(3, "0")}`, namespace, {
      description: `What session ${index} is for`,
    });
  }
  for (let index = 0; index < 19; index += 1) await createToken(stack);
}

async function createToken(stack: Stack) {
  const answer = await fetch(
    `${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/${namespace}/tokens`,
    {
      method: "POST",
      headers: { Authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
      body: JSON.stringify({ repo, scope: "read", ttl: 86_400 }),
    },
  );
  createTokenResult.parse(((await answer.json()) as { result: unknown }).result);
}

/** Code as it is mostly: a sentence, a head, a line or two, an end. */
const sourceOf = (lines: number) =>
  `${Array.from(
    { length: lines },
    (_, n) =>
      [
        `/** Adds ${n} to what it is given, for reasons of its own. */`,
        `export function add${n}(value: number): number {`,
        `  const sum = value + ${n};`,
        "  return sum;",
        "}",
        "",
      ][n % 6],
  ).join("\n")}\n`;

const readme = `# Shop

The shop's web front: catalogue, cart and checkout. It renders on the server and talks to the order service only.

${Array.from(
  { length: 12 },
  (_, index) => `## Part ${index}

What part ${index} is for, with [a link](src/part-${index % 6}.ts), \`code\` and **weight**, in a paragraph that is as long as those
of real files are, so that a page with it is one too.

- one thing
- another, [elsewhere](https://example.com/${index})

\`\`\`ts
const part${index} = await open("part-${index}", { isReadOnly: true });
\`\`\`
`,
).join("\n")}`;
