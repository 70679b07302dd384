import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import { untilDrawn } from "./listening";
import type { Stack } from "./stack";

const account = "/client/v4/accounts/local/artifacts/namespaces";

async function call<T>(
  stack: Stack,
  path: string,
  body?: object,
  method = body ? "POST" : "GET",
): Promise<T> {
  const response = await fetch(`${stack.apiUrl}${account}${path}`, {
    method,
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

async function mint(stack: Stack, namespace: string, repo: string, scope: "read" | "write"): Promise<Minted> {
  const made = await call<{ id: string; plaintext: string }>(stack, `/${namespace}/tokens`, { repo, scope });
  return { ...made, secret: made.plaintext.split("?")[0] ?? "" };
}

type Files = Record<string, string | Buffer | null>;

/** Makes a repo and pushes commits to it; a null takes a file away. */
async function pushRepo(
  stack: Stack,
  namespace: string,
  name: string,
  makeCommits: () => Promise<Files[]>,
): Promise<void> {
  const { remote, token } = await call<{ remote: string; token: string }>(stack, `/${namespace}/repos`, {
    name,
  });
  await inTempDir(async (dir) => {
    await gitOk(dir, ["init", "-q", "-b", "main"]);
    for (const files of await makeCommits()) {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(dir, path)), { recursive: true });
        if (content === null) await rm(join(dir, path));
        else await writeFile(join(dir, path), content);
      }
      await gitOk(dir, ["add", "-A"]);
      await gitOk(dir, ["commit", "-q", "-m", "files"]);
    }
    await gitOk(dir, ["push", "-q", remote, "main"], { token });
  });
}

async function gitAnswer(stack: Stack, place: string, secret: string): Promise<number> {
  const url = `${stack.apiUrl}/git/${place}.git/info/refs?service=git-upload-pack`;
  const { status } = await fetch(url, { headers: { authorization: `Basic ${btoa(`x:${secret}`)}` } });
  return status;
}

/** The answer of a scan as it goes over the wire. */
async function scanAnswer(stack: Stack, scope: object): Promise<string> {
  const response = await fetch(`${stack.url}/-/api/leaks/scan`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: stack.url },
    body: JSON.stringify({ scope, after: null }),
  });
  return response.text();
}

const card = (page: Page, text: string) =>
  page.getByRole("list", { name: "Tokens found" }).getByRole("listitem").filter({ hasText: text }).first();

async function expectAccessibleAtBothWidths(page: Page): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
  }
}

/** Holds the requests for such an address until they are released, and from then on none. */
function holdRequests(page: Page, url: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    page.route(url, async (route) => {
      resolve();
      await released;
      await route.continue();
    });
  });
  return { asked, release };
}

