import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { aptInstall } from "./debian";
import { ToolError } from "./tool-error";

export interface Browser {
  /** In words, for the line that says what the journeys run in. */
  origin: string;
  executable: string;
}

const installLimitMs = 120_000;
/** Chromium without its own windows: it opens a page in half the time. */
const shell = "chromium-headless-shell";
const names = [shell, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const macApps = ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"];

/** Playwright's own browser when it is installed, else the system's Chrome or Chromium, else null. */
export function findBrowser(): Browser | null {
  const own = chromium.executablePath();
  if (own !== "" && existsSync(own)) return { origin: "Playwright's Chromium", executable: own };
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const windows = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => path.join(folder, "Google", "Chrome", "Application", "chrome.exe"));
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, name))),
    ...macApps.map((app) => path.join("/Applications", app)),
    ...windows,
  ];
  const system = candidates.find((candidate) => existsSync(candidate));
  return system === undefined ? null : { origin: `the system's browser (${system})`, executable: system };
}

/** Finds a browser or installs one: Playwright's own, else one of Debian's packages. Throws when none can be had. */
export function obtainBrowser(): Browser {
  const found = findBrowser();
  if (found !== null) return found;
  process.stderr.write("Installing a browser …\n");
  const cli = path.join(process.cwd(), "node_modules", "@playwright", "test", "cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: "ignore", timeout: installLimitMs });
  const own = findBrowser();
  if (own !== null) return own;
  if (!aptInstall(shell)) aptInstall("chromium");
  const packaged = findBrowser();
  if (packaged !== null) return packaged;
  throw new ToolError(
    "No browser for the journeys: Playwright's own could not be downloaded and none is installed. Install Chrome or Chromium.",
  );
}
