import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkImports } from "./check-imports";
import { addCounts, type Counts, closingLine, countPlaywright, countVitest, flakyJourneys } from "./counts";
import { readImportGraph } from "./import-graph";
import { generateRouteTypes } from "./product-build";
import { ToolError } from "./tool-error";

/** One step of `npm test`. Throws `ToolError` for one failure that the message tells. */
export interface Step {
  name: string;
  run(): Promise<StepResult | { skipped: string }>;
}

interface StepResult extends Counts {
  /** What passed at its second try only. */
  flaky?: string[];
}

const root = process.cwd();
// Biome colours its words in CI even when nobody watches.
const colors = `--colors=${process.stderr.isTTY ? "force" : "off"}`;
const passedOnce: Counts = { passed: 1, failed: 0 };

function tool(...parts: string[]): string {
  return path.join(root, "node_modules", ...parts);
}

const formatAndLint: Step = {
  name: "format and lint",
  async run() {
    await runTool("biome", [
      tool("@biomejs", "biome", "bin", "biome"),
      "ci",
      colors,
      "--error-on-warnings",
      ".",
    ]);
    return passedOnce;
  },
};

const importRules: Step = {
  name: "import rules",
  async run() {
    const { violations } = checkImports(readImportGraph(root));
    for (const { file, line, rule, message } of violations) {
      process.stderr.write(`  ${file}:${line} ${message} (${rule})\n`);
    }
    if (violations.length > 0) throw new ToolError(`${violations.length} imports against the rules.`);
    return passedOnce;
  },
};

const types: Step = {
  name: "types",
  async run() {
    await generateRouteTypes();
    // Not `typescript/bin/tsc`: a module without an extension, which Node 20.9 does not load.
    await runTool("tsc", [tool("typescript", "lib", "tsc.js"), "--noEmit", "-p", "."]);
    return passedOnce;
  },
};

const deadCode: Step = {
  name: "dead code",
  async run() {
    const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
    const isTooOld = major < 20 || (major === 20 && minor < 19);
    if (isTooOld) return { skipped: `knip needs Node 20.19 or newer; this is ${process.versions.node}` };
    await runTool("knip", [tool("knip", "bin", "knip.js"), "--no-progress"]);
    return passedOnce;
  },
};

const unitTests: Step = {
  name: "unit and integration tests",
  run: () =>
    withReport(async (report) => {
      const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      await spawnTool([tool("vitest", "vitest.mjs"), ...args], {}, "inherit");
      return countVitest(readReport(report, "vitest"));
    }),
};

/** Needs the built product and a browser. */
export const journeys: Step = {
  name: "browser journeys",
  run: () =>
    withReport(async (report) => {
      const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const args = ["test", "--reporter=list,json"];
      await spawnTool([tool("@playwright", "test", "cli.js"), ...args], env, "inherit");
      const found = readReport(report, "playwright");
      return { ...countPlaywright(found), flaky: flakyJourneys(found) };
    }),
};

export const fastSteps: Step[] = [formatAndLint, importRules, types, deadCode, unitTests];

/** Runs every step, also past a failed one, and ends with the closing line. Gives the exit code. */
export async function runSteps(steps: Step[]): Promise<number> {
  const all: StepResult[] = [];
  for (const step of steps) {
    const startedAt = performance.now();
    const counts = await runStep(step);
    all.push(counts);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${counts.failed === 0 ? "ok    " : "FAILED"} ${step.name} (${seconds} s)`);
  }
  for (const name of all.flatMap(({ flaky = [] }) => flaky)) console.log(`flaky: ${name}`);
  const total = addCounts(all);
  console.log(closingLine(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runStep(step: Step): Promise<StepResult> {
  try {
    const result = await step.run();
    if (!("skipped" in result)) return result;
    console.log(`${step.name} is skipped: ${result.skipped}.`);
    return { passed: 0, failed: 0 };
  } catch (error) {
    process.stderr.write(`${error instanceof ToolError ? error.message : String(error)}\n`);
    return { passed: 0, failed: 1 };
  }
}

async function runTool(name: string, args: string[]): Promise<void> {
  const { code, output } = await spawnTool(args, {}, "pipe");
  if (code === 0) return;
  process.stderr.write(output);
  throw new ToolError(`${name} found problems (exit code ${code}).`);
}

function spawnTool(
  args: string[],
  env: Record<string, string>,
  output: "inherit" | "pipe",
): Promise<{ code: number | null; output: Buffer }> {
  // One that a shell has set is not meant for tests: "production" makes React a build without `act`.
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, NODE_ENV: "test" },
    stdio: ["ignore", output, output],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output: Buffer.concat(chunks) }));
  });
}

async function withReport<T>(use: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "vitrine-report-"));
  try {
    return await use(path.join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new ToolError(`${name} ended without a report.`, { cause });
  }
}
