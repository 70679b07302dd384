/**
 * The repo table by size of the namespace, in a real browser, on the built dashboard and the real service. Prints a table;
 * exits with 1 when a bar is not kept. See bench/README.md.
 *
 *   npx tsx bench/dashboard.ts [--only=table,scroll,memory] [--repos=100,10000,100000] [--rounds=9] [--turns=200]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ToolError, withCleanErrors } from "@/scripts/tool-error";
import { type DashboardWorld, needleCount, startDashboardWorld } from "./dashboard-world";
import { memoryRows, scrollRows } from "./rows/scroll-rows";
import { tableRows } from "./rows/table-rows";
import { type Row, renderTable } from "./table";

const usage =
  "npx tsx bench/dashboard.ts [--only=table,scroll,memory] [--repos=100,10000,100000] [--rounds=9] [--turns=200]";
const groups = ["table", "scroll", "memory"];

process.exitCode = await withCleanErrors(main);

async function main(): Promise<number> {
  const { only, sizes, rounds, turns } = readArguments();
  const dir = await mkdtemp(join(tmpdir(), "vitrine-dashboard-bench-"));
  let world: DashboardWorld | null = null;
  const cleanUp = async () => {
    await world?.stop();
    await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
  }
  const rows: Row[] = [];
  try {
    world = await startDashboardWorld(dir, sizes);
    const measured: Record<string, (on: DashboardWorld) => Promise<Row[]>> = {
      table: (on) => tableRows(on, rounds),
      scroll: scrollRows,
      memory: (on) => memoryRows(on, turns),
    };
    for (const name of only) {
      process.stderr.write(`${name} …\n`);
      const group = (await measured[name]?.(world)) ?? [];
      rows.push(...group);
      process.stderr.write(`${renderTable(group)}\n`);
    }
  } finally {
    await cleanUp();
  }
  const load = loadavg().map((value) => value.toFixed(1));
  console.log(
    `Node ${process.versions.node}, ${cpus().length} cores, ${cpus()[0]?.model}, load at the end ${load.join(" ")}\n`,
  );
  console.log(renderTable(rows));
  return rows.every(({ bar }) => bar?.isKept ?? true) ? 0 : 1;
}

function readArguments(): { only: string[]; sizes: number[]; rounds: number; turns: number } {
  const text = { type: "string" } as const;
  let values: { only?: string; repos?: string; rounds?: string; turns?: string };
  try {
    values = parseArgs({ options: { only: text, repos: text, rounds: text, turns: text } }).values;
  } catch (cause) {
    throw new ToolError(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`);
  }
  const number = (given: string, least: number) => {
    if (!/^\d{1,7}$/.test(given) || Number(given) < least) {
      throw new ToolError(`${given} must be a whole number from ${least}.\n\n${usage}`);
    }
    return Number(given);
  };
  const only = values.only?.split(",") ?? groups;
  const unknown = only.find((name) => !groups.includes(name));
  if (unknown !== undefined) throw new ToolError(`There is no row ${unknown}.\n\n${usage}`);
  const sizes = (values.repos ?? "100,10000,100000").split(",").map((size) => number(size, 5 * needleCount));
  return {
    only,
    sizes: sizes.toSorted((a, b) => a - b),
    rounds: number(values.rounds ?? "9", 1),
    turns: number(values.turns ?? "200", 21),
  };
}
