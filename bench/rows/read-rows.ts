import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { git, timeGit } from "@/bench/git-client";
import { type HttpTarget, load } from "@/bench/http-load";
import type { BenchRepo, RowGroup, World } from "@/bench/service-world";
import { inTurns, median, type Row } from "@/bench/table";

const connectionCounts = [1, 16];
const graphLimitMs = 30_000;

interface Question {
  what: string;
  ours: HttpTarget;
  cgit: HttpTarget;
  /** How many times cgit's requests a second are promised. */
  minRatio?: number;
  /** Promised median at one client. */
  maxMedianMs?: number;
}

export const readRows: RowGroup[] = [
  {
    name: "blob",
    async measure(world) {
      const repo = await world.repo("medium");
      const hash = await revParse(repo, "main:src/part-7/file-7.ts");
      return compare(world, {
        what: "blob",
        ours: world.service.rest(`/${repo.ours.name}/blob/${hash}`),
        cgit: cgit(world, repo, `/blob/?id=${hash}`),
        minRatio: 5,
        maxMedianMs: 2,
      });
    },
  },
  {
    name: "file",
    async measure(world) {
      const repo = await world.repo("medium");
      return compare(world, {
        what: "file",
        ours: world.service.rest(`/${repo.ours.name}/file?ref=main&path=src/part-7/file-7.ts`),
        cgit: cgit(world, repo, "/plain/src/part-7/file-7.ts?h=main"),
        minRatio: 5,
        maxMedianMs: 2,
      });
    },
  },
  {
    name: "tree",
    async measure(world) {
      const small = await world.repo("small");
      const wide = await world.repo("wide");
      const rows = await compare(world, {
        what: "tree of 10",
        ours: world.service.rest(`/${small.ours.name}/tree/${await revParse(small, "main^{tree}")}`),
        cgit: cgit(world, small, "/tree/"),
        minRatio: 5,
        maxMedianMs: 2,
      });
      const tree = await revParse(wide, "main^{tree}");
      const ours = world.service.rest(`/${wide.ours.name}/tree/${tree}`);
      const what = `tree of ${world.sizes.entries}`;
      rows.push(...(await compare(world, { what, ours, cgit: cgit(world, wide, "/tree/") })));
      rows.push(await againstGit(world, what, ours, wide, ["ls-tree", "-z", tree], 1.2));
      return rows;
    },
  },
  {
    name: "commit",
    async measure(world) {
      const repo = await world.repo("medium");
      const hash = await revParse(repo, "main~7");
      return compare(world, {
        what: "commit",
        ours: world.service.rest(`/${repo.ours.name}/commit/${hash}`),
        cgit: cgit(world, repo, `/commit/?id=${hash}`),
        minRatio: 5,
        maxMedianMs: 2,
      });
    },
  },
  {
    name: "log",
    async measure(world) {
      const repo = await world.repo("long");
      await untilTidied(repo.ours.gitDir);
      const rows: Row[] = [];
      const deep = Math.min(10_000, Math.floor(world.sizes.commits / 2));
      for (const offset of [0, deep]) {
        const what = offset === 0 ? "log, first page" : `log at offset ${offset}`;
        const ours = world.service.rest(`/${repo.ours.name}/log?ref=main&limit=50&offset=${offset}`);
        const page = cgit(world, repo, `/log/?h=main&ofs=${offset}`);
        rows.push(...(await compare(world, { what, ours, cgit: page })));
        const bare = ["log", "--date-order", `--skip=${offset}`, "--max-count=50", "--format=raw", "main"];
        rows.push(await againstGit(world, what, ours, repo, bare, offset === 0 ? undefined : 1.2));
      }
      return rows;
    },
  },
];

async function compare(world: World, question: Question): Promise<Row[]> {
  const rows: Row[] = [];
  const rounds = Math.min(5, world.sizes.rounds);
  for (const connections of connectionCounts) {
    const medians: number[] = [];
    let sizes = { ours: 0, cgit: 0 };
    const pair = await inTurns(
      rounds,
      async () => {
        const result = await load(question.ours, connections, world.sizes.loadMs);
        medians.push(result.medianMs);
        sizes = { ...sizes, ours: result.bodyBytes };
        return result.requestsPerSecond;
      },
      async () => {
        const result = await load(question.cgit, connections, world.sizes.loadMs);
        sizes = { ...sizes, cgit: result.bodyBytes };
        return result.requestsPerSecond;
      },
    );
    const medianMs = median(medians);
    const { minRatio, maxMedianMs } = question;
    const isFastEnough = connections > 1 || maxMedianMs === undefined || medianMs < maxMedianMs;
    const limit = connections === 1 && maxMedianMs !== undefined ? `, < ${maxMedianMs} ms` : "";
    rows.push({
      what: `${question.what}, ${connections} client${connections > 1 ? "s" : ""}`,
      unit: "req/s",
      ours: pair.ours,
      peer: { name: "cgit", value: pair.peer },
      ratio: pair.ratio,
      ...(minRatio === undefined
        ? {}
        : { bar: { text: `≥ ${minRatio}×${limit}`, isKept: pair.ratio >= minRatio && isFastEnough } }),
      note: `median ${medianMs.toFixed(2)} ms; ${sizes.ours} bytes, cgit's page ${sizes.cgit}`,
    });
  }
  return rows;
}

/** Our whole answer against git's own command on the same folder, which starts anew each time. */
async function againstGit(
  world: World,
  what: string,
  ours: HttpTarget,
  repo: BenchRepo,
  args: string[],
  maxRatio?: number,
): Promise<Row> {
  const pair = await inTurns(
    world.sizes.rounds,
    async () => (await load(ours, 1, world.sizes.loadMs / 2)).medianMs,
    async () => {
      const values: number[] = [];
      for (let each = 0; each < 5; each += 1) values.push(await timeGit(repo.ours.gitDir, args));
      return median(values);
    },
  );
  return {
    what: `${what}, against git ${args[0]}`,
    unit: "ms",
    ours: pair.ours,
    peer: { name: "git", value: pair.peer },
    ratio: pair.ratio,
    ...(maxRatio === undefined ? {} : { bar: { text: `≤ ${maxRatio}×`, isKept: pair.ratio <= maxRatio } }),
  };
}

function cgit(world: World, repo: BenchRepo, path: string): HttpTarget {
  return { port: world.peers.port, path: `${repo.peer.cgitPath}${path}` };
}

async function revParse(repo: BenchRepo, name: string): Promise<string> {
  return (await git(repo.source, ["rev-parse", name])).trim();
}

/** The commit-graph comes some seconds after a push; both sides of a row profit or none. */
export async function untilTidied(gitDir: string): Promise<void> {
  const giveUpAt = performance.now() + graphLimitMs;
  const info = join(gitDir, "objects", "info");
  while (!existsSync(join(info, "commit-graphs")) && !existsSync(join(info, "commit-graph"))) {
    if (performance.now() > giveUpAt) {
      console.error("no commit-graph has been written: the log is measured without");
      return;
    }
    await pause(250);
  }
}
