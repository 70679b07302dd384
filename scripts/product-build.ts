import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { boundToUs } from "./children";
import { hintCompilation } from "./hint-compilation";
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
  "scripts/hint-compilation.ts",
  "scripts/product-build.ts",
];

export const serviceBundle = path.join(root, "dist", "service.mjs");
/** The dashboard's server, which loads what Next has built. */
export const doorBundle = path.join(root, "dist", "door.mjs");
const nextCli = path.join(root, "node_modules", "next", "dist", "bin", "next");
export const nextEnv = { NEXT_TELEMETRY_DISABLED: "1" };

export function buildService(): Promise<"built" | "fresh"> {
  return bundle("service", path.join("server", "main.ts"), serviceBundle, ["server", ...shared]);
}

export function buildDoor(): Promise<"built" | "fresh"> {
  const inputs = ["door", "lib/env.ts", "lib/http", "lib/process", "scripts/server-only.ts", ...shared];
  return bundle("dashboard's server", path.join("door", "main.ts"), doorBundle, inputs);
}

/** Bundles a program into one file. Packages stay outside: some bring binaries. */
function bundle(name: string, entry: string, outfile: string, inputs: string[]): Promise<"built" | "fresh"> {
  return whenStale(
    outfile.replace(/\.mjs$/, ".stamp"),
    () => stampOf(root, inputs),
    async () => {
      const { build } = await import("esbuild");
      await build({
        entryPoints: [path.join(root, entry)],
        outfile,
        bundle: true,
        platform: "node",
        format: "esm",
        target: "node20.9",
        packages: "external",
        // Next's word to its bundler. Node would take it for a mistake.
        alias: { "server-only": path.join(root, "scripts", "server-only.ts") },
        sourcemap: true,
        logLevel: "error",
      }).catch((cause: unknown) => {
        throw new ToolError(`The ${name} could not be built.`, { cause });
      });
    },
  );
}

export async function buildDashboard(): Promise<"built" | "fresh"> {
  await buildDoor();
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
      await hintCompilation(path.join(root, ".next"));
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
