import { defineConfig } from "@playwright/test";
import { findBrowser } from "@/scripts/browser";

/** Journeys against the real product: each starts what it needs by the command that people use. */
export default defineConfig({
  testDir: "e2e",
  timeout: 120_000,
  // One service, one data folder, two cores: journeys in parallel would measure each other.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  use: {
    trace: "retain-on-failure",
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
