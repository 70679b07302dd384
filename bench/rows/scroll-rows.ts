import { z } from "zod";
import type { DashboardWorld } from "@/bench/dashboard-world";
import { longestTaskDuring, type Task } from "@/bench/main-thread";
import { median, type Row } from "@/bench/table";

const maxTaskMs = 50;
const maxGrowth = 1.1;
const passes = 3;
const boxes = 20;
const pixelsPerSecond = 8_000;
const settledAtTurn = 20;

/** A page of 1,000 rows, from top to bottom and back, and boxes ticked in it: the longest task of the page's main thread. */
export async function scrollRows(world: DashboardWorld): Promise<Row[]> {
  const largest = world.namespaces.at(-1);
  const page = await world.openPage();
  try {
    await page.goto(`${world.url}/${largest?.name}?size=1000`, { waitUntil: "networkidle" });
    const rowCount = await page.locator("tbody [data-row-link]").count();
    const client = await page.context().newCDPSession(page);
    const height = await page.evaluate("document.documentElement.scrollHeight").then(z.number().parse);
    const scroll = async (distance: number) => {
      await client.send("Input.synthesizeScrollGesture", {
        x: 700,
        y: 450,
        yDistance: distance,
        speed: pixelsPerSecond,
      });
    };
    const scrolled: Task[] = [];
    const ticked: Task[] = [];
    for (let pass = 0; pass < passes; pass += 1) {
      scrolled.push(
        await longestTaskDuring(world.browser, page, async () => {
          await scroll(900 - height);
          await scroll(height - 900);
        }),
      );
      ticked.push(
        await longestTaskDuring(world.browser, page, async () => {
          for (let box = 0; box < boxes; box += 1) {
            await page.locator("tbody [data-row-box]").nth(box).click();
          }
        }),
      );
    }
    const row = (what: string, tasks: Task[]): Row => {
      const longestMs = median(tasks.map(({ cpuMs }) => cpuMs));
      const wall = tasks.map(({ wallMs }) => wallMs.toFixed(0)).join(", ");
      return {
        what,
        unit: "ms",
        ours: longestMs,
        bar: { text: `≤ ${maxTaskMs} ms`, isKept: longestMs <= maxTaskMs },
        note: `the longest task's work, median of ${passes} passes; on the clock ${wall} ms`,
      };
    };
    return [
      row(`scrolling ${rowCount} rows (${height} px, ${pixelsPerSecond} px/s)`, scrolled),
      row(`ticking ${boxes} boxes among ${rowCount} rows`, ticked),
    ];
  } finally {
    await page.context().close();
  }
}

/** The page's JavaScript heap after many page turns, garbage collected. */
export async function memoryRows(world: DashboardWorld, turns: number): Promise<Row[]> {
  const largest = world.namespaces.at(-1);
  const page = await world.openPage();
  try {
    await page.goto(`${world.url}/${largest?.name}`, { waitUntil: "networkidle" });
    const client = await page.context().newCDPSession(page);
    const heapMb = async () => {
      await page.waitForLoadState("networkidle");
      // Twice: the first makes ready for collection what only weak references and finalizers hold.
      for (let time = 0; time < 2; time += 1) await client.send("HeapProfiler.collectGarbage");
      return (await client.send("Runtime.getHeapUsage")).usedSize / 1024 / 1024;
    };
    const sizes = new Map<number, number>();
    for (let turn = 1; turn <= turns; turn += 1) {
      await page.evaluate(`(async () => {
        const drawn = bench.otherRows();
        bench.link("Next").click();
        await drawn;
      })()`);
      if (turn === settledAtTurn || turn === turns) sizes.set(turn, await heapMb());
    }
    const early = sizes.get(settledAtTurn) ?? Number.NaN;
    const late = sizes.get(turns) ?? Number.NaN;
    const ratio = late / early;
    return [
      {
        what: `heap after ${turns} page turns`,
        unit: "MB",
        ours: late,
        peer: { name: `after ${settledAtTurn}`, value: early },
        ratio,
        bar: { text: `≤ ${maxGrowth}×`, isKept: ratio <= maxGrowth },
      },
    ];
  } finally {
    await page.context().close();
  }
}
