import { setTimeout as sleep } from "node:timers/promises";
import type { Page, Request } from "@playwright/test";

interface Requests {
  open: Set<Request>;
  changedAt: number;
}

const restMs = 500;
const requestsOf = new WeakMap<Page, Requests>();

/** From here on what a page asks for is known, and what is answered. */
export function watchRequests(page: Page): void {
  const requests: Requests = { open: new Set(), changedAt: Date.now() };
  requestsOf.set(page, requests);
  const end = (request: Request) => {
    requests.open.delete(request);
    requests.changedAt = Date.now();
  };
  page.on("request", (request) => {
    requests.open.add(request);
    requests.changedAt = Date.now();
  });
  page.on("requestfinished", end);
  page.on("requestfailed", end);
}

/** Half a second without an open request. Playwright's "networkidle" may never come, though a page asks for nothing. */
export async function untilAtRest(page: Page): Promise<void> {
  const requests = requestsOf.get(page);
  if (requests === undefined) throw new Error("The requests of this page are not watched.");
  await page.waitForLoadState();
  for (;;) {
    const isAtRest = requests.open.size === 0 && Date.now() - requests.changedAt >= restMs;
    if (isAtRest) return;
    await sleep(50);
  }
}
