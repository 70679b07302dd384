import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { boundToUs } from "./children";
import { stampOf, whenStale } from "./stamp";
import { ToolError } from "./tool-error";

const root = process.cwd();
const shared = [
  "connections",
  "contract",
  "egress",
  "gitformat",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "scripts/product-build.ts",
];

export const serviceBundle = path.join(root, "dist", "service.mjs");
export const nextCli = path.join(root, "node_modules", "next", "dist", "bin", "next");
export const nextEnv = { NEXT_TELEMETRY_DISABLED: "1" };

/** Bundles the service into one file. Packages stay outside: some bring binaries. */
export function buildService(): Promise<"built" | "fresh"> {
  const inputs = ["server", ...shared];
  return whenStale(
    path.join(root, "dist", "service.stamp"),
    () => stampOf(root, inputs),
    async () => {
      const { build } = await import("esbuild");
      await build({
        entryPoints: [path.join(root, "server", "main.ts")],
        outfile: serviceBundle,
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20.9",
        packages: "external",
        sourcemap: true,
        logLevel: "error",
      }).catch((cause: unknown) => {
        throw new ToolError("The service could not be built.", { cause });
      });
    },
  );
}

export function buildDashboard(): Promise<"built" | "fresh"> {
  const inputs = [
    "app",
    "components",
    "lib",
    "public",
    "proxy.ts",
    "instrumentation.ts",
    "next.config.mjs",
    "postcss.config.mjs",
    "tailwind.config.ts",
    ...shared,
  ];
  return whenStale(
    path.join(root, "dist", "dashboard.stamp"),
    () => stampOf(root, inputs),
    async () => {
      process.stderr.write("Building the dashboard …\n");
      await runNext(["build"]);
      // Written last: without it there is nothing to start, whatever the exit code was.
      if (!existsSync(path.join(root, ".next", "BUILD_ID"))) {
        throw new ToolError("next build ended before it was done.");
      }
    },
  );
}

/** Writes the route types that the compiler needs, without building. */
export async function generateRouteTypes(): Promise<void> {
  await runNext(["typegen"]);
}

/** Runs next and keeps its words for the case that it fails. */
async function runNext(args: string[]): Promise<void> {
  // Next refuses other values of NODE_ENV than its own; what a shell has set is not meant for the build.
  const env = { ...process.env, ...nextEnv, ...boundToUs.env, NODE_ENV: "production" as const };
  const child = spawn(process.execPath, [...boundToUs.args, nextCli, ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code === 0) return;
  process.stderr.write(Buffer.concat(output));
  throw new ToolError(`next ${args.join(" ")} failed (exit code ${code}).`);
}
