import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { git, timeGit } from "@/bench/git-client";
import { load } from "@/bench/http-load";
import { asOurs, type BenchRepo, type RowGroup, type SourceName, type World } from "@/bench/service-world";
import { addRefs, importInto, writeRandom, writeSteps } from "@/bench/sources";
import { inTurns, type Pair, type Row } from "@/bench/table";

const peerName = "http-backend";
/** Between two servers that start the same git, less is noise. */
const sameBar = 1.1;

export const gitRows: RowGroup[] = [
  {
    name: "clone",
    async measure(world) {
      const rows: Row[] = [];
      for (const name of ["small", "medium", "large"] as const) {
        const isLarge = name === "large";
        const repo = await world.repo(name);
        const rounds = isLarge ? Math.min(3, world.sizes.rounds) : world.sizes.rounds;
        const pair = await inTurns(
          rounds,
          () => timeClone(world, asOurs(repo), repo.ours.url),
          () => timeClone(world, [], repo.peer.url),
        );
        const what = `clone ${isLarge ? `${world.sizes.packMb} MB` : name}`;
        rows.push(row(what, pair, name === "small" ? 1 : sameBar));
      }
      return rows;
    },
  },
  {
    name: "fetch",
    async measure(world) {
      const repo = await newHistory(world, "fetch");
      // Clones that stand ten commits back.
      const copies = { ours: join(world.dir, "fetch-ours"), peer: join(world.dir, "fetch-peer") };
      for (const dir of Object.values(copies))
        await git(".", ["clone", "--quiet", "--bare", repo.source, dir]);
      await importInto(repo.source, (write) => writeSteps(write, "refs/bench/", "refs/heads/main", 10));
      await world.pushToBoth(repo, "refs/bench/10:refs/heads/main");
      const timed = async (dir: string, config: string[], url: string) => {
        const copy = join(world.dir, world.newName("fetched"));
        await cp(dir, copy, { recursive: true });
        const ms = await timeGit(copy, [...config, "fetch", "--quiet", url, "refs/heads/main:refs/got"]);
        await rm(copy, { recursive: true });
        return ms;
      };
      const pair = await inTurns(
        world.sizes.rounds,
        () => timed(copies.ours, asOurs(repo), repo.ours.url),
        () => timed(copies.peer, [], repo.peer.url),
      );
      return [row("fetch 10 commits", pair, sameBar)];
    },
  },
  {
    name: "push",
    async measure(world) {
      const repo = await newHistory(world, "push");
      const rounds = world.sizes.rounds;
      await importInto(repo.source, (write) =>
        writeSteps(write, "refs/bench/", "refs/heads/main", rounds + 1),
      );
      const pair = await inTurns(
        rounds,
        (round) => timePush(repo, "ours", `refs/bench/${round + 1}:refs/heads/main`),
        (round) => timePush(repo, "peer", `refs/bench/${round + 1}:refs/heads/main`),
      );
      return [row("push 1 commit", pair, sameBar), await pushToDurablePeer(world)];
    },
  },
  {
    name: "push-large",
    async measure(world) {
      const { pushMb } = world.sizes;
      const rounds = Math.min(3, world.sizes.rounds);
      const repo = await newHistory(world, "push-large");
      for (let round = 0; round <= rounds; round += 1) {
        await importInto(repo.source, (write) =>
          writeRandom(write, `refs/bench/${round}`, { sizeMb: pushMb, blobMb: 1, from: "refs/heads/main" }),
        );
      }
      const pair = await inTurns(
        rounds,
        (round) => timePush(repo, "ours", `refs/bench/${round}:refs/heads/large-${round}`),
        (round) => timePush(repo, "peer", `refs/bench/${round}:refs/heads/large-${round}`),
      );
      return [row(`push ${pushMb} MB`, pair, sameBar)];
    },
  },
  {
    name: "push-tags",
    async measure(world) {
      const { tags } = world.sizes;
      const rounds = Math.min(3, world.sizes.rounds);
      const repo = await newHistory(world, "push-tags");
      for (let round = 0; round <= rounds; round += 1) {
        await addRefs(repo.source, tags, (index) => `refs/bench/tags-${round}/v${index}`);
      }
      const refspec = (round: number) => `refs/bench/tags-${round}/*:refs/tags/round-${round}/*`;
      const pair = await inTurns(
        rounds,
        (round) => timePush(repo, "ours", refspec(round)),
        (round) => timePush(repo, "peer", refspec(round)),
      );
      return [row(`push ${tags} tags`, pair, 1.2)];
    },
  },
  {
    name: "ls-remote",
    async measure(world) {
      const rows: Row[] = [];
      for (const name of ["small", "refs"] as const) {
        const repo = await world.repo(name);
        const what = `ls-remote ${name === "refs" ? `${world.sizes.refs} refs` : "small"}`;
        const peer = () => timeGit(".", ["ls-remote", repo.peer.url]);
        const { rounds } = world.sizes;
        const byHeader = await inTurns(
          rounds,
          () => timeGit(".", [...asOurs(repo), "ls-remote", repo.ours.url]),
          peer,
        );
        rows.push(row(what, byHeader, 1));
        if (name === "refs") continue;
        const byUrl = await inTurns(rounds, () => timeGit(".", ["ls-remote", repo.ours.urlWithToken]), peer);
        const note = "git asks without the token first: one request more than the peer is sent";
        rows.push({ ...row(`${what}, token in URL`, byUrl), note });
      }
      return rows;
    },
  },
  {
    name: "advertisement",
    async measure(world) {
      const rows: Row[] = [];
      const repo = await world.repo("refs");
      const cases = [
        { service: "git-upload-pack", protocol: "version=0" },
        { service: "git-upload-pack", protocol: "version=2" },
        { service: "git-receive-pack", protocol: "version=0" },
      ];
      for (const { service, protocol } of cases) {
        const target = (url: string) => ({
          port: Number(new URL(url).port),
          path: `${new URL(url).pathname}/info/refs?service=${service}`,
          headers: { Authorization: `Bearer ${repo.ours.secret}`, "Git-Protocol": protocol },
        });
        const pair = await inTurns(
          world.sizes.rounds,
          async () => (await load(target(repo.ours.url), 1, world.sizes.loadMs / 2)).medianMs,
          async () => (await load(target(repo.peer.url), 1, world.sizes.loadMs / 2)).medianMs,
        );
        const what = `info/refs ${service.replace("git-", "")} ${protocol.replace("version=", "v")}`;
        rows.push(row(`${what}, ${world.sizes.refs} refs`, pair, sameBar));
      }
      return rows;
    },
  },
];

