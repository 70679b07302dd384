import { readdirSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "@/scripts/browser";

/** Journeys against the real product: each starts what it needs by the command that people use. */
export default defineConfig({
  testDir: "e2e",
  // Each file has workers, and so a stack, of its own: what its tests make is not there for those of another.
  projects: readdirSync("e2e")
    .filter((file) => file.endsWith(".spec.ts"))
    .map((file) => ({ name: file.replace(".spec.ts", ""), testMatch: `**/${file}` })),
  // For what hangs, not for what is slow: the longest takes a minute here, and twice that where more runs.
  timeout: 240_000,
  // Each has both programs to itself. More would only wait for each other on two cores.
  workers: 2,
  // A machine that runs two browsers and four servers at once is slow at times, not wrong.
  expect: { timeout: 10_000 },
  // What passes at its second try only is printed as `flaky:` at the end of the run.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  use: {
    // Costs a fifth of the run, and from CI nobody can fetch it.
    trace: process.env.CI ? "off" : "retain-on-failure",
    launchOptions: {
      executablePath: findBrowser()?.executable,
      args: [
        // Chromium's own sandbox does not work for root, in CI above all.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
