import { once } from "node:events";
import { z } from "zod";
import { launchBrowser, startDashboard } from "@/bench/dashboard-world";
import { tasksDuring } from "@/bench/main-thread";
import { namespace, type ServiceProcess } from "@/bench/service-process";
import { quantile, type Row } from "@/bench/table";
import { formatCount } from "@/lib/format/count";
import { findUrl } from "@/lib/routes";
import { buildDashboard } from "@/scripts/product-build";
import { freePort } from "@/scripts/settings";
import { untilTrue } from "./long-acts";

const maxTaskMs = 100;
const maxAnswerMs = 100;

/** Go to file in a browser, over the built dashboard: how the list of so many files arrives, and what a key costs. */
export async function findRows(
  dir: string,
  service: ServiceProcess,
  repo: string,
  files: number,
  queries: readonly string[],
): Promise<Row[]> {
  await buildDashboard();
  const port = await freePort("127.0.0.1");
  const dashboard = await startDashboard(dir, port, {
    url: `http://127.0.0.1:${service.port}`,
    apiToken: service.apiToken,
  });
  const browser = await launchBrowser();
  const rows: Row[] = [];
  try {
    for (const state of ["cold", "warm"]) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const client = await page.context().newCDPSession(page);
      let [firstMs, wholeMs] = [0, 0];
      const arriving = await tasksDuring(browser, page, async () => {
        const from = performance.now();
        await page.goto(`http://127.0.0.1:${port}${findUrl(namespace, repo, "main")}`);
        await page.locator("[role=option]").first().waitFor();
        firstMs = performance.now() - from;
        const counted = `${formatCount(files)} files`;
        const status = `document.querySelector("main [role=status]").textContent`;
        await untilTrue(page, `${status}.endsWith(${JSON.stringify(counted)})`);
        wholeMs = performance.now() - from;
      });
      const longest = arriving[0]?.cpuMs ?? Number.NaN;
      rows.push(
        { what: `page: first files, ${state}`, unit: "ms", ours: firstMs },
        {
          what: `page: all ${formatCount(files)} files, ${state}`,
          unit: "ms",
          ours: wholeMs,
          bar: { text: `tasks < ${maxTaskMs} ms`, isKept: longest < maxTaskMs },
          note: `longest task ${longest.toFixed(0)} ms (${arriving[0]?.parts})`,
        },
      );
      if (state === "warm") {
        await page.focus("main input[name=q]");
        for (const query of queries) {
          const answers: number[] = [];
          const [task] = await tasksDuring(browser, page, async () => {
            for (const key of [...query, ...Array(query.length).fill("Backspace")]) {
              await page.evaluate(listen);
              await page.keyboard.press(key);
              answers.push(z.number().parse(await page.evaluate("answer")));
            }
          });
          const slowest = quantile(answers, 1);
          rows.push({
            what: `page: a key of "${query}"`,
            unit: "ms",
            ours: quantile(answers, 0.5),
            bar: {
              text: `≤ ${maxAnswerMs} ms, tasks < ${maxTaskMs} ms`,
              isKept: quantile(answers, 0.5) <= maxAnswerMs && (task?.cpuMs ?? 0) < maxTaskMs,
            },
            note: `slowest ${slowest.toFixed(0)} ms; longest task ${task?.cpuMs.toFixed(0)} ms (${task?.parts})`,
          });
        }
        for (let time = 0; time < 2; time += 1) await client.send("HeapProfiler.collectGarbage");
        const { usedSize } = await client.send("Runtime.getHeapUsage");
        rows.push({ what: "page: its heap, collected", unit: "MB", ours: usedSize / 1024 / 1024 });
      }
      await page.close();
    }
  } finally {
    await browser.close();
    const ended = once(dashboard, "exit");
    dashboard.kill("SIGTERM");
    await ended;
  }
  return rows;
}

/** From the next key until the frame with what it found is drawn. */
const listen = `globalThis.answer = new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error("a key was not answered in ten seconds")), 10_000);
  addEventListener("input", () => {
    const from = performance.now();
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
    });
    observer.observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true });
  }, { once: true, capture: true });
}), null`;
