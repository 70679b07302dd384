import { test as base, expect, type Page } from "@playwright/test";
import { watchRequests } from "./at-rest";
import { untilListening } from "./listening";
import { type Stack, startStack } from "./stack";

/** Every test gets the running stack, and fails when the page complained in its console. */
export const test = base.extend<{ quietConsole: string[] }, { stack: Stack }>({
  stack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const stack = await startStack();
      await use(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ stack }, use) => use(stack.url),
  page: async ({ page, javaScriptEnabled }, use) => {
    watchRequests(page);
    const { goto, reload } = { goto: page.goto.bind(page), reload: page.reload.bind(page) };
    if (javaScriptEnabled !== false) {
      page.goto = async (...given) => {
        const answer = await goto(...given);
        await untilListening(page);
        return answer;
      };
      page.reload = async (...given) => {
        const answer = await reload(...given);
        await untilListening(page);
        return answer;
      };
    }
    await use(page);
  },
  quietConsole: [
    async ({ page }, use) => {
      const complaints = listenForComplaints(page);
      await use(complaints);
      expect(complaints, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // A 404 page is what some tests go to see; the browser reports each.
    const isExpected = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !isExpected) complaints.push(message.text());
  });
  return complaints;
}

export { expect };
