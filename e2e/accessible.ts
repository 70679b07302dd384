import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { untilDrawn } from "./listening";

/** Axe finds nothing by the rules of WCAG 2.2 AA, once what moves has come to rest. `what` names the state in a failure. */
export async function expectAccessible(page: Page, what = "axe"): Promise<void> {
  // What the last click has opened begins to move with the next frame.
  await untilDrawn(page);
  await page.evaluate(async () => {
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    // One that is taken away with its element is at rest too, and one that nobody sees may never end.
    await Promise.race([
      Promise.allSettled(moving.map(({ finished }) => finished)),
      new Promise((resolve) => setTimeout(resolve, 1_000)),
    ]);
  });
  // In the page itself: else it opens another one to put the answers of frames together, of which we have none.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(({ id, nodes }) => ({ id, html: nodes.map((node) => node.html) }));
  expect(found, what).toEqual([]);
}
