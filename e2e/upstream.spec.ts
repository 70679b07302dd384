import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRepo } from "./create-repo";
import { expect, test } from "./fixtures";
import { gitOk, inTempDir } from "./git";
import { type RoundTripProxy, startRoundTripProxy } from "./round-trip-proxy";
import { type Stack, startStack } from "./stack";

/** A dashboard whose every call to the service passes the proxy. */
let proxy: RoundTripProxy;
let slow: Stack;

test.beforeAll(async ({ stack }) => {
  test.setTimeout(180_000);
  proxy = await startRoundTripProxy(stack.apiUrl);
  slow = await startStack({
    env: { ARTIFACTS_API_URL: proxy.url, ARTIFACTS_API_TOKEN: stack.apiToken },
  });
});
test.afterAll(async () => {
  await slow.stop();
  await proxy.close();
});

const files = {
  "README.md": "# Far away\n",
  "docs/README.md": "# Documents\n",
  "docs/a.txt": "a\n",
  "1/2/3/4/5/6/7/8/9/10/11/12/deep.txt": "deep\n",
  "1/2/3/4/5/6/7/8/9/10/11/12/README.md": "# Deep down\n",
};

/** A repo that no dashboard has seen yet. Its clone stays in `dir`. */
async function pushRepo(stack: Stack, dir: string, name: string): Promise<() => Promise<void>> {
  const { remote, token } = await createRepo(stack, name);
  const project = join(dir, name);
  await gitOk(dir, ["init", "--quiet", "-b", "main", name]);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  }
  const push = async () => {
    await gitOk(project, ["add", "."]);
    await gitOk(project, ["commit", "--quiet", "--allow-empty", "-m", "All of it"]);
    await gitOk(project, ["push", "--quiet", remote, "--all"], { token });
  };
  await push();
  return push;
}

async function open(path: string, shows: string): Promise<void> {
  const answer = await fetch(`${slow.url}${path}`);
  expect(answer.status, path).toBe(200);
  expect(await answer.text()).toContain(shows);
}

/** What last changed each entry is looked for beside the page: it waits 60 ms for it, and the browser asks for the rest. */
const isWaitedFor = ({ path }: { path: string }) => !/\/log\?ref=[0-9a-f]{40}&limit=200&/.test(path);
const byHash = () => proxy.calls.filter(({ path }) => /\/(commit|tree|blob)\/|\/log/.test(path));
const count = () =>
  proxy.calls.map(({ method, path }) => `${method} ${path.replace(/^.*\/(repos|git)\//, "")}`);

const deepest = "1/2/3/4/5/6/7/8/9/10/11/12";

test("a place that nobody has seen is at most four round trips deep, however far down it lies", async ({
  stack,
}) => {
  const cold = [
    // The first asks the remote what it can do, besides.
    { path: `/tree/main/${deepest}`, shows: "Deep down", roundsMax: 4 },
    { path: `/tree/main/${deepest}`, shows: "Deep down", roundsMax: 3 },
    { path: `/blob/main/${deepest}/deep.txt`, shows: "deep.txt", roundsMax: 3 },
    { path: `/raw/main/${deepest}/deep.txt`, shows: "deep", roundsMax: 4 },
    { path: "", shows: "Far away", roundsMax: 3 },
    { path: "/tree/main/docs", shows: "Documents", roundsMax: 4 },
    { path: "/blob/main/docs/a.txt", shows: "a.txt", roundsMax: 4 },
    { path: "/tree/main/1/2", shows: "3", roundsMax: 4 },
  ];
  await inTempDir(async (dir) => {
    for (const [index, { path, shows, roundsMax }] of cold.entries()) {
      await pushRepo(stack, dir, `cold-${index}`);
      proxy.forget();
      await open(`/default/cold-${index}${path}`, shows);
      const rounds = proxy.rounds(isWaitedFor);
      expect(rounds, `${path}\n${JSON.stringify(proxy.calls, null, 1)}`).toBeLessThanOrEqual(roundsMax);
    }
  });
});

test("what is opened again is one round trip deep and fetches nothing by hash; a push shows at once", async ({
  stack,
}) => {
  await inTempDir(async (dir) => {
    const push = await pushRepo(stack, dir, "warm");
    for (const [path, shows] of [
      ["", "Far away"],
      ["/tree/main/docs", "Documents"],
      ["/blob/main/docs/a.txt", "a.txt"],
      [`/tree/main/${deepest}`, "Deep down"],
      ["/commits/main", "All of it"],
    ] as const) {
      await open(`/default/warm${path}`, shows);
      proxy.forget();
      await open(`/default/warm${path}`, shows);
      expect(byHash(), path).toEqual([]);
      expect(count().sort(), path).toEqual(["GET warm", "POST default/warm.git/git-upload-pack"]);
      expect(proxy.rounds(), path).toBe(1);
    }
    await writeFile(join(dir, "warm", "README.md"), "# Moved on\n");
    await push();
    proxy.forget();
    await open("/default/warm", "Moved on");
    expect(proxy.rounds(isWaitedFor), JSON.stringify(proxy.calls, null, 1)).toBeLessThanOrEqual(3);

    await writeFile(join(dir, "warm", deepest, "README.md"), "# Moved on, too\n");
    await push();
    proxy.forget();
    await open(`/default/warm/tree/main/${deepest}`, "Moved on, too");
    expect(proxy.rounds(isWaitedFor), JSON.stringify(proxy.calls, null, 1)).toBeLessThanOrEqual(3);
  });
});

