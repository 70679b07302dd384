import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { z } from "zod";
import { expectAccessible } from "./accessible";
import { test as base, expect } from "./fixtures";
import { revokedRepos } from "./revoked-repos";
import { type SlowUpstream, startSlowUpstream } from "./slow-upstream";
import { type Stack, startStack } from "./stack";

const namespace = "squadron";
const agents = Array.from({ length: 80 }, (_, at) => `agent-${String(at).padStart(3, "0")}`);
const builds = Array.from({ length: 40 }, (_, at) => `build-${String(at).padStart(3, "0")}`);

const minted = z.object({ result: z.object({ id: z.string(), plaintext: z.string() }) });

async function rest(stack: Stack, path: string, method = "GET", body?: object): Promise<unknown> {
  const answer = await fetch(`${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/${path}`, {
    method,
    headers: { authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  expect(answer.ok, path).toBe(true);
  return answer.json();
}

async function mint(stack: Stack, repo: string, scope: "read" | "write", ttl: number) {
  return minted.parse(await rest(stack, `${namespace}/tokens`, "POST", { repo, scope, ttl })).result;
}

/** 120 repos with the token each was born with, and five more; a dashboard that reaches them through what can hold and refuse calls. */
const test = base.extend<object, { fleet: { upstream: SlowUpstream; url: string; output(): string } }>({
  fleet: [
    async ({ stack }, use) => {
      const waiting = [...agents, ...builds].values();
      const work = async () => {
        for (const name of waiting) await rest(stack, `${namespace}/repos`, "POST", { name });
      };
      await Promise.all(Array.from({ length: 8 }, work));
      await mint(stack, "agent-003", "write", 31_536_000);
      await mint(stack, "agent-004", "write", 300);
      for (const ttl of [600, 7_200, 2_592_000]) await mint(stack, "build-007", "read", ttl);
      const upstream = await startSlowUpstream(stack.apiUrl);
      const dashboard = await startStack({
        env: { ARTIFACTS_API_URL: upstream.url, ARTIFACTS_API_TOKEN: stack.apiToken },
      });
      await use({ upstream, url: `${dashboard.url}/${namespace}`, output: dashboard.output });
      await dashboard.stop();
      await upstream.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

const rows = (page: Page) =>
  page.getByRole("table", { name: `Live tokens of ${namespace}` }).locator("tbody tr");
const asOf = (page: Page) => page.getByText(/^As of \d\d:\d\d UTC/);

/** Opens what an earlier test has read, or reads it. */
async function open(page: Page, url: string, query = ""): Promise<void> {
  await page.goto(`${url}/-/tokens${query}`);
  await expect(asOf(page)).toBeVisible({ timeout: 30_000 });
}

test("a walk is stopped, outlives a reload, goes on, and is kept for the next opening", async ({
  page,
  stack,
  fleet: { upstream, url },
}) => {
  const release = upstream.hold(({ url: path = "" }) => /\/agent-00\d\/tokens/.test(path));
  await page.goto(url);
  await page.getByRole("link", { name: "Live tokens" }).click();
  await expect(page.getByText(/^110 of 120 repos read, 113 live tokens so far/)).toBeVisible();
  // The table stands as it was first filled, as long as the keyboard is in it.
  await expect(rows(page).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/stopped at 110 of 120 repos/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/stopped at 110 of 120 repos/)).toBeVisible();
  await expect(page.getByText(/^113 live tokens in 110 repos/)).toBeVisible();
  await expectAccessible(page);

  release();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(asOf(page)).toBeVisible();
  await expect(
    page.getByText(
      "125 live tokens in 120 repos: 122 may write, 2 live longer than a week, 120 were probably born with their repo.",
    ),
  ).toBeVisible();
  await expect(rows(page).first()).toContainText("agent-003");
  await expect(rows(page).first()).toContainText("Severe");

  // Nothing is asked upstream for the second opening.
  const releaseAll = upstream.hold(() => true);
  await page.goto(`${url}/-/tokens`);
  await expect(rows(page).first()).toContainText("agent-003");
  releaseAll();

  const { id } = await mint(stack, "build-001", "write", 20_000_000);
  // What is older than a minute is read again; what was known stands there meanwhile.
  const releaseReload = upstream.hold(() => true);
  await page.reload();
  await expect(rows(page).first()).toContainText("agent-003");
  await expect(page.getByText(id)).toHaveCount(0);
  releaseReload();
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText(/^126 live tokens/)).toBeVisible();
  await rest(stack, `${namespace}/tokens/${id}`, "DELETE");
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByText(/^125 live tokens/)).toBeVisible();
  await expect(page.getByText(id)).toHaveCount(0);
});

test("what is shown stands in the address: filters, the chart's bars and pages, with Back", async ({
  page,
  fleet: { url },
}) => {
  await open(page, url);
  await page.getByRole("combobox", { name: "Scope" }).selectOption("read");
  await expect(page).toHaveURL(/scope=read/);
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole("button", { name: /^1 token ends in 7 to 30 days, 0 of them/ }).click();
  await expect(page).toHaveURL(/ends=30d/);
  await expect(rows(page)).toHaveCount(1);
  await page.goBack();
  await expect(rows(page)).toHaveCount(3);
  await page.goBack();
  await expect(page.getByText("1–100 of 125")).toBeVisible();
  await page.getByRole("link", { name: "Next" }).click();
  await expect(rows(page)).toHaveCount(25);
  await page.getByRole("searchbox", { name: "Repos that begin with" }).fill("BUILD-007");
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole("combobox", { name: "Label" }).selectOption("born");
  await expect(page.getByText("1 of 125 tokens match")).toBeVisible();
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("probably born with the repo");
  await page.getByRole("searchbox", { name: "Repos that begin with" }).fill("nothing-begins-so");
  await expect(page.getByText("No token matches")).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "Clear the filters" }).click();
  await expect(page.getByText("1–100 of 125")).toBeVisible();
  await page.getByRole("button", { name: "Expires" }).click();
  await expect(rows(page).first()).toContainText("agent-004");
  await expect(rows(page).first()).toContainText(/in \d:\d\d/);
});

test("many are revoked at once through faults, and never shown as alive again", async ({
  page,
  stack,
  fleet: { upstream, url, output },
}) => {
  await open(page, url, "?scope=write&prefix=agent-07");
  await expect(rows(page)).toHaveCount(10);
  const doomed = await rows(page).locator("code:visible").allTextContents();
  const restore = upstream.refuse(
    ({ method, url: path = "" }) => method === "DELETE" && doomed.slice(0, 3).some((id) => path.endsWith(id)),
    { status: 409, code: 10302, message: "Not now" },
  );
  // By keyboard alone.
  await page.getByRole("checkbox", { name: "Select all on this page" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("10 tokens of 10 repos selected")).toBeVisible();
  await page.getByRole("button", { name: "Revoke 10 tokens…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Of 10 repos: 10 may write.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Revoke 10 tokens" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Revoked 7. 3 failed.");
  await expect(dialog.getByRole("region", { name: "Failed" }).getByRole("listitem")).toHaveCount(3);
  restore();
  await dialog.getByRole("button", { name: "Retry the failed" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Revoked 10.");
  const revoked = [...revokedRepos(output())].filter(([tokenId]) =>
    doomed.some((id) => tokenId.endsWith(id)),
  );
  expect(revoked.map(([, repo]) => repo).toSorted()).toEqual(
    agents.filter((name) => name.startsWith("agent-07")),
  );
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByText("No token matches")).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^115 live tokens/)).toBeVisible();
  const { result } = z
    .object({ result: z.array(z.unknown()) })
    .parse(await rest(stack, `${namespace}/repos/agent-070/tokens`));
  expect(result).toEqual([]);

  await page.getByRole("main").getByRole("button", { name: "Clear the filters" }).click();
  await page.getByRole("button", { name: "Revoke all 110 tokens…" }).click();
  await dialog.getByRole("button", { name: "Revoke 110 tokens" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Revoked 110.", { timeout: 60_000 });
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(
    page.getByText("5 live tokens in 120 repos: 2 may write, 2 live longer than a week."),
  ).toBeVisible();
});

test("the list is exported as it is filtered, without a secret", async ({ page, fleet: { url } }) => {
  await open(page, url, "?scope=read&sort=expires");
  const save = async (format: "CSV" | "JSON") => {
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("button", { name: `Export ${format}` }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`${namespace}-live-tokens.${format.toLowerCase()}`);
    return readFile(await download.path(), "utf8");
  };
  const csv = await save("CSV");
  expect(csv.split("\r\n")[0]).toBe(
    "repo,id,scope,label,purpose,created_at,expires_at,lifetime_seconds,risk,because",
  );
  expect(csv.trim().split("\r\n")).toHaveLength(4);
  const json = z
    .object({
      complete: z.boolean(),
      repos_read: z.number(),
      tokens: z.array(z.looseObject({ lifetime_seconds: z.number() })),
    })
    .parse(JSON.parse(await save("JSON")));
  expect(json).toMatchObject({ complete: true, repos_read: 120 });
  expect(json.tokens.map((token) => token.lifetime_seconds)).toEqual([600, 7_200, 2_592_000]);
});

test("on a phone, and where Artifacts fails", async ({ page, fleet: { upstream, url } }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, url);
  await expect(rows(page).first()).toContainText("ends");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.getByText("The same as a table").click();
  await expectAccessible(page);

  const refusing = upstream.refuse(({ url: path = "" }) => /\/build-00[12]\/tokens/.test(path), {
    status: 409,
    code: 10302,
    message: "Import in progress",
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(
    page.getByText(/^2 repos could not be read, so tokens may be missing: build-00/),
  ).toBeVisible();
  await expectAccessible(page);
  refusing();
  await page.getByRole("button", { name: "Read them again" }).click();
  await expect(page.getByText(/could not be read/)).toBeHidden();

  const restore = upstream.refuse(({ url: path = "" }) => path.includes("/repos?"), {
    status: 500,
    code: 10400,
    message: "The shelf fell over",
  });
  await page.getByRole("button", { name: "Refresh" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The shelf fell over" })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  restore();
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(asOf(page)).toBeVisible();
});
