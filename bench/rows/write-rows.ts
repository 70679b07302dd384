import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { git } from "@/bench/git-client";
import { type HttpTarget, load, timeRequest } from "@/bench/http-load";
import { asOurs, type RowGroup, type World } from "@/bench/service-world";
import { makeSource, sourceDir, writeRandom } from "@/bench/sources";
import { median, quantile, type Row } from "@/bench/table";

const mb = 1024 * 1024;
const atOnce = 200;

export const writeRows: RowGroup[] = [
  {
    name: "create",
    async measure(world) {
      const times: number[] = [];
      for (let each = 0; each < world.sizes.rounds * 5; each += 1) {
        times.push(await timeRequest(createRequest(world, world.newName("create"))));
      }
      const single: Row = {
        what: "create, 1 client",
        unit: "ms",
        ours: median(times),
        note: `p99 ${quantile(times, 0.99).toFixed(1)} ms`,
      };

      const prefix = world.newName("burst");
      const from = performance.now();
      await Promise.all(
        Array.from({ length: atOnce }, (_, index) => timeRequest(createRequest(world, `${prefix}-${index}`))),
      );
      const seconds = (performance.now() - from) / 1000;
      const found = await Promise.all(
        Array.from({ length: atOnce }, (_, index) =>
          timeRequest(world.service.rest(`/${prefix}-${index}`)).then(
            () => true,
            () => false,
          ),
        ),
      );
      const count = found.filter(Boolean).length;
      const burst: Row = {
        what: `create, ${atOnce} at once`,
        unit: "req/s",
        ours: atOnce / seconds,
        bar: { text: `${atOnce} exist`, isKept: count === atOnce },
        note: `${count} exist afterwards`,
      };
      return [single, burst];
    },
  },
  {
    name: "token",
    async measure(world) {
      const repo = await world.repo("small");
      const rows: Row[] = [];
      const git = (secret: string, status: number): HttpTarget => ({
        port: world.service.port,
        path: `${new URL(repo.ours.url).pathname}/info/refs?service=git-upload-pack`,
        headers: { Authorization: `Bearer ${secret}`, "Git-Protocol": "version=2" },
        status,
      });
      const body = JSON.stringify({ repo: repo.ours.name });
      const cases = [
        { what: "token check, valid (v2 info/refs)", target: git(repo.ours.secret, 200) },
        { what: "token check, unknown (403)", target: git(`art_v1_${"0".repeat(40)}`, 403) },
        {
          what: "token create",
          target: world.service.restOfNamespace("/tokens", { method: "POST", body, status: 201 }),
        },
      ];
      for (const { what, target } of cases) {
        for (const connections of [1, 16]) {
          const result = await load(target, connections, world.sizes.loadMs * 2);
          rows.push({
            what: `${what}, ${connections} client${connections > 1 ? "s" : ""}`,
            unit: "req/s",
            ours: result.requestsPerSecond,
            note: `median ${result.medianMs.toFixed(2)} ms, p99 ${result.p99Ms.toFixed(1)} ms`,
          });
        }
      }
      return rows;
    },
  },
  { name: "fork", measure: measureForks },
];

async function measureForks(world: World): Promise<Row[]> {
  const sizesMb = { light: 10, heavy: world.sizes.forkMb };
  const parents: { name: string; sizeMb: number; forkMs: number[] }[] = [];
  const probe = await world.service.createRepo(world.newName("fork-probe"));
  if ((await world.service.forkRepo(probe.name, `${probe.name}-copy`)) === null) {
    console.error("fork: the service has no such route yet, skipped");
    return [];
  }
  for (const [label, sizeMb] of Object.entries(sizesMb)) {
    const source = sourceDir(world.dir, `fork-${label}`);
    await makeSource(source, (write) =>
      writeRandom(write, "refs/heads/main", { sizeMb, blobMb: Math.min(sizeMb, 5) }),
    );
    const repo = await world.service.createRepo(world.newName(`fork-${label}`));
    await git(source, [...asOurs({ ours: { ...repo, gitDir: "" } }), "push", "--quiet", repo.url, "main"]);
    await rm(source, { recursive: true });
    parents.push({ name: repo.name, sizeMb, forkMs: [] });
  }
  const before = await diskBytes(world.service.dataDir);
  const rounds = Math.max(9, world.sizes.rounds);
  // The first round warms up.
  for (let round = -1; round < rounds; round += 1) {
    for (const parent of parents) {
      const fork = await world.service.forkRepo(parent.name, world.newName("fork"));
      if (fork === null) throw new Error("the fork's parent was not found");
      if (round >= 0) parent.forkMs.push(fork.ms);
    }
  }
  const forkCount = (rounds + 1) * parents.length;
  const perForkMb = ((await diskBytes(world.service.dataDir)) - before) / mb / forkCount;
  const [light, heavy] = parents;
  if (light === undefined || heavy === undefined) return [];
  const ratio = median(heavy.forkMs.map((ms, index) => ms / (light.forkMs[index] ?? Number.NaN)));
  const heavyMs = median(heavy.forkMs);
  return [
    { what: `fork of ${light.sizeMb} MB`, unit: "ms", ours: median(light.forkMs) },
    {
      what: `fork of ${heavy.sizeMb} MB`,
      unit: "ms",
      ours: heavyMs,
      peer: { name: `of ${light.sizeMb} MB`, value: median(light.forkMs) },
      ratio,
      bar: { text: "≤ 2×, < 30 ms", isKept: ratio <= 2 && heavyMs < 30 },
      note: `p99 ${quantile(heavy.forkMs, 0.99).toFixed(1)} ms; ${perForkMb.toFixed(2)} MB of disk a fork`,
    },
  ];
}

function createRequest(world: World, name: string): HttpTarget {
  return world.service.rest("", { method: "POST", body: JSON.stringify({ name }), status: 201 });
}

/** What files below a folder take on the disk; one with several names counts once. */
async function diskBytes(dir: string, seen = new Set<number>()): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(dir, { withFileTypes: true }).catch(() => [])) {
    const path = join(dir, entry.name);
    const found = await stat(path).catch(() => null);
    if (found !== null && !seen.has(found.ino)) {
      seen.add(found.ino);
      bytes += found.blocks * 512;
    }
    if (entry.isDirectory()) bytes += await diskBytes(path, seen);
  }
  return bytes;
}
