import type { Browser } from "@playwright/test";
import type { PageBench } from "@/bench/page-pairs";
import { inTurns, type Row } from "@/bench/table";

/** From the address to the last row of what is long, beside the same of another checkout where one is given. */
export async function* longRows({ long, port, portBefore, browser, rounds }: PageBench): AsyncGenerator<Row> {
  for (const { what, url, rows, count } of long) {
    const take = (at: number) => timeToLast(browser, `http://127.0.0.1:${at}${url}`, rows, count);
    const { ours, peer, ratio } = await inTurns(
      rounds,
      () => take(port),
      () => (portBefore === null ? Promise.resolve(Number.NaN) : take(portBefore)),
    );
    yield {
      what: `${what}, to the last row`,
      unit: "ms",
      ours,
      ...(portBefore === null
        ? {}
        : { peer: { name: "before", value: peer }, ratio, bar: { text: "≤ 0.5×", isKept: ratio <= 0.5 } }),
    };
  }
}

async function timeToLast(browser: Browser, url: string, rows: string, count: number): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  try {
    const from = performance.now();
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(
      ([selector, least]) => document.querySelectorAll(selector).length >= least,
      [rows, count] as const,
      { polling: 20, timeout: 120_000 },
    );
    return performance.now() - from;
  } finally {
    await context.close();
  }
}
