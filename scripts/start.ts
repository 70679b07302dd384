import { runBoth } from "./both";
import { buildDashboard, buildService, doorBundle, nextEnv, serviceBundle } from "./product-build";
import { makeWritableFolder, readSettings, requireFreePort } from "./settings";
import { ToolError, withCleanErrors } from "./tool-error";

const usage = `Usage: npm start [-- --no-welcome]

Installs and builds what is missing, then runs the service and the dashboard until Ctrl-C.
  --no-welcome   do not make the repo default/welcome in an empty data folder
Settings come from the environment: see docs/configuration.md.
`;

export function run(args: string[]): Promise<number> {
  return withCleanErrors(async () => {
    if (args.includes("--help")) {
      process.stdout.write(usage);
      return 0;
    }
    const unknown = args.find((argument) => argument !== "--no-welcome");
    if (unknown !== undefined) throw new ToolError(`Unknown argument ${unknown}: see npm start -- --help.`);
    const settings = readSettings(process.env);
    const { dashboard, service } = settings;
    await requireFreePort(dashboard.host, dashboard.port, "PORT");
    if (service !== null) {
      await requireFreePort(service.host, service.port, "ARTIFACTS_PORT");
      makeWritableFolder(service.dataDir);
      await buildService();
    }
    await buildDashboard();
    return runBoth(settings, {
      service: ["--enable-source-maps", serviceBundle, ...args],
      dashboard: ["--enable-source-maps", doorBundle],
      dashboardEnv: { ...nextEnv, NODE_ENV: "production" },
      hasReadyLimit: true,
    });
  });
}
