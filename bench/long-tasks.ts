/**
 * The longest tasks of the main thread on the page of a large directory and of a long file: while they settle after their load,
 * are scrolled, searched and used. Needs a build. Exits with 1 when a bar is not kept. See bench/README.md.
 *
 *   npm run build && npx tsx bench/long-tasks.ts [--only=directory,file] [--entries=20000] [--lines=20000] [--rounds=3]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { createRepo } from "@/e2e/create-repo";
import { startStack } from "@/e2e/stack";
import { blobUrl, treeUrl } from "@/lib/routes";
import { findBrowser } from "@/scripts/browser";
import { git } from "./git-client";
import { type Task, tasksDuring } from "./main-thread";
import { type Acts, codeOf, directoryActs, fileActs, nameOf, untilIdle, untilTrue } from "./rows/long-acts";
import { makeSource } from "./sources";
import { median, type Row, renderTable } from "./table";

const text = { type: "string" } as const;
const { values } = parseArgs({ options: { only: text, entries: text, lines: text, rounds: text } });
const only = values.only?.split(",") ?? ["directory", "file"];
const size = (given: string) => z.coerce.number().int().min(1).max(100_000).parse(given);
const entries = size(values.entries ?? "20000");
const lines = size(values.lines ?? "20000");
const rounds = size(values.rounds ?? "3");

const barMs = 100;

const dir = await mkdtemp(join(tmpdir(), "vitrine-bench-"));
const stack = await startStack({ args: ["--no-welcome"] });
const browser = await chromium.launch({
  executablePath: findBrowser()?.executable,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
  ],
  // One of the acts drags one.
  ignoreDefaultArgs: ["--hide-scrollbars"],
});
const rows: Row[] = [];
try {
  await makeRepo();
  if (only.includes("directory")) {
    const url = treeUrl("default", "long", "main", "many");
    await measure(`directory of ${entries}`, url, "[role=listitem]", entries, directoryActs);
  }
  if (only.includes("file")) {
    const url = blobUrl("default", "long", "main", "large.ts");
    await measure(`file of ${lines} lines`, url, ".line-block > b", lines, fileActs);
  }
} finally {
  await browser.close();
  await stack.stop();
  await rm(dir, { recursive: true, force: true });
}
console.log(
  `load at the end ${loadavg()
    .map((value) => value.toFixed(1))
    .join(" ")}\n\n${renderTable(rows)}`,
);
process.exitCode = rows.every(({ bar }) => bar?.isKept ?? true) ? 0 : 1;

/** A directory whose entries were changed by twenty commits, and a file in which some characters do not show. */
async function makeRepo() {
  const source = join(dir, "source.git");
  await makeSource(source, async (write) => {
    for (let commit = 0; commit < 20; commit += 1) {
      const message = `Change what number ${commit} of the twenty is about, in a few words`;
      let change = `commit refs/heads/main\ncommitter B <b@example.com> ${1_700_000_000 + commit * 86_400} +0000\n`;
      change += `data ${message.length}\n${message}\n`;
      for (let at = 0; at < entries; at += 1) {
        if (commit > 0 && (at * 7_919) % 40 !== commit) continue;
        const path = `many/${nameOf(at)}${at % 100 === 0 ? "/index.ts" : ""}`;
        change += `M 100644 inline ${path}\ndata ${String(commit).length}\n${commit}\n`;
      }
      if (commit === 0) {
        const code = codeOf(lines);
        change += `M 100644 inline large.ts\ndata ${Buffer.byteLength(code)}\n${code}\n`;
      }
      await write(change);
    }
  });
  const { remote, token } = await createRepo(stack, "long");
  const url = new URL(remote);
  url.username = "x";
  url.password = token.split("?")[0] ?? "";
  await git(source, ["push", "--quiet", url.href, "main"]);
}

/** Each act on a page of its own load, in turn, as often as asked for; of each the longest task of all rounds counts. */
async function measure(
  what: string,
  url: string,
  item: string,
  count: number,
  actsOf: (page: Page, client: CDPSession, count: number) => Acts,
) {
  const tasks = new Map<string, Task[]>();
  const note = (name: string, longest: Task | undefined) => {
    if (longest === undefined) return;
    tasks.set(name, [...(tasks.get(name) ?? []), longest]);
    process.stderr.write(`${what}: ${name} ${longest.cpuMs.toFixed(0)} ms (${longest.parts})\n`);
  };
  const isSettled = `document.querySelectorAll("${item}").length === ${count} &&
    document.querySelector("[aria-busy=true]") === null`;
  for (let round = 0; round < rounds; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const client = await page.context().newCDPSession(page);
    const opened = await tasksDuring(browser, page, async () => {
      await page.goto(stack.url + url, { waitUntil: "load" });
      await untilTrue(page, isSettled);
      await untilIdle(page);
    });
    note(
      "loading, until the load event",
      opened.find(({ isAfterLoad }) => !isAfterLoad),
    );
    note(
      "settling, from the load event on",
      opened.find(({ isAfterLoad }) => isAfterLoad),
    );
    for (const [name, act] of Object.entries(actsOf(page, client, count))) {
      const [longest] = await tasksDuring(browser, page, async () => {
        await act();
        await untilIdle(page);
      });
      note(name, longest);
    }
    await page.close();
  }
  for (const [name, each] of tasks) {
    const worst = each.toSorted((a, b) => b.cpuMs - a.cpuMs)[0];
    if (worst === undefined) continue;
    const isKept = worst.cpuMs < barMs;
    const wallMs = Math.max(...each.map(({ wallMs }) => wallMs));
    rows.push({
      what: `${what}: ${name}`,
      unit: "ms",
      ours: worst.cpuMs,
      bar: name.startsWith("loading") ? undefined : { text: `< ${barMs} ms`, isKept },
      note: `median ${median(each.map(({ cpuMs }) => cpuMs)).toFixed(0)}, on the clock ${wallMs.toFixed(0)}; ${worst.parts}`,
    });
  }
}
