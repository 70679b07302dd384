import type { CDPSession, Page } from "@playwright/test";
import { z } from "zod";

/**
 * What a person does on a page, by what it is called, in this order. Elements are looked for by CSS alone: Playwright's searches by role
 * and label walk the whole page inside its main thread.
 */
export type Acts = Record<string, () => Promise<unknown>>;

const jumps = 40;
const pixelsPerSecond = 40_000;
const words = "user order table view button dialog parse render index model".split(" ");

export const nameOf = (at: number) =>
  at % 100 === 0 ? `folder-${at}` : `file-${String(at).padStart(6, "0")}-${words[at % words.length]}.ts`;

/** Lines of TypeScript, some with a character that does not show. */
export function codeOf(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const n = index + 1;
    if (n % 7 === 0) return `/** What line ${n} is for. */`;
    if (n % 50 === 0) return `const hidden${n} = "a\u200bb";`;
    return `export const value${n} = compute("needle-${n}", { n: ${n} }) ?? null;`;
  }).join("\n");
}

/** What one does on the page of a directory of so many entries. */
export const directoryActs = (page: Page, client: CDPSession, entries: number): Acts => ({
  "the last name found, unseen": () => find(page, nameOf(entries - 1)),
  ...scrollActs(page, client),
  "a name in the middle found": () => find(page, nameOf(Math.floor(entries / 2) + 1)),
  "the last name found": () => find(page, nameOf(entries - 1)),
  "the sidebar filtered": () => filterSidebar(page, "file-0001"),
  "the refs opened": () => openAndClose(page, "[data-key=w]", "[popover]:popover-open input"),
  "dark and light": () => turnTheme(page),
});

/** What one does on the page of a file of so many lines. */
export const fileActs = (page: Page, client: CDPSession, lines: number): Acts => ({
  "the last line found, unseen": () => find(page, `value${ordinaryLine(lines)} `),
  ...scrollActs(page, client),
  "a line in the middle found": () => find(page, `needle-${ordinaryLine(lines / 2)}"`),
  "the last line found": () => find(page, `value${ordinaryLine(lines)} `),
  "a line opened by its hash": () => page.evaluate(`location.hash = "#L${Math.floor(lines * 0.7)}"`),
  "a number clicked, its menu opened": async () => {
    await clickNumber(page, 12);
    await openAndClose(page, "[aria-label='Actions for line 12']", "[popover]:popover-open button");
  },
  "a range over nearly all lines": async () => {
    await clickNumber(page, 12);
    await page.keyboard.down("Shift");
    await clickNumber(page, lines - 5);
    await page.keyboard.up("Shift");
    await clickNumber(page, 12);
  },
  "the language picker filtered": () =>
    openAndClose(page, "[aria-label^='Language:']", "[popover]:popover-open input", "type"),
  "marks of hidden characters switched": () => switchTwice(page, "[data-file-view] [aria-pressed]"),
  "wrapping switched": () =>
    switchTwice(page, "[data-file-view] [aria-pressed] ~ [aria-pressed]:has(.lucide-wrap-text)"),
  "the sidebar filtered": () => filterSidebar(page, "large"),
  "dark and light": () => turnTheme(page),
});

/** The last of so many lines that is neither a comment nor holds a hidden character. */
function ordinaryLine(upTo: number): number {
  let line = Math.floor(upTo);
  while (line % 7 === 0 || line % 50 === 0) line -= 1;
  return line;
}

