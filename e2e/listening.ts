import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";

/** As long as a page may take that has buttons which are not React's. */
const giveUpMs = 5_000;

/**
 * A machine acts before a page's script has run, a person seldom does: every button has become React's own, but those that copy, and those
 * of a box that says it is live, which are HTML with one listener.
 */
export async function untilListening(page: Page): Promise<void> {
  const isListening = () =>
    [...document.querySelectorAll("button:not([data-copy], [data-live] *)")].every((button) =>
      Object.keys(button).some((name) => name.startsWith("__reactProps$")),
    );
  try {
    await page.waitForFunction(isListening, undefined, { timeout: giveUpMs });
    await untilDrawn(page);
  } catch {
    // A page that goes on to another one by itself, or is none of ours: what is expected of it says so.
  }
}

/** The next two frames: in them React ends what an act began, and Radix knows which layer is the upper one. */
export async function untilDrawn(page: Page): Promise<void> {
  const drawn = page
    .evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    .catch(() => undefined);
  // A document in a sandbox is given no frames.
  await Promise.race([drawn, sleep(1_000)]);
}
