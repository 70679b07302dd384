import { z } from "zod";
import { expectAccessible } from "./accessible";
import { type FaultyProxy, startFaultyProxy } from "./faulty-proxy";
import { expect, test } from "./fixtures";
import { type Stack, startStack } from "./stack";

let proxy: FaultyProxy;
let dashboard: Stack;

test.beforeAll(async ({ stack }) => {
  proxy = await startFaultyProxy(stack.apiUrl);
  dashboard = await startStack({
    env: { ARTIFACTS_API_URL: proxy.url, ARTIFACTS_API_TOKEN: stack.apiToken },
  });
});
test.afterAll(async () => {
  await dashboard.stop();
  await proxy.close();
});
test.afterEach(() => proxy.loseAnswers(null));

const tokenList = z.object({ result: z.array(z.object({ scope: z.string(), state: z.string() })) });

/** The write tokens of a repo, past the dashboard. */
async function writeTokens(stack: Stack, repo: string): Promise<string[]> {
  const url = `${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/default/repos/${repo}/tokens?state=all`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${stack.apiToken}` } });
  const { result } = tokenList.parse(await answer.json());
  return result.filter(({ scope }) => scope === "write").map(({ state }) => state);
}

test("a create or fork whose answer is lost is found to be made, and its write token dies or is offered to be revoked", async ({
  page,
  stack,
}) => {
  const isMaking = ({ method, path }: { method: string; path: string }) =>
    method === "POST" && /\/(repos|fork)$/.test(path);
  proxy.loseAnswers(isMaking);
  await page.goto(`${dashboard.url}/default`);
  await page.getByRole("button", { name: "New repo" }).click();
  await page.getByLabel("Name", { exact: true }).fill("unheard");
  await page.getByRole("button", { name: "Create repo" }).click();
  await expect(page.getByRole("heading", { name: "unheard is ready" })).toBeVisible();
  await expect(page.getByRole("dialog")).toContainText("nothing of its making is left alive");
  expect(await writeTokens(stack, "unheard")).toEqual(["revoked"]);

  await page.goto(`${dashboard.url}/default/welcome`);
  await page.getByRole("button", { name: "Fork" }).click();
  await page.getByLabel("Name", { exact: true }).fill("unheard-fork");
  await page.getByLabel("I want to clone or push to it now").check();
  await page.getByRole("button", { name: "Fork repo" }).click();
  await expect(page.getByRole("heading", { name: "unheard-fork is ready" })).toBeVisible();
  await expect(page.getByRole("dialog")).toContainText("the answer with its write token was lost on the way");
  expect(await writeTokens(stack, "unheard-fork")).toEqual(["active"]);
  await expectAccessible(page, "the ready view of a lost answer");
  await page.getByRole("button", { name: "Revoke the token it was born with" }).click();
  await expect(page.getByRole("dialog")).toContainText("The token is revoked");
  expect(await writeTokens(stack, "unheard-fork")).toEqual(["revoked"]);
  await page.getByRole("link", { name: "Open the repo" }).click();
  await expect(page.getByRole("list", { name: "Files" })).toBeVisible();

  // What was there before is not taken for what was asked for.
  proxy.loseAnswers(null);
  proxy.failAlways(isMaking);
  await page.goto(`${dashboard.url}/default`);
  await page.getByRole("button", { name: "New repo" }).click();
  await page.getByLabel("Name", { exact: true }).fill("never-made");
  await page.getByRole("button", { name: "Create repo" }).click();
  await expect(page.getByRole("alert")).toContainText("The gateway is out of breath");
  proxy.failAlways(null);
});