test("from a scan of the history to the proof that a committed token is dead, and no secret leaves the server", async ({
  page,
  stack,
}) => {
  const bodies: Promise<string>[] = [];
  page.on("response", (response) => bodies.push(response.text().catch(() => "")));
  const minted: Minted[] = [];
  await pushRepo(stack, "scanned", "leaky", async (): Promise<Files[]> => {
    const [live, other, dead] = [
      await mint(stack, "scanned", "leaky", "write"),
      await mint(stack, "scanned", "leaky", "read"),
      await mint(stack, "scanned", "leaky", "read"),
    ];
    await call(stack, `/scanned/tokens/${dead.id}`, undefined, "DELETE");
    minted.push(live, other, dead);
    return [
      { "README.md": "# Leaky\n", "deploy/.env": `A=1\nARTIFACTS_TOKEN=${live.plaintext}\n` },
      { "deploy/.env": null, "k8s/secret.yaml": `kind: Secret\ndata:\n  token: ${btoa(other.plaintext)}\n` },
      {
        "windows.txt": Buffer.from(`\ufefftoken\r\n${dead.plaintext}\r\n`, "utf16le"),
        "old.txt": `art_v1_${"5e".repeat(20)}?expires=1700000000\n`,
        "<img src=x onerror=alert(1)>.txt": `CF_API_TOKEN=cfut_${"aB3dE5gH1j".repeat(4)}0123abcd\n`,
        "video.bin": Buffer.alloc(20_000_000, 7),
      },
    ];
  });
  const [live, other, dead] = minted;
  if (!live || !other || !dead) throw new Error("no tokens");

  await page.goto("/scanned/leaky/tokens");
  await page.getByRole("link", { name: "Scan for leaked tokens" }).click();
  await expect(page.getByRole("heading", { name: "Not scanned yet" })).toBeVisible();
  await page.getByRole("button", { name: "Scan", exact: true }).click();
  await expect(page.getByText(/Looked at 6 files of main at [0-9a-f]{7}\./)).toBeVisible();
  await expect(page.getByText("Not looked at: 1 file larger than 5 MB.")).toBeVisible();
  await expect(card(page, "k8s/secret.yaml:3")).toContainText("It opens scanned/leaky for reading.");
  await expect(card(page, "k8s/secret.yaml:3")).toContainText("base64");
  await expect(card(page, "windows.txt:2")).toContainText("Revoked or unknown");
  await expect(card(page, "old.txt:1")).toContainText("Expired");
  const keys = page.getByRole("list", { name: "Cloudflare keys found" });
  await expect(keys).toContainText("Looks like a Cloudflare user API token");
  await expect(keys).toContainText("<img src=x onerror=alert(1)>.txt:1");
  await page.getByText("Left out: 1").click();
  await expect(page.getByText("too large, 20 MB")).toBeVisible();
  await expect(card(page, "deploy/.env")).toHaveCount(0);
  await expectAccessibleAtBothWidths(page);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.getByText("Whole history").click();
  await expect(page.getByRole("heading", { name: "Not scanned yet" })).toBeVisible();
  await page.getByRole("button", { name: "Scan", exact: true }).click();
  await expect(page.getByText(/Looked at 7 versions of files in 3 commits of 1 branch\./)).toBeVisible();
  const leaked = card(page, "deploy/.env:2");
  await expect(leaked).toContainText("In the history only");
  const still = card(page, "k8s/secret.yaml:3");
  await expect(still).toContainText("Still at a branch or tag");
  // Its commit is not the newest: a third one stands on it.
  const broughtIn = await still.getByRole("link", { name: /^[0-9a-f]{7}$/ }).getAttribute("href");
  const log = await call<{ hash: string }[]>(stack, "/scanned/repos/leaky/log?limit=3");
  expect(broughtIn).toBe(`/scanned/leaky/commit/${log[1]?.hash}`);
  await expect(still).toContainText(`since ${log[1]?.hash.slice(0, 7)}`);
  await expect(leaked).toContainText("It opens scanned/leaky for reading and writing");
  await expect(leaked).toContainText(live.id);
  const href = await leaked.getByRole("link", { name: "deploy/.env:2" }).getAttribute("href");
  expect(href).toMatch(/^\/scanned\/leaky\/blob\/[0-9a-f]{40}\/deploy\/\.env#L2$/);
  await leaked.getByRole("button", { name: "Revoke token" }).click();
  await expect(leaked).toContainText("Git refuses it.");
  await expect(leaked).toContainText("403, “Invalid or expired token”");
  expect(await gitAnswer(stack, "scanned/leaky", live.secret)).toBe(403);
  expect(await gitAnswer(stack, "scanned/leaky", other.secret)).toBe(200);
  await expect(page.locator("pre").filter({ hasText: "Leaked Artifacts token" })).toContainText(
    new RegExp(`deploy/\\.env:2\` since ${log[2]?.hash.slice(0, 7)} of .*, not at a branch or tag any more`),
  );
  await expectAccessibleAtBothWidths(page);

  const reports = await Promise.all(
    ["Markdown", "JSON"].map(async (format) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: format, exact: true }).click(),
      ]);
      return readFile(await download.path(), "utf8");
    }),
  );
  expect(reports.join("\n")).toContain("deploy/.env");
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]),
  );
  const wire = await scanAnswer(stack, { kind: "history", namespace: "scanned", repo: "leaky" });
  expect(wire).toContain('"type":"hit"');
  const seen = [wire, ...(await Promise.all(bodies)), ...reports, kept, stack.output(), await page.content()];
  // The page that lists tokens is no place for their secrets either.
  for (const secret of [live.secret, other.secret, dead.secret, btoa(other.plaintext), "aB3dE5gH1j"]) {
    expect(seen.filter((text) => text.includes(secret)).map((text) => text.slice(0, 200))).toEqual([]);
  }

  await page.reload();
  await expect(card(page, "deploy/.env:2")).toContainText("Revoked or unknown");
  // What was alive is asked about anew.
  await expect(card(page, "k8s/secret.yaml:3")).toContainText("It opens scanned/leaky for reading.");
});