/** Ways from one end of a page to the other. */
function scrollActs(page: Page, client: CDPSession): Acts {
  const wheel = (yDistance: number) =>
    client.send("Input.synthesizeScrollGesture", {
      x: 900,
      y: 450,
      yDistance,
      speed: pixelsPerSecond,
      gestureSourceType: "mouse",
    });
  return {
    "wheel to the end and back": async () => {
      await page.evaluate("scrollTo(0, 0)");
      const height = z.number().parse(await page.evaluate("document.documentElement.scrollHeight"));
      await wheel(-height);
      await wheel(height);
    },
    "Home, End and pages": async () => {
      const ups: string[] = Array(10).fill("PageUp");
      const downs: string[] = Array(10).fill("PageDown");
      for (const key of ["End", ...ups, "Home", ...downs, "End", "Home"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(60);
      }
    },
    "the scrollbar dragged": async () => {
      const x = (page.viewportSize()?.width ?? 0) - 6;
      await page.mouse.move(x, 24);
      await page.mouse.down();
      for (const y of [200, 700, 880, 300, 600, 120, 860, 450, 24]) {
        await page.mouse.move(x, y, { steps: 4 });
        await page.waitForTimeout(60);
      }
      await page.mouse.up();
    },
    [`${jumps} jumps by script`]: () =>
      page.evaluate(`(async () => {
        const height = document.documentElement.scrollHeight;
        for (let jump = 0; jump < ${jumps}; jump += 1) {
          scrollTo(0, (height * ((jump * 17) % ${jumps})) / ${jumps});
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
        }
        scrollTo(0, 0);
      })()`),
  };
}

/** As Ctrl-F looks for a text: no protocol opens the browser's own box. */
async function find(page: Page, needle: string) {
  const isFound = await page.evaluate(
    `getSelection().removeAllRanges(), window.find(${JSON.stringify(needle)})`,
  );
  if (isFound !== true) throw new Error(`${needle} was not found in the page`);
}

async function filterSidebar(page: Page, typed: string) {
  await click(page, "aside input[type=search]");
  await page.keyboard.type(typed, { delay: 60 });
  for (const _ of typed) await page.keyboard.press("Backspace", { delay: 30 });
}

async function openAndClose(page: Page, button: string, shown: string, typed = "") {
  await page.evaluate("scrollTo(0, 0)");
  await untilTrue(page, `document.querySelector(${JSON.stringify(button)}) !== null`);
  await click(page, button);
  await untilTrue(page, `document.querySelector("${shown}") !== null`);
  await page.keyboard.type(typed, { delay: 60 });
  await page.waitForTimeout(200);
  await page.keyboard.press("Escape");
}

async function switchTwice(page: Page, button: string) {
  await page.evaluate("scrollTo(0, 0)");
  await click(page, button);
  await page.waitForTimeout(300);
  await click(page, button);
}

async function clickNumber(page: Page, line: number) {
  await page.waitForTimeout(100);
  await page.evaluate(`document.getElementById("L${line}").scrollIntoView({ block: "center" })`);
  await page.waitForTimeout(100);
  await click(page, `#L${line}`, 12);
}

/** Asks from outside: the page's policy lets no text become a function in it. */
export async function untilTrue(page: Page, condition: string) {
  const giveUpAt = performance.now() + 120_000;
  while (!(await page.evaluate(condition))) {
    if (performance.now() > giveUpAt) throw new Error(`not within two minutes: ${condition}`);
    await page.waitForTimeout(250);
  }
}

/** Until the page has had nothing to do for a while. */
export async function untilIdle(page: Page) {
  await page.evaluate(`new Promise((resolve) => {
    let calm = 0;
    const look = (deadline) => {
      calm = deadline.timeRemaining() > 30 ? calm + 1 : 0;
      if (calm < 20) setTimeout(() => requestIdleCallback(look), 20);
      else resolve(null);
    };
    requestIdleCallback(look);
  })`);
}

/** In the middle of an element, or so many pixels from its left edge. */
async function click(page: Page, selector: string, fromLeft?: number) {
  const [x, y, width, height] = z.tuple([z.number(), z.number(), z.number(), z.number()]).parse(
    await page.evaluate(`(() => {
      const at = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
      return [at.x, at.y, at.width, at.height];
    })()`),
  );
  await page.mouse.click(x + (fromLeft ?? width / 2), y + height / 2);
}

async function turnTheme(page: Page) {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(200);
  }
}
