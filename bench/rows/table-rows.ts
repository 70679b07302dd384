import type { Page } from "@playwright/test";
import { z } from "zod";
import { type DashboardWorld, needleCount } from "@/bench/dashboard-world";
import { median, type Row } from "@/bench/table";

/** What a person waits for, in milliseconds. */
interface Visit {
  "first paint of the table": number;
  "search that half of the names match, from the key": number;
  "the same, from the call": number;
  "search that one name matches, from the key": number;
  "the same from the call": number;
  "next page, fetched ahead": number;
  "next page, at once after the last": number;
  sort: number;
}

const maxRatio = 1.5;
const milliseconds = z.number();
const searched = z.object({ keyMs: z.number(), callMs: z.number() });

/** Each size in turn, round after round; the first round warms up. */
export async function tableRows(world: DashboardWorld, rounds: number): Promise<Row[]> {
  const visits = new Map<string, Visit[]>(world.namespaces.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    // None is always first.
    const turn = (round + 1) % world.namespaces.length;
    const order = [...world.namespaces.slice(turn), ...world.namespaces.slice(0, turn)];
    for (const { name } of order) {
      const visit = await measureVisit(world, name, (round + 1) % needleCount);
      if (round >= 0) visits.get(name)?.push(visit);
    }
  }
  const [smallest] = world.namespaces;
  const base = visits.get(smallest?.name ?? "") ?? [];
  const rows: Row[] = [];
  for (const what of Object.keys(base[0] ?? {}) as (keyof Visit)[]) {
    const baseValues = base.map((visit) => visit[what]);
    for (const { name, repoCount } of world.namespaces) {
      const values = (visits.get(name) ?? []).map((visit) => visit[what]);
      const ratio = median(values.map((value, index) => value / (baseValues[index] ?? Number.NaN)));
      const isBase = name === smallest?.name;
      rows.push({
        what: `${what}, ${repoCount.toLocaleString("en-US")} repos`,
        unit: "ms",
        ours: median(values),
        ...(isBase
          ? {}
          : {
              peer: { name: `with ${smallest?.repoCount}`, value: median(baseValues) },
              ratio,
              bar: { text: `≤ ${maxRatio}×`, isKept: ratio <= maxRatio },
            }),
      });
    }
  }
  return rows;
}

async function measureVisit(world: DashboardWorld, namespace: string, needle: number): Promise<Visit> {
  const page = await world.openPage();
  try {
    await page.goto(`${world.url}/${namespace}`, { waitUntil: "commit" });
    const firstPaint = milliseconds.parse(
      await page.evaluate(`(async () => {
        const rowsAt = await bench.firstRows;
        return Math.max(rowsAt, performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
      })()`),
    );
    await page.waitForLoadState("networkidle");
    const sort = milliseconds.parse(
      await page.evaluate(`(async () => {
        const from = performance.now();
        const drawn = bench.otherRows();
        [...document.querySelectorAll("th button")].find((button) => button.textContent === "Name").click();
        return (await drawn) - from;
      })()`),
    );
    // Sorted by name, the first row does not have it.
    const many = await search(page, "build-c");
    const one = await search(page, `needle-${needle}-`);

    await page.goto(`${world.url}/${namespace}?size=25`, { waitUntil: "networkidle" });
    const turns = z.tuple([z.number(), z.number()]).parse(
      await page.evaluate(`(async () => {
        const turn = async () => {
          const from = performance.now();
          const drawn = bench.otherRows();
          bench.link("Next").click();
          return (await drawn) - from;
        };
        return [await turn(), await turn()];
      })()`),
    );
    return {
      "first paint of the table": firstPaint,
      "search that half of the names match, from the key": many.keyMs,
      "the same, from the call": many.callMs,
      "search that one name matches, from the key": one.keyMs,
      "the same from the call": one.callMs,
      "next page, fetched ahead": turns[0],
      "next page, at once after the last": turns[1],
      sort,
    };
  } finally {
    await page.context().close();
  }
}

/** From the key that ends the term to the drawn rows: with the wait for more keys, and from the call after it. */
async function search(page: Page, term: string): Promise<z.infer<typeof searched>> {
  const box = page.getByRole("searchbox");
  await box.fill("");
  await page.waitForLoadState("networkidle");
  await page.evaluate(`(() => {
    const box = document.querySelector("input[type=search]");
    let typedAt = 0;
    box.addEventListener("input", (event) => { typedAt = event.timeStamp; }, { once: true, capture: true });
    window.benchSearch = bench.otherRows(${JSON.stringify(term)}).then((at) => {
      const calls = performance.getEntriesByType("resource").filter(({ name, startTime }) =>
        startTime >= typedAt && name.includes(${JSON.stringify(`search=${term}`)}));
      return { keyMs: at - typedAt, callMs: at - calls[0].startTime };
    });
  })()`);
  await box.focus();
  await page.keyboard.insertText(term);
  return searched.parse(await page.evaluate("window.benchSearch"));
}
