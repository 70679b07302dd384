import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { startBlindUpstream } from "./blind-upstream";
import { expect, test } from "./fixtures";
import { revokedRepos } from "./revoked-repos";
import { startSlowUpstream } from "./slow-upstream";
import { type Stack, startStack } from "./stack";

const account = "/client/v4/accounts/local/artifacts/namespaces";

async function call<T>(stack: Stack, path: string, body?: object): Promise<T> {
  const response = await fetch(`${stack.apiUrl}${account}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return ((await response.json()) as { result: T }).result;
}

interface Minted {
  id: string;
  plaintext: string;
  secret: string;
}

async function mint(stack: Stack, repo: string, scope: "read" | "write", ttl = 7200): Promise<Minted> {
  const made = await call<{ id: string; plaintext: string }>(stack, "/default/tokens", { repo, scope, ttl });
  return { ...made, secret: made.plaintext.split("?")[0] ?? "" };
}

async function makeRepos(stack: Stack, names: string[]): Promise<void> {
  await Promise.all(names.map((name) => call(stack, "/default/repos", { name })));
}

const card = (page: Page, index = 0) =>
  page.getByRole("list", { name: "Tokens found" }).getByRole("listitem").nth(index);

async function paste(page: Page, text: string): Promise<void> {
  await page.goto("/-/leak");
  await page.getByLabel("Paste what holds the token").fill(text);
}

async function gitAnswer(stack: Stack, repo: string, secret: string): Promise<number> {
  const { status } = await fetch(
    `${stack.apiUrl}/git/default/${repo}.git/info/refs?service=git-upload-pack`,
    {
      headers: { authorization: `Basic ${btoa(`x:${secret}`)}` },
    },
  );
  return status;
}

test("a leaked remote URL: from the paste to the proof, and nothing is sent before it is asked for", async ({
  page,
  stack,
}) => {
  const { secret, id } = await mint(stack, "welcome", "write");
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.url());
  });
  await paste(page, `git clone ${stack.apiUrl.replace("://", `://x:${secret}@`)}/git/default/welcome.git`);
  await expect(card(page)).toContainText("It stood in the URL of default/welcome");
  await expect(card(page)).not.toContainText(secret);
  expect(sent).toEqual([]);
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(card(page)).toContainText("It opens default/welcome for reading and writing");
  await expect(card(page)).toContainText(id);
  await expect(page.getByLabel("Paste what holds the token")).toBeHidden();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(card(page)).toContainText("Git refuses it");
  await expect(card(page)).toContainText("403, “Invalid or expired token”");
  expect(await gitAnswer(stack, "welcome", secret)).toBe(403);
  const note = page.locator("pre").filter({ hasText: "Leaked Artifacts token" });
  await expect(note).toContainText(id);
  expect(await page.content()).not.toContain(secret);
});

test("what is pasted and checked at once is checked whole", async ({ page, stack }) => {
  const first = await mint(stack, "welcome", "read");
  const second = await mint(stack, "welcome", "read");
  await paste(page, first.plaintext);
  await page.getByRole("button", { name: "Check it" }).evaluate((button: HTMLButtonElement, more) => {
    // No frame is drawn between the paste and the click.
    const box = document.querySelector("textarea");
    box?.focus();
    box?.setSelectionRange(box.value.length, box.value.length);
    document.execCommand("insertText", false, more);
    button.click();
  }, `\n${second.plaintext}`);
  await expect(card(page, 1)).toContainText("It opens default/welcome for reading");
});

test("a bare token is found by its expiry among many repos, and a bare secret by trying", async ({
  page,
  stack,
}) => {
  const names = Array.from({ length: 60 }, (_, index) => `needle-${index}`);
  await makeRepos(stack, names);
  const byExpiry = await mint(stack, "needle-17", "read", 5555);
  const byProbing = await mint(stack, "needle-42", "write", 6666);
  await paste(page, `first: ${byExpiry.plaintext}\n${"\n".repeat(20)}second: ${byProbing.secret}`);
  await page.getByRole("button", { name: "Check all 2" }).click();
  await expect(card(page, 0)).toContainText("It opens default/needle-17 for reading.");
  await expect(card(page, 1)).toContainText("It opens default/needle-42 for reading and writing");
  await page.getByRole("button", { name: "Revoke all 2" }).click();
  await expect(page.getByText("2 revoked and proven dead")).toBeVisible();
  expect(await gitAnswer(stack, "needle-17", byExpiry.secret)).toBe(403);
  expect(await gitAnswer(stack, "needle-42", byProbing.secret)).toBe(403);
});

test("many bare tokens in one paste are found in one walk, each with its own answer", async ({
  page,
  stack,
}) => {
  const names = Array.from({ length: 12 }, (_, index) => `haystack-${index}`);
  await makeRepos(stack, names);
  const minted = await Promise.all(
    names
      .slice(0, 10)
      .map((name, index) => mint(stack, name, index === 0 ? "read" : "write", 20_000 + index * 60)),
  );
  const dead = `art_v1_${"0".repeat(39)}1?expires=1900000000`;
  const searches: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/leaks/find")) searches.push(request.postData() ?? "");
  });
  await paste(page, [...minted.map(({ plaintext }) => plaintext), dead].join(`\n${"\n".repeat(3)}`));
  await page.getByRole("button", { name: "Check all 11" }).click();
  await expect(card(page, 0)).toContainText("It opens default/haystack-0 for reading.");
  for (const [index, { id }] of minted.entries()) {
    await expect(card(page, index)).toContainText(`default/haystack-${index}`);
    await expect(card(page, index)).toContainText(id);
  }
  await expect(card(page, 10)).toContainText("Git refuses it already");
  await expect(page.getByText("10 alive, 1 dead already")).toBeVisible();
  expect(searches).toHaveLength(1);
  await page.getByRole("button", { name: "Revoke all 10" }).click();
  await expect(page.getByText("10 revoked and proven dead, 1 dead already")).toBeVisible();
  for (const [index, { secret }] of minted.entries()) {
    expect(await gitAnswer(stack, names[index] ?? "", secret)).toBe(403);
  }
});

test("one search is stopped and looked for again, while the other goes on to its answer", async ({
  page,
  stack,
}) => {
  const upstream = await startSlowUpstream(stack.apiUrl);
  const slow = await startStack({
    env: { ARTIFACTS_API_URL: upstream.url, ARTIFACTS_API_TOKEN: stack.apiToken },
  });
  try {
    await makeRepos(stack, ["stop-one", "stop-other"]);
    const [one, other] = [
      await mint(stack, "stop-one", "read", 40_000),
      await mint(stack, "stop-other", "write", 50_000),
    ];
    // The newest is asked first, and knows neither.
    await makeRepos(stack, ["stop-newest"]);
    const goOn = upstream.hold(({ url = "" }) => /\/stop-(one|other)\/tokens\?/.test(url));
    await page.goto(`${slow.url}/-/leak`);
    await page.getByLabel("Paste what holds the token").fill(`${one.plaintext}\n\n\n\n${other.plaintext}`);
    await page.getByRole("button", { name: "Check all 2" }).click();
    await card(page, 0).getByRole("button", { name: "Stop looking" }).click();
    await expect(card(page, 0)).toContainText("It is alive. You stopped the search");
    await expect(card(page, 1)).toContainText("Looking for its repo");
    await expectAccessible(page);
    goOn();
    await expect(card(page, 1)).toContainText("It opens default/stop-other for reading and writing");
    await expect(card(page, 0)).toContainText("You stopped the search");
    await card(page, 0).getByRole("button", { name: "Look again" }).click();
    await expect(card(page, 0)).toContainText("It opens default/stop-one for reading.");
  } finally {
    await slow.stop();
    await upstream.stop();
  }
});

test("a dead token is said to be dead, a cut one to be cut, a foreign string to be none of ours", async ({
  page,
  stack,
}) => {
  const dead = await mint(stack, "welcome", "write", 4321);
  await fetch(`${stack.apiUrl}${account}/default/tokens/${dead.id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${stack.apiToken}` },
  });
  await paste(
    page,
    `${dead.plaintext}\n\nAuthorization: Bearer art_v1_0123456789…\n\nghp_${"a1B2".repeat(9)}`,
  );
  await expect(page.getByText("2 tokens found")).toBeVisible();
  await expect(card(page, 1)).toContainText("A part of this token is missing");
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(card(page, 0)).toContainText("Git refuses it already: 403, “Invalid or expired token”");
  await page.getByRole("button", { name: "Find the repo it belonged to" }).click();
  await expect(card(page, 0)).toContainText("It fits a token of default/welcome, revoked");
  await paste(page, `ghp_${"a1B2".repeat(9)}`);
  await expect(page.getByText("No Artifacts token in it")).toBeVisible();
});

test("a bare secret is told by its id among others that may do the same, and they live on", async ({
  page,
  stack,
}) => {
  await makeRepos(stack, ["twins"]);
  const [first, leaked, last] = [
    await mint(stack, "twins", "write", 9000),
    await mint(stack, "twins", "write", 9000),
    await mint(stack, "twins", "write", 8000),
  ];
  await paste(page, `Basic ${btoa(`x:${leaked.secret}`)} ${stack.apiUrl}/git/default/twins.git`);
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(card(page)).toContainText(leaked.id);
  await expect(card(page)).toContainText("its id, which is made from the secret");
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(card(page)).toContainText("Git refuses it");
  expect(await gitAnswer(stack, "twins", leaked.secret)).toBe(403);
  expect(await gitAnswer(stack, "twins", first.secret)).toBe(200);
  expect(await gitAnswer(stack, "twins", last.secret)).toBe(200);
});

test("where ids tell nothing, none goes that was not chosen, what another leak owns is left out, and death ends it", async ({
  page,
  stack,
}) => {
  const upstream = await startBlindUpstream(stack.apiUrl);
  const blind = await startStack({
    env: { ARTIFACTS_API_URL: upstream.url, ARTIFACTS_API_TOKEN: stack.apiToken },
  });
  try {
    await makeRepos(stack, ["triplets"]);
    const of = (ttl: number) => mint(stack, "triplets", "write", ttl);
    const [named, leaked, bystander] = [await of(9000), await of(8000), await of(80_000)];
    await page.goto(`${blind.url}/-/leak`);
    await page
      .getByLabel("Paste what holds the token")
      .fill(`${named.plaintext}\n\n\n\n${leaked.secret} ${stack.apiUrl}/git/default/triplets.git`);
    await page.getByRole("button", { name: "Check all 2" }).click();
    await expect(card(page, 0)).toContainText("Told by");
    // The token of the repo's creation is one of them, too.
    await expect(card(page, 1)).toContainText("It is one of 3 live tokens, and nothing tells which.");
    await expectAccessible(page);
    const choice = card(page, 1).getByRole("checkbox");
    await expect(choice).toHaveCount(3);
    await expect(choice.first()).not.toBeChecked();
    const order = card(page, 1).getByRole("listitem");
    await expect(order.nth(0)).toContainText([...leaked.id].reverse().join(""));
    await expect(card(page, 1).getByRole("button", { name: "Revoke the chosen token" })).toBeDisabled();
    await expect(page.getByRole("button", { name: /^Revoke all/ })).toBeHidden();
    await choice.nth(0).check();
    await choice.nth(1).check();
    await choice.nth(2).check();
    await card(page, 1).getByRole("button", { name: "Revoke up to 3, one after the other" }).click();
    await expect(card(page, 1)).toContainText("Git refuses it");
    expect(await gitAnswer(stack, "triplets", leaked.secret)).toBe(403);
    // Chosen as well, and spared: the secret was dead before its turn.
    expect(await gitAnswer(stack, "triplets", bystander.secret)).toBe(200);
    expect(await gitAnswer(stack, "triplets", named.secret)).toBe(200);
    await expect(page.locator("pre").filter({ hasText: "Leaked Artifacts token" })).toContainText("Its time");
  } finally {
    await blind.stop();
    await upstream.stop();
  }
});

test("a token that died meanwhile takes no other with it", async ({ page, stack }) => {
  await makeRepos(stack, ["late"]);
  const leaked = await mint(stack, "late", "read", 7000);
  const other = await mint(stack, "late", "read", 7000);
  await paste(page, `${leaked.plaintext} ${stack.apiUrl}/git/default/late.git`);
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("button", { name: "Revoke token" })).toBeVisible();
  await fetch(`${stack.apiUrl}${account}/default/tokens/${leaked.id}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${stack.apiToken}` },
  });
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(card(page)).toContainText("Nothing had to be revoked");
  expect(await gitAnswer(stack, "late", other.secret)).toBe(200);
});

test("no secret stays in an address, the storage, the history or a log", async ({ page, stack }) => {
  const { id, secret, plaintext } = await mint(stack, "welcome", "read", 3210);
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  await paste(page, plaintext);
  await page.getByRole("button", { name: "Check it" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(card(page)).toContainText("The secret has left this page");
  expect(urls.filter((url) => url.includes("art_v"))).toEqual([]);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      history.state,
      location.href,
    ]),
  );
  expect(kept).not.toContain(secret);
  expect(revokedRepos(stack.output()).get(id)).toBe("welcome");
  expect(stack.output()).not.toContain(secret);
  await page.goto("/default");
  await page.goBack();
  await expect(page.getByLabel("Paste what holds the token")).toHaveValue("");
  expect(await page.content()).not.toContain(secret);
});
