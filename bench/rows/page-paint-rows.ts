import type { Browser, Page } from "@playwright/test";
import { tasksDuring } from "@/bench/main-thread";
import type { PageBench, PagePair } from "@/bench/page-pairs";
import { median, type Row } from "@/bench/table";

/** A phone's processor, as Lighthouse takes it to be. */
const cpuSlowdown = 4;
/** What is worked on for longer at a stretch is felt: the rest of it counts as blocked. */
const blockMs = 50;
/** After the load event; what a page does by itself is done by then. */
const settleMs = 3_000;

interface Paint {
  blockedMs: number;
  layoutMs: number;
  lcpMs: number;
  cls: number;
}

/** How long a phone is blocked, what of it is style and layout, when the largest thing is painted, and what moves. */
export async function* paintRows({ pairs, tables, port, rounds, browser }: PageBench): AsyncGenerator<Row> {
  for (const pair of pairs.filter(({ isPage }) => isPage)) {
    const ours: Paint[] = [];
    const cgit: Paint[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const mine = await paint(browser, `http://127.0.0.1:${port}${pair.ours}`);
      const theirs = await paint(browser, `http://127.0.0.1:${pair.cgit.port}${pair.cgit.path}`);
      if (round < 0) continue;
      ours.push(mine);
      cgit.push(theirs);
    }
    yield* readingRows(pair, ours, cgit);
  }
  for (const { what, url } of tables) {
    const paints: Paint[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const one = await paint(browser, `http://127.0.0.1:${port}${url}`);
      if (round >= 0) paints.push(one);
    }
    const blocked = medianOf(paints, "blockedMs");
    yield {
      what: `${what}, blocked`,
      unit: "ms",
      ours: blocked,
      bar: { text: "≤ 600 ms", isKept: blocked <= 600 },
      note: noteOf(paints),
    };
  }
}

function* readingRows({ what }: PagePair, ours: Paint[], cgit: Paint[]): Generator<Row> {
  const blocked = medianOf(ours, "blockedMs");
  const cgitBlocked = medianOf(cgit, "blockedMs");
  yield {
    what: `${what}, blocked`,
    unit: "ms",
    ours: blocked,
    peer: { name: "cgit", value: cgitBlocked },
    bar: { text: "≤ 2× and ≤ 300 ms", isKept: blocked <= 300 && blocked <= 2 * cgitBlocked },
    note: noteOf(ours),
  };
  const lcp = medianOf(ours, "lcpMs");
  const cgitLcp = medianOf(cgit, "lcpMs");
  yield {
    what: `${what}, LCP`,
    unit: "ms",
    ours: lcp,
    peer: { name: "cgit", value: cgitLcp },
    ratio: lcp / cgitLcp,
    bar: { text: "≤ 1.3×, CLS 0", isKept: lcp <= 1.3 * cgitLcp && medianOf(ours, "cls") === 0 },
  };
}

const medianOf = (paints: Paint[], name: keyof Paint) => median(paints.map((paint) => paint[name]));

const noteOf = (paints: Paint[]) =>
  `style and layout ${medianOf(paints, "layoutMs").toFixed(0)} ms, LCP ${medianOf(paints, "lcpMs").toFixed(0)} ms, CLS ${medianOf(paints, "cls").toFixed(3)}`;

async function paint(browser: Browser, url: string): Promise<Paint> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
  });
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
    await page.addInitScript({ content: observers });
    const tasks = await tasksDuring(browser, page, async () => {
      await page.goto(url, { waitUntil: "load" });
      await page.waitForTimeout(settleMs);
    });
    const seen = await readObservers(page);
    return {
      ...seen,
      // Of the thread's own work, without what other programs took: the throttled clock counts it four times.
      blockedMs: tasks.reduce((sum, { cpuMs }) => sum + Math.max(0, cpuMs - blockMs), 0),
      layoutMs: tasks.reduce((sum, { layoutMs }) => sum + layoutMs, 0),
    };
  } finally {
    await context.close();
  }
}

const observers = `
  window.seen = { lcpMs: 0, cls: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.seen.lcpMs = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.cls += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
`;

async function readObservers(page: Page): Promise<Pick<Paint, "lcpMs" | "cls">> {
  return page.evaluate(() => Reflect.get(window, "seen") as { lcpMs: number; cls: number });
}
