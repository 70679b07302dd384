import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { chromium, type Locator, type Page } from "@playwright/test";
import { untilDrawn, untilListening } from "@/e2e/listening";
import { type Stack, startStack } from "@/e2e/stack";
import { blobUrl, inventoryUrl, leakUrl, repoUrl } from "@/lib/routes";
import { obtainBrowser } from "./browser";
import { fillPictureWorld, hourSeconds, issueToken, namespace, repo, shownFile } from "./picture-world";
import { buildDashboard, buildService } from "./product-build";

/**
 * Takes the README's pictures: `npx tsx scripts/take-pictures.ts`. Builds the product, starts it on free ports with a data
 * folder of its own, fills that through REST and Git, and writes docs/pictures/<name>-<light|dark>.webp.
 */

const folder = path.join(process.cwd(), "docs", "pictures");
const width = 1440;
/** A page that holds less is shown with its foot at this height. */
const heightMin = 560;

/** In this order: the tokens of the last one would stand in the list before it. */
const pictures: {
  name: string;
  prepare(page: Page, stack: Stack): Promise<void>;
  /** What the picture ends before; the whole page where there is none. */
  end?(page: Page): Locator;
}[] = [
  {
    name: "repo",
    prepare: async (page) => {
      await page.goto(repoUrl(namespace, repo));
      await page.getByText("Take vouchers off the gross price").first().waitFor();
    },
  },
  {
    name: "file",
    prepare: async (page) => {
      await page.goto(`${blobUrl(namespace, repo, "main", shownFile)}#L21-L25`);
      await page.getByText("roundHalfEven").first().waitFor();
    },
  },
  {
    name: "tokens",
    prepare: async (page) => {
      await page.goto(inventoryUrl(namespace));
      await page.getByText("Nightly schema export").filter({ visible: true }).first().waitFor();
    },
  },
  {
    name: "leak",
    prepare: async (page, stack) => {
      const release = await issueToken(stack, repo, { scope: "write", ttl: 12 * hourSeconds });
      const feed = await issueToken(stack, "price-feed", { scope: "read", ttl: 6 * hourSeconds });
      const log = `12:04:11 push to origin failed\nAuthorization: Bearer ${release}\nretry with ${feed}\n`;
      await page.goto(leakUrl());
      await untilListening(page);
      await page.getByLabel("Paste what holds the token").fill(log);
      await page.getByRole("button", { name: "Check all 2" }).click();
      await page.getByText(`It opens ${namespace}/price-feed for reading`).waitFor();
      await page.getByRole("button", { name: "Revoke token" }).first().click();
      await page.getByText("Revoked, proven dead").waitFor();
      const html = await page.content();
      if ([release, feed].some((token) => html.includes(token.slice(0, 20)))) {
        throw new Error("The page of leaks shows a secret.");
      }
    },
    end: (page) => page.getByRole("heading", { name: "Incident note" }),
  },
];

async function main(): Promise<void> {
  const { executable } = obtainBrowser();
  await buildService();
  await buildDashboard();
  mkdirSync(folder, { recursive: true });
  const stack = await startStack({ args: ["--no-welcome"] });
  const browser = await chromium.launch({
    executablePath: executable,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    await fillPictureWorld(stack);
    const context = await browser.newContext({ baseURL: stack.url, reducedMotion: "reduce" });
    for (const { name, prepare, end } of pictures) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height: heightMin });
      await prepare(page, stack);
      await untilListening(page);
      await page.waitForLoadState("networkidle");
      await showUsualPorts(page, stack);
      // The whole page: nothing is cut in half, and nothing is scrolled.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height });
      const endBox = await end?.(page).boundingBox();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await untilDrawn(page);
        // Colours change over to each other.
        await page.waitForFunction(() => document.getAnimations().length === 0);
        await untilDrawn(page);
        const picture = await capture(page, Math.floor(endBox?.y ?? height));
        writeFileSync(path.join(folder, `${name}-${colorScheme}.webp`), picture);
      }
      await page.close();
    }
  } finally {
    await browser.close();
    await stack.stop();
  }
}

/** The ports were free ones: a picture shows those that a person has, the same at each run. */
async function showUsualPorts(page: Page, stack: Stack): Promise<void> {
  const hosts = [
    [new URL(stack.url).host, "127.0.0.1:3000"],
    [new URL(stack.apiUrl).host, "127.0.0.1:8787"],
  ];
  await page.evaluate((pairs) => {
    // No named function in here: the compiler would have it look for a helper that the page does not have.
    for (const [from = "", to = ""] of pairs) {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.nodeValue?.includes(from)) node.nodeValue = node.nodeValue.replaceAll(from, to);
      }
      for (const input of document.querySelectorAll("input")) input.value = input.value.replaceAll(from, to);
    }
  }, hosts);
}

/** WebP by the browser itself: Playwright's own pictures are PNG, five times the size. */
async function capture(page: Page, height: number): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", {
    format: "webp",
    quality: 90,
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  return Buffer.from(data, "base64");
}

await main();
