import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": fileURLToPath(new URL(".", import.meta.url)),
      // Next resolves this marker itself; outside of Next it must be an empty module.
      "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)),
    },
  },
  test: {
    include: [
      "{app,bench,components,connections,contract,door,egress,gitformat,lib,server,scripts}/**/*.test.{ts,tsx}",
    ],
    globalSetup: ["scripts/build-test-service.ts"],
    setupFiles: ["scripts/test-data-folder.ts"],
    silent: "passed-only",
    // Vitest leaves one of two cores idle; much of the time a test waits for git.
    maxWorkers: 2,
    // For what hangs: a busy machine is slow, not wrong.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
