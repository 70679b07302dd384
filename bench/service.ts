/**
 * The service against what it replaces: plain `git http-backend`, cgit, bare git. Prints a table. See bench/README.md.
 *
 *   npx tsx bench/service.ts [--only=clone,push] [--rounds=9] [--help]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ToolError, withCleanErrors } from "@/scripts/tool-error";
import { git } from "./git-client";
import { startWebPeers } from "./peers/web-peers";
import { coldRows } from "./rows/cold-rows";
import { gitRows } from "./rows/git-rows";
import { memoryRows } from "./rows/memory-rows";
import { readRows } from "./rows/read-rows";
import { writeRows } from "./rows/write-rows";
import { startServiceProcess } from "./service-process";
import { type Sizes, World } from "./service-world";
import { type Row, renderTable } from "./table";

const groups = [...gitRows, ...readRows, ...coldRows, ...writeRows, ...memoryRows];

const sizeOptions = {
  rounds: { size: 9, says: "measured rounds of what is compared" },
  "load-ms": { size: 600, says: "length of one measurement of requests a second" },
  "push-mb": { size: 100, says: "large push" },
  "pack-mb": { size: 300, says: "large clone, slow clone" },
  "fork-mb": { size: 1024, says: "large fork" },
  refs: { size: 10_000, says: "refs of the repo with many" },
  tags: { size: 1_000, says: "tags of one push" },
  commits: { size: 20_000, says: "commits of the long history" },
  entries: { size: 20_000, says: "entries of the wide tree" },
  "slow-seconds": { size: 15, says: "how long the slow clone is watched" },
} as const;

process.exitCode = await withCleanErrors(main);

async function main(): Promise<number> {
  const { only, sizes, wantsHelp } = readArguments();
  if (wantsHelp) {
    console.log(usage());
    return 0;
  }
  const chosen = groups.filter((group) => only === null || only.includes(group.name));
  const dir = await mkdtemp(join(tmpdir(), "vitrine-bench-"));
  const cleanups: (() => Promise<void>)[] = [
    // Again when a git that has just lost its server still writes.
    () => rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  ];
  let cleaned: Promise<void> | null = null;
  const cleanUp = () => {
    cleaned ??= (async () => {
      for (const each of cleanups.reverse()) await each();
    })();
    return cleaned;
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)));
  }
  const rows: Row[] = [];
  let failures = 0;
  try {
    const peers = await startWebPeers(join(dir, "peers"));
    cleanups.push(() => peers.stop());
    const service = await startServiceProcess(dir);
    cleanups.push(() => service.stop());
    const world = new World({ dir, sizes, service, peers });
    for (const group of chosen) {
      if (cleaned !== null) break;
      process.stderr.write(`${group.name} …\n`);
      try {
        const measured = await group.measure(world);
        rows.push(...measured);
        for (const row of measured) process.stderr.write(`${renderTable([row]).split("\n")[2]}\n`);
      } catch (error) {
        failures += 1;
        console.error(`${group.name} failed:`, error);
      }
    }
  } finally {
    await cleanUp();
  }
  const gitVersion = (await git(".", ["--version"])).trim().replace(" version", "");
  console.log(`Node ${process.versions.node}, ${gitVersion}, ${cpus().length} cores, ${cpus()[0]?.model}\n`);
  console.log(renderTable(rows));
  return failures === 0 ? 0 : 1;
}

function readArguments(): { only: string[] | null; sizes: Sizes; wantsHelp: boolean } {
  const names = Object.keys(sizeOptions);
  const options = {
    only: { type: "string" },
    help: { type: "boolean", default: false },
    ...Object.fromEntries(names.map((name) => [name, { type: "string" } as const])),
  } as const;
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ options }).values;
  } catch (cause) {
    throw new ToolError(`${cause instanceof Error ? cause.message : cause}\n\n${usage()}`);
  }
  const size = (name: keyof typeof sizeOptions): number => {
    const text = values[name];
    const number = text === undefined ? sizeOptions[name].size : Number(text);
    if (!Number.isInteger(number) || number < 1) throw new ToolError(`--${name} must be a whole number.`);
    return number;
  };
  const only = typeof values.only === "string" ? values.only.split(",") : null;
  const unknown = only?.find((name) => !groups.some((group) => group.name === name));
  if (unknown !== undefined) throw new ToolError(`There is no row ${unknown}.\n\n${usage()}`);
  return {
    only,
    wantsHelp: values.help === true,
    sizes: {
      rounds: size("rounds"),
      loadMs: size("load-ms"),
      pushMb: size("push-mb"),
      packMb: size("pack-mb"),
      forkMb: size("fork-mb"),
      refs: size("refs"),
      tags: size("tags"),
      commits: size("commits"),
      entries: size("entries"),
      slowSeconds: size("slow-seconds"),
    },
  };
}

function usage(): string {
  const sizes = Object.entries(sizeOptions).map(
    ([name, { size, says }]) => `  ${`--${name}=${size}`.padEnd(22)}${says}`,
  );
  const rows = groups.map((group) => group.name).join(", ");
  return ["npx tsx bench/service.ts", "", `  --only=<rows>         of: ${rows}`, ...sizes].join("\n");
}
