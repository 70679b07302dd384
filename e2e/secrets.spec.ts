import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { untilAtRest } from "./at-rest";
import { expect, test } from "./fixtures";
import { gitOk } from "./git";
import type { Stack } from "./stack";

const builtDir = fileURLToPath(new URL("../.next", import.meta.url));
const staticDir = join(builtDir, "static");

const pages = [
  "/?all",
  "/default",
  "/default/welcome",
  "/default/welcome/tree/main/examples",
  "/default/welcome/blob/main/README.md",
  "/default/welcome/commits/main",
  "/default/welcome/tokens",
  "/default/no-such-repo",
  "/-/api/namespaces/default/repos",
];

test("no page, script or answer that reaches the browser carries the API token", async ({ page, stack }) => {
  const bodies: string[] = [];
  const reads: Promise<void>[] = [];
  page.on("response", (response) => {
    const headers = JSON.stringify(response.headers());
    reads.push(
      response
        .text()
        .catch(() => "")
        .then((text) => {
          bodies.push(`${response.url()}\n${headers}\n${text}`);
        }),
    );
  });
  for (const path of pages) {
    await page.goto(path);
    await untilAtRest(page);
    bodies.push(await page.content());
  }
  await Promise.all(reads);
  expect(stack.apiToken.length).toBeGreaterThan(30);
  expect(bodies.length).toBeGreaterThan(pages.length * 2);
  expect(bodies.filter((body) => body.includes(stack.apiToken))).toEqual([]);
});

test("the built scripts carry neither the API token nor the code that reads it", async ({ stack }) => {
  const names = await readdir(staticDir, { recursive: true });
  const scripts = names.filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(5);
  for (const name of scripts) {
    const text = await readFile(join(staticDir, name), "utf8");
    expect(text.includes(stack.apiToken), name).toBe(false);
    expect(text.includes("api-token"), name).toBe(false);
  }
});

test("the log of both programs carries no secret", async ({ page, stack }) => {
  await page.goto("/default/welcome/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  const token = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  const secret = token.split("?")[0] ?? "";
  expect(secret).toMatch(/^art_v1_/);
  expect(stack.output()).not.toContain(stack.apiToken);
  expect(stack.output()).not.toContain(secret);
});

test("a token's secret is out of the page once its dialog is closed", async ({ page }) => {
  await page.goto("/default/welcome/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  const token = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(await page.content()).not.toContain(token.split("?")[0]);
  expect(page.url()).not.toContain("art_");
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  expect(stored).not.toContain("art_");
});

interface Seen {
  url: string;
  cacheControl: string | undefined;
  text: string;
}

/** Every answer that reaches the page from here on, and every address that it asks. */
function listen(page: Page): { answers(): Promise<Seen[]> } {
  const answers: Promise<Seen>[] = [];
  page.on("response", (response) => {
    const headers = response.headers();
    const text = response.text().catch(() => "");
    answers.push(
      text.then((body) => ({
        url: response.url(),
        cacheControl: headers["cache-control"],
        text: `${JSON.stringify(headers)}\n${body}`,
      })),
    );
  });
  return { answers: () => Promise.all(answers) };
}

const secretOf = (plaintext: string) => /art_v\d+_[0-9a-f]{40}/.exec(plaintext)?.[0] ?? "";

async function callApi(stack: Stack, path: string, body: object, method = "POST") {
  const url = `${stack.apiUrl}/client/v4/accounts/local/artifacts/namespaces/default${path}`;
  const headers = { authorization: `Bearer ${stack.apiToken}`, "content-type": "application/json" };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  return {
    status: answer.status,
    cacheControl: answer.headers.get("cache-control"),
    text: await answer.text(),
  };
}

/** The files below a folder that hold one of the words, as they are on the disk. */
async function filesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const holding: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    // What the service writes beside its database comes and goes.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (words.some((word) => bytes.includes(word))) holding.push(path.slice(folder.length + 1));
  }
  return holding;
}

