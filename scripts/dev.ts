import path from "node:path";
import { runBoth } from "./both";
import { buildDoor, doorBundle, nextEnv } from "./product-build";
import { freePort, makeWritableFolder, readSettings, requireFreePort } from "./settings";
import { withCleanErrors } from "./tool-error";

const tsxCli = path.join(process.cwd(), "node_modules", "tsx", "dist", "cli.mjs");

/** Both programs from their sources, started again or reloaded when a file changes. */
export function run(args: string[]): Promise<number> {
  return withCleanErrors(async () => {
    const env = { ...process.env };
    // A reload must come back at the address that the dashboard knows.
    if (env.ARTIFACTS_PORT === "0") env.ARTIFACTS_PORT = String(await freePort("127.0.0.1"));
    const settings = readSettings(env);
    const { dashboard, service } = settings;
    await requireFreePort(dashboard.host, dashboard.port, "PORT");
    if (service !== null) {
      await requireFreePort(service.host, service.port, "ARTIFACTS_PORT");
      makeWritableFolder(service.dataDir);
    }
    await buildDoor();
    return runBoth(settings, {
      service: [tsxCli, "watch", "--clear-screen=false", "server/main.ts", ...args],
      dashboard: ["--enable-source-maps", doorBundle],
      dashboardEnv: { ...nextEnv, NODE_ENV: "development" },
      hasReadyLimit: false,
    });
  });
}