test("a namespace: what forks share is read once, and every repo that holds the token is named", async ({
  page,
  stack,
}) => {
  const minted: Minted[] = [];
  await pushRepo(stack, "armada", "baseline", async (): Promise<Files[]> => {
    minted.push(await mint(stack, "armada", "baseline", "read"));
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`src/${index}.txt`, `file ${index}\n`]),
    );
    return [{ ...files, "config.json": JSON.stringify({ token: minted[0]?.plaintext }) }];
  });
  for (const name of ["agent-1", "agent-2", "agent-3"]) {
    await call(stack, "/armada/repos/baseline/fork", { name });
  }
  await call(stack, "/armada/repos", { name: "empty" });
  const events = (await scanAnswer(stack, { kind: "namespace", namespace: "armada" })).trim().split("\n");
  expect(JSON.parse(events.at(-1) ?? "")).toMatchObject({ type: "done", counts: { files: 124, blobs: 31 } });
  // What was pushed since the token was made is told late: once that scan is over and the next has begun.
  const [activity, scan] = [holdRequests(page, "**/activity?*"), "**/-/api/leaks/scan"];
  await page.goto("/-/leak");
  await page.getByRole("link", { name: "armada", exact: true }).click();
  await page.getByRole("button", { name: "Scan", exact: true }).click();
  await expect(page.getByText("Looked at 124 files in the default branches of 5 repos.")).toBeVisible();
  const found = card(page, "config.json:1");
  for (const name of ["baseline", "agent-1", "agent-2", "agent-3"]) {
    await expect(found).toContainText(`${name}: config.json:1`);
  }
  await expect(found).toContainText("It opens armada/baseline for reading.");
  await found.getByRole("button", { name: "Revoke token" }).click();
  await expect(found).toContainText("Git refuses it.");
  expect(await gitAnswer(stack, "armada/baseline", minted[0]?.secret ?? "")).toBe(403);
  const again = holdRequests(page, scan);
  await page.getByRole("button", { name: "Scan again" }).click();
  await again.asked;
  const told = page.waitForResponse("**/activity?*");
  activity.release();
  await (await told).finished();
  await untilDrawn(page);
  again.release();
  await expect(card(page, "config.json:1")).toContainText("Revoked or unknown");
});

test("a scan that was stopped goes on after a reload, and says when there is nothing", async ({
  page,
  stack,
}) => {
  await pushRepo(stack, "scanned", "large", async () => [
    Object.fromEntries(
      Array.from({ length: 1_500 }, (_, index) => [
        `dir-${index % 9}/file-${index}.txt`,
        `${index} ${"the words of a file that is read for tokens. ".repeat(700)}`,
      ]),
    ),
  ]);
  await page.goto("/scanned/large/scan");
  await page.getByRole("button", { name: "Scan", exact: true }).click();
  await expect(page.getByText(/Scanning: [\d,]{2,} files/)).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText(/Stopped\. Until then it looked at [1-9][\d,]* files/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/Stopped\. Until then it looked at [1-9][\d,]* files/)).toBeVisible();
  await expectAccessibleAtBothWidths(page);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(
    page.getByRole("heading", { name: /No Artifacts token in [\d,]+ files of main at/ }),
  ).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole("heading", { name: /1,500 files/ })).toBeVisible();
});