test("a secret is in the one answer that hands it out, which nothing may store, and in no log, address, metric, error or file", async ({
  page,
  stack,
}) => {
  const seen = listen(page);
  const secrets: string[] = [];

  // Each way of the dashboard to a secret: a token made, a new one in place of an old one, a repo and a fork that come with one.
  await page.goto("/default/welcome/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  const shown = (await page.getByLabel(/^Read token, expires/).textContent()) ?? "";
  secrets.push(secretOf(shown));
  await page.getByRole("button", { name: "I have stored it" }).click();

  await page.goto("/default");
  await page.getByRole("button", { name: "New repo" }).click();
  await page.getByLabel("Name", { exact: true }).fill("secretive");
  await page.getByLabel("I want to push to it now").check();
  await page.getByRole("button", { name: "Create repo" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  secrets.push(secretOf((await page.getByLabel("Write token, good for 24 hours").textContent()) ?? ""));

  await page.goto("/default/welcome");
  await page.getByRole("button", { name: "Fork" }).click();
  await page.getByLabel("Name", { exact: true }).fill("secretive-fork");
  await page.getByLabel("I want to clone or push to it now").check();
  await page.getByRole("button", { name: "Fork repo" }).click();
  await page.getByRole("button", { name: "Show the token" }).click();
  secrets.push(secretOf((await page.getByLabel("Write token, good for 24 hours").textContent()) ?? ""));
  const write = secrets[1] ?? "";
  expect(new Set(secrets).size).toBe(3);
  for (const secret of secrets) expect(secret).toMatch(/^art_v/);

  // They are used, tried, revoked and mistyped.
  await gitOk("/", ["ls-remote", `${stack.apiUrl}/git/default/secretive.git`], { token: write });
  await page.goto("/-/leak");
  await page.getByLabel("Paste what holds the token").fill(shown);
  await page.getByRole("button", { name: "Check it" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText("Git refuses it")).toBeVisible();
  const headers = { origin: stack.url };
  const errors = await Promise.all([
    page.request.post("/-/api/leaks/find", { headers, data: { leaks: write } }),
    page.request.post("/-/api/leaks/find", {
      headers,
      data: { leaks: [{ secret: write, expiresAt: write }] },
    }),
    page.request.post("/-/api/namespaces/default/repos/no-such/probe", { headers, data: { secret: write } }),
    page.request.post("/-/api/namespaces/default/repos/welcome/tokens", {
      headers,
      data: { scope: "read", purpose: `for ${write}` },
    }),
    page.request.post("/-/api/namespaces/default/repos", { headers, data: { name: [write] } }),
  ]);
  const errorTexts = await Promise.all(
    errors.map(
      async (answer) => `${answer.status()} ${JSON.stringify(answer.headers())} ${await answer.text()}`,
    ),
  );
  expect(errors.filter((answer) => answer.ok()).map((answer) => answer.url())).toEqual([]);
  expect(errorTexts.filter((text) => text.includes(write))).toEqual([]);

  const answers = await seen.answers();
  for (const secret of secrets) {
    const carriers = answers.filter(({ text }) => text.includes(secret));
    expect(carriers.map(({ cacheControl }) => cacheControl)).toEqual(["no-store"]);
    expect(answers.filter(({ url }) => url.includes(secret))).toEqual([]);
  }
  const kept = await page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      await caches.keys(),
      (await indexedDB.databases()).length,
    ]),
  );
  const metrics = await fetch(`${stack.apiUrl}/metrics`);
  expect(metrics.ok).toBe(true);
  const told = [stack.output(), await metrics.text(), kept, await page.content()];
  for (const secret of [...secrets, stack.apiToken]) {
    expect(told.filter((text) => text.includes(secret)).map((text) => text.slice(0, 100))).toEqual([]);
  }
  // The one file is where the service keeps the API token for the dashboard beside it.
  expect(await filesWith(stack.dataDir, [...secrets, stack.apiToken])).toEqual(["api-token"]);
  for (const folder of ["cache", "server"]) {
    expect(await filesWith(join(builtDir, folder), [...secrets, stack.apiToken]), folder).toEqual([]);
  }
});

test("the service hands a secret out in answers that nothing may store, and repeats none", async ({
  stack,
}) => {
  const made = [
    await callApi(stack, "/repos", { name: "handed-out" }),
    await callApi(stack, "/repos/welcome/fork", { name: "handed-out-fork" }),
    await callApi(stack, "/tokens", { repo: "welcome", scope: "read" }),
  ];
  for (const { status, cacheControl, text } of made) {
    expect([status, cacheControl]).toEqual([201, "no-store"]);
    expect(secretOf(text)).not.toBe("");
  }
  const refused = [
    await callApi(stack, "/repos", { name: secretOf(made[0]?.text ?? ""), description: 7 }),
    await callApi(stack, `/tokens/${secretOf(made[2]?.text ?? "")}`, {}, "DELETE"),
  ];
  for (const { status, text } of refused) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(secretOf(text)).toBe("");
  }
  for (const { text } of made) expect(stack.output()).not.toContain(secretOf(text));
});