test("what a commit changed is as many round trips deep as its files lie, and one when it is shown again", async ({
  stack,
}) => {
  await inTempDir(async (dir) => {
    const push = await pushRepo(stack, dir, "changed");
    await writeFile(join(dir, "changed", deepest, "deep.txt"), "deeper\n");
    await push();
    const hash = (await gitOk(join(dir, "changed"), ["rev-parse", "HEAD"])).trim();
    proxy.forget();
    await open(`/default/changed/commit/${hash}`, "deeper");
    const trees = proxy.calls.filter(({ path }) => path.includes("/tree/"));
    expect(trees.length).toBeLessThanOrEqual(2 * (deepest.split("/").length + 1));
    expect(proxy.calls.filter(({ path }) => path.includes("/blob/"))).toHaveLength(2);
    await expect(async () => {
      proxy.forget();
      await open(`/default/changed/commit/${hash}`, "deeper");
      expect(byHash()).toEqual([]);
      expect(proxy.rounds(), JSON.stringify(count())).toBe(1);
    }).toPass();
  });
});

test("the drawer shows which calls a page took, and that a second visit took none by hash", async ({
  page,
  stack,
}) => {
  await inTempDir((dir) => pushRepo(stack, dir, "shown"));
  await page.goto(`${slow.url}/default/shown/blob/main/docs/a.txt`);
  await page.getByRole("button", { name: "Show your work" }).click();
  const drawer = page.getByRole("dialog", { name: "Show your work" });
  await expect(drawer.locator("summary", { hasText: "/blob/" })).toContainText("200");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Show your work" })).toBeFocused();

  await page.reload();
  await page.getByRole("button", { name: "Show your work" }).click();
  await expect(drawer).toContainText("2 calls to Artifacts");
  await expect(drawer.locator("summary", { hasText: "/blob/" })).toContainText("from memory");
  await drawer.locator("summary", { hasText: "git-upload-pack" }).click();
  await expect(drawer.getByText("x:$ARTIFACTS_REPO_TOKEN")).toBeVisible();
  expect(await page.content()).not.toContain(stack.apiToken);
  expect(await page.content()).not.toMatch(/art_v\d/);
});

test("verify finds a byte that was changed on the way, and vouches for the rest", async ({ page, stack }) => {
  await inTempDir((dir) => pushRepo(stack, dir, "tampered"));
  await page.goto(`${slow.url}/default/tampered/blob/main/docs/a.txt`);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("button", { name: "Verified" })).toBeVisible();
  const verification = page.getByRole("dialog", { name: "Verification" });
  await expect(verification.getByRole("listitem")).toHaveText([
    /a\.txt.*matches/,
    /docs.*matches/,
    /Root.*matches/,
    /Commit.*matches/,
  ]);

  proxy.tamper = (path, body) => (path.includes("/blob/") ? Buffer.from("b\n") : body);
  try {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Verified" }).click();
    await expect(page.getByRole("button", { name: "Does not match" })).toBeVisible();
    await expect(verification.getByRole("listitem").first()).toContainText("does not match");
  } finally {
    proxy.tamper = null;
  }

  await page.goto(`${slow.url}/default/tampered/tree/main/docs`);
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("button", { name: "Verified" })).toBeVisible();
});

test("a page that could not be had is a failure to programs, and still a page to people", async ({
  page,
}) => {
  // By its name: other tests may have filled the first page of the list.
  const address = `${slow.url}/default?q=welcome`;
  proxy.tamper = () => Buffer.from("<h1>A gateway's own page</h1>");
  expect((await page.goto(address))?.status()).toBe(502);
  const retry = page.getByRole("button", { name: "Try again" });
  await expect(retry).toBeVisible();
  // Next's own fetches stay whole, or its router would load everything anew.
  expect((await fetch(address, { headers: { rsc: "1" } })).status).toBe(200);
  proxy.tamper = null;
  await retry.click();
  await expect(page.getByRole("link", { name: "welcome", exact: true })).toBeVisible();
  expect((await page.reload())?.status()).toBe(200);
});