/** The peer with the durability that we give, to tell what is its price and what is ours. */
async function pushToDurablePeer(world: World): Promise<Row> {
  const repo = await newHistory(world, "push-durable");
  const { rounds } = world.sizes;
  await git(repo.peer.dir, ["config", "core.fsync", "all"]);
  await git(repo.peer.dir, ["config", "transfer.fsckObjects", "true"]);
  await importInto(repo.source, (write) => writeSteps(write, "refs/bench/", "refs/heads/main", rounds + 1));
  const pair = await inTurns(
    rounds,
    (round) => timePush(repo, "ours", `refs/bench/${round + 1}:refs/heads/main`),
    (round) => timePush(repo, "peer", `refs/bench/${round + 1}:refs/heads/main`),
  );
  return {
    ...row("push 1 commit, strict peer", pair),
    note: "the peer with core.fsync=all and transfer.fsckObjects",
  };
}

async function newHistory(world: World, label: string): Promise<BenchRepo> {
  const { source } = await world.repo("medium" satisfies SourceName);
  const copy = join(world.dir, "sources", `${world.newName(label)}.git`);
  await cp(source, copy, { recursive: true });
  const repo = await world.newRepo(label, copy);
  await world.pushToBoth(repo, "refs/heads/main");
  return repo;
}

async function timeClone(world: World, config: readonly string[], url: string): Promise<number> {
  const copy = join(world.dir, world.newName("clone"));
  const ms = await timeGit(".", [...config, "clone", "--quiet", "--bare", url, copy]);
  await rm(copy, { recursive: true });
  return ms;
}

function timePush(repo: BenchRepo, side: "ours" | "peer", refspec: string): Promise<number> {
  const config = side === "ours" ? asOurs(repo) : [];
  return timeGit(repo.source, [...config, "push", "--quiet", repo[side].url, refspec]);
}

function row(what: string, pair: Pair, maxRatio?: number): Row {
  const isSlow = pair.peer >= 2_000;
  const scale = isSlow ? 1000 : 1;
  return {
    what,
    unit: isSlow ? "s" : "ms",
    ours: pair.ours / scale,
    peer: { name: peerName, value: pair.peer / scale },
    ratio: pair.ratio,
    ...(maxRatio === undefined
      ? {}
      : { bar: { text: maxRatio === 1 ? "faster" : `≤ ${maxRatio}×`, isKept: pair.ratio <= maxRatio } }),
  };
}
