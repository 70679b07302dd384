import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, open, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { findBrowser } from "@/scripts/browser";
import { buildDashboard, doorBundle, nextEnv } from "@/scripts/product-build";
import { freePort } from "@/scripts/settings";
import { ToolError } from "@/scripts/tool-error";
import { openStore } from "@/server/db/open-store";
import { createLocalStorage } from "@/server/storage/local-storage";
import { account, startServiceProcess } from "./service-process";

/** The whole product with a browser in front of it. */
export interface DashboardWorld {
  url: string;
  browser: Browser;
  /** One a size, smallest first. */
  namespaces: readonly { name: string; repoCount: number }[];
  /** A page in a browser profile of its own: nothing is cached. */
  openPage(): Promise<Page>;
  stop(): Promise<void>;
}

/** Searches that find exactly one repo, whatever the size: `needle-0` … */
export const needleCount = 20;
const readyLimitMs = 60_000;

export async function startDashboardWorld(dir: string, sizes: readonly number[]): Promise<DashboardWorld> {
  await buildDashboard();
  const namespaces = sizes.map((repoCount) => ({ name: `of-${repoCount}`, repoCount }));
  await fill(join(dir, "data"), namespaces);
  const service = await startServiceProcess(dir);
  let dashboard: ChildProcess | null = null;
  let browser: Browser | null = null;
  const port = await freePort("127.0.0.1");
  const stop = async () => {
    await browser?.close();
    if (dashboard !== null && dashboard.exitCode === null) {
      const ended = once(dashboard, "exit");
      dashboard.kill("SIGTERM");
      await ended;
    }
    await service.stop();
  };
  try {
    dashboard = await startDashboard(dir, port, {
      url: `http://127.0.0.1:${service.port}`,
      apiToken: service.apiToken,
    });
    browser = await launchBrowser();
  } catch (error) {
    await stop();
    throw error;
  }
  const started = browser;
  return {
    url: `http://127.0.0.1:${port}`,
    browser: started,
    namespaces,
    openPage: async () => {
      const page = await started.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript({ content: pageScript });
      return page;
    },
    stop,
  };
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser()?.executable,
    args: [
      // Chromium's own sandbox does not work for root.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
    ],
  });
}

/** The built dashboard before an Artifacts at `url`: this one, or that of another checkout. */
export async function startDashboard(
  dir: string,
  port: number,
  artifacts: { url: string; apiToken: string },
  checkout = process.cwd(),
): Promise<ChildProcess> {
  const logPath = join(dir, `dashboard-${port}.log`);
  const log = await open(logPath, "w");
  const child = spawn(
    process.execPath,
    ["--enable-source-maps", join(checkout, relative(process.cwd(), doorBundle))],
    {
      cwd: checkout,
      env: {
        PATH: process.env.PATH,
        ...nextEnv,
        NODE_ENV: "production",
        ARTIFACTS_API_URL: artifacts.url,
        ARTIFACTS_API_TOKEN: artifacts.apiToken,
        VITRINE_DATA_DIR: dir,
        ARTIFACTS_ACCOUNT_ID: account,
        PORT: String(port),
      },
      stdio: ["ignore", log.fd, log.fd],
    },
  );
  await log.close();
  const giveUpAt = performance.now() + readyLimitMs;
  while (!(await isReady(`http://127.0.0.1:${port}/-/healthz`))) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      child.kill("SIGTERM");
      throw new ToolError(`The dashboard did not start: ${await readFile(logPath, "utf8")}`);
    }
    await pause(50);
  }
  return child;
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => null);
  return answer?.status === 200;
}

/** Rows without folders, by the store's own inserts: lists ask for no more, and 100,000 are there in a minute. */
async function fill(dataDir: string, namespaces: DashboardWorld["namespaces"]): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const storage = await createLocalStorage({ dataDir, log: () => {} });
  const store = await openStore({ dataDir });
  try {
    for (const { name: namespace, repoCount } of namespaces) {
      process.stderr.write(`${repoCount} repos …\n`);
      const needleEvery = Math.floor(repoCount / needleCount);
      for (let at = 0; at < repoCount; at += 1) {
        const nowMs = Date.now();
        const repo = {
          id: `repo_${randomBytes(13).toString("hex")}`,
          name: at % needleEvery === 3 ? `needle-${Math.floor(at / needleEvery)}-` : nameOf(at),
          description: at % 3 === 0 ? `What number ${at} is for` : null,
          defaultBranch: "main",
          readOnly: at % 10 === 0,
          status: "ready" as const,
          source: at % 4 === 0 ? "artifacts:fleet/baseline" : null,
          createdAtMs: nowMs,
          updatedAtMs: nowMs,
          // Without a push the dashboard would read the log of a folder that is not there.
          lastPushAtMs: nowMs,
        };
        if (!(await store.repos.insert(namespace, repo, {}))) throw new Error(`${repo.name} was there`);
      }
    }
  } finally {
    await store.close();
    await storage.close();
  }
}

const nameOf = (at: number) =>
  `${at % 2 === 0 ? "build-cache" : "agent-session"}-${String(at).padStart(6, "0")}`;

/** Runs in the page before its own scripts: when rows are on the screen. A string, since what tsx makes of functions wants its helpers. */
const pageScript = `
  const firstRow = () => document.querySelector("tbody [data-row-link]");
  const isCalm = () => document.querySelector("[aria-busy=true]") === null;
  window.bench = {
    /** Resolves with the time after the frame in which isThere() became true was drawn. */
    drawn: (isThere) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error("nothing was drawn for a minute")), 60_000);
        const look = () => {
          if (!isThere()) return false;
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
          return true;
        };
        if (look()) return;
        const observer = new MutationObserver(() => {
          if (look()) observer.disconnect();
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
    /** Resolves with the time at which other rows than now, whose first begins so, are drawn. */
    otherRows: (start = "") => {
      const before = firstRow()?.textContent;
      return window.bench.drawn(() => {
        const now = firstRow()?.textContent;
        return now !== undefined && now !== before && now.startsWith(start) && isCalm();
      });
    },
    link: (name) => [...document.querySelectorAll("nav[aria-label=Pages] a")].find((a) => a.textContent === name),
  };
  window.bench.firstRows = window.bench.drawn(() => firstRow() !== null);
`;
