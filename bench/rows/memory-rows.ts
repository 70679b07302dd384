import { rm } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { git } from "@/bench/git-client";
import { load } from "@/bench/http-load";
import { residentMb, watchMemory } from "@/bench/process-memory";
import { asOurs, type BenchRepo, type RowGroup, type World } from "@/bench/service-world";
import { importInto, writeSteps } from "@/bench/sources";
import type { Row } from "@/bench/table";
import { flushText, pktText } from "@/gitformat/pkt-line";

const mb = 1024 * 1024;
/** What a process takes more for work, but not in step with what is sent. */
const flatMb = 40;

export const memoryRows: RowGroup[] = [
  {
    name: "memory",
    async measure(world) {
      const medium = await world.repo("medium");
      const tree = (await git(medium.source, ["rev-parse", "main^{tree}"])).trim();
      const stop = await watchMemory(world.service.pid);
      const readMs = world.sizes.loadMs * 10;
      const path = `/${medium.ours.name}`;
      const [files, , pushes] = await Promise.all([
        load(world.service.rest(`${path}/file?ref=main&path=src/part-7/file-7.ts`), 48, readMs),
        load(world.service.rest(`${path}/tree/${tree}`), 16, readMs),
        pushFor(world, readMs),
        cloneFor(world, medium, readMs),
      ]);
      const seen = await stop();
      return [
        {
          what: "memory: 64 readers, 1 pusher, 2 cloners",
          unit: "MB",
          ours: seen.peakSumMb,
          bar: { text: "< 400 MB", isKept: seen.peakSumMb < 400 },
          note:
            `service ${seen.peakMb.toFixed(0)}, largest git ${seen.largestGitMb.toFixed(0)}, ` +
            `${seen.largestGitCount} gits; ${files.requestsPerSecond.toFixed(0)} files/s, ${pushes} pushes`,
        },
      ];
    },
  },
  {
    name: "slow-clone",
    async measure(world) {
      const repo = await world.repo("large");
      const beforeMb = await residentMb(world.service.pid);
      const stop = await watchMemory(world.service.pid);
      const took = await cloneSlowly(repo, world.sizes.slowSeconds);
      const seen = await stop();
      const grewMb = seen.peakMb - beforeMb;
      const row: Row = {
        what: `slow clone of ${world.sizes.packMb} MB, ${world.sizes.slowSeconds} s at 1 MB/s`,
        unit: "MB",
        ours: grewMb,
        bar: { text: `flat (< ${flatMb} MB more)`, isKept: grewMb < flatMb },
        note:
          `took ${(took / mb).toFixed(0)} MB; service ${beforeMb.toFixed(0)} → peak ${seen.peakMb.toFixed(0)}, ` +
          `largest git ${seen.largestGitMb.toFixed(0)}, all (PSS) ${seen.peakSumMb.toFixed(0)}`,
      };
      return [row];
    },
  },
];

async function pushFor(world: World, ms: number): Promise<number> {
  const { source } = await world.repo("small");
  const repo = await world.newRepo("memory", source);
  await world.pushToBoth(repo, "refs/heads/main");
  const prefix = `refs/${world.newName("memory")}/`;
  await importInto(source, (write) => writeSteps(write, prefix, "refs/heads/main", 500));
  const until = performance.now() + ms;
  let count = 0;
  while (performance.now() < until && count < 500) {
    count += 1;
    await git(source, [
      ...asOurs(repo),
      "push",
      "--quiet",
      repo.ours.url,
      `${prefix}${count}:refs/heads/main`,
    ]);
  }
  return count;
}

async function cloneFor(world: World, repo: BenchRepo, ms: number): Promise<void> {
  const until = performance.now() + ms;
  const one = async () => {
    while (performance.now() < until) {
      const copy = join(world.dir, world.newName("memory-clone"));
      await git(".", [...asOurs(repo), "clone", "--quiet", "--bare", repo.ours.url, copy]);
      await rm(copy, { recursive: true });
    }
  };
  await Promise.all([one(), one()]);
}

/** Asks for everything as git does and takes 1 MB a second; gives how many bytes came. */
async function cloneSlowly(repo: BenchRepo, seconds: number): Promise<number> {
  const tip = (await git(repo.source, ["rev-parse", "main"])).trim();
  const want = `want ${tip} side-band-64k ofs-delta\n`;
  const body = [pktText(want), flushText, pktText("done\n")].join("");
  const asked = request(`${repo.ours.url}/git-upload-pack`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${repo.ours.secret}`,
      "Content-Type": "application/x-git-upload-pack-request",
      "Content-Length": body.length,
    },
  });
  asked.end(body);
  return new Promise((resolve, reject) => {
    asked.on("error", reject);
    asked.on("response", (answer) => {
      if (answer.statusCode !== 200) {
        reject(new Error(`the slow clone was answered ${answer.statusCode}`));
        return;
      }
      const startedAt = performance.now();
      let took = 0;
      answer.on("data", (chunk: Buffer) => {
        took += chunk.length;
        const elapsedMs = performance.now() - startedAt;
        if (elapsedMs >= seconds * 1000) {
          resolve(took);
          answer.destroy();
          return;
        }
        // Not read until the second is due: the socket's buffers fill, and the server has to wait.
        answer.pause();
        void pause(Math.max(0, (took / mb) * 1000 - elapsedMs)).then(() => answer.resume());
      });
      answer.on("end", () => resolve(took));
      answer.on("error", () => resolve(took));
    });
  });
}
