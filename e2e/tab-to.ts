import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Presses Tab until the target has the focus. It is asked once after every press and for as long as the answer takes: a check with
 * a time of its own misses it on a slow machine, and then the focus has gone on.
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  const hasFocus = () => target.evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < 200; steps += 1) {
    await page.keyboard.press("Tab");
    if (await hasFocus()) break;
  }
  await expect(target).toBeFocused();
}
