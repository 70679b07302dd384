import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { git, timeGit } from "@/bench/git-client";
import { timeRequest } from "@/bench/http-load";
import { type ServiceProcess, startServiceProcess } from "@/bench/service-process";
import { asOurs, findRepo, type RowGroup, type SourceName, type World } from "@/bench/service-world";
import { inTurns, type Row } from "@/bench/table";
import { untilTidied } from "./read-rows";

interface ColdQuestion {
  what: string;
  from: SourceName;
  /** Relative to the repo's URL; `hash` is what `object` names. */
  path(hash: string): string;
  object: string;
  /** As it is once the history's shape has been written down, some seconds after a push. */
  isOfHistory?: true;
  bare(hash: string): string[];
}

const questions: ColdQuestion[] = [
  {
    what: "first blob",
    from: "medium",
    object: "main:src/part-7/file-7.ts",
    path: (hash) => `/blob/${hash}`,
    bare: (hash) => ["cat-file", "blob", hash],
  },
  {
    what: "first page of a log",
    from: "long",
    object: "main",
    isOfHistory: true,
    path: () => "/log?ref=main&limit=50",
    bare: () => ["log", "--max-count=50", "--format=raw", "main"],
  },
  {
    what: "first wide tree",
    from: "wide",
    object: "main^{tree}",
    path: (hash) => `/tree/${hash}`,
    bare: (hash) => ["ls-tree", "-z", hash],
  },
];

const maxRatio = 1.2;

/**
 * What is asked for the first time: as the first request to a service that has just started, and of a repo that a running
 * one has not opened yet. Against git, which starts anew each time, on the same folder.
 */
export const coldRows: RowGroup[] = [
  {
    name: "cold",
    async measure(world) {
      const dir = join(world.dir, "cold");
      await mkdir(dir);
      const rows: Row[] = [];
      let service = await startServiceProcess(dir);
      try {
        for (const question of questions) {
          const { source } = await world.repo(question.from);
          const hash = (await git(source, ["rev-parse", question.object])).trim();
          const ask = (name: string) => timeRequest(service.rest(`/${name}${question.path(hash)}`));
          const peerOf = (gitDir: string) => timeGit(gitDir, question.bare(hash));
          const repo = await addRepo(world, service, source);
          if (question.isOfHistory) await untilTidied(repo.gitDir);

          const afterStart = await inTurns(
            world.sizes.rounds,
            async () => {
              await service.stop();
              service = await startServiceProcess(dir);
              return ask(repo.name);
            },
            () => peerOf(repo.gitDir),
          );
          rows.push(rowOf(`${question.what} after a start`, question, afterStart));

          const others: { name: string; gitDir: string }[] = [];
          for (let each = 0; each <= world.sizes.rounds; each += 1) {
            others.push(await addRepo(world, service, source));
          }
          const other = (round: number) => {
            const found = others[round];
            if (found === undefined) throw new Error("there are more rounds than repos");
            return found;
          };
          if (question.isOfHistory) for (const { gitDir } of others) await untilTidied(gitDir);
          // A push has opened them.
          await service.stop();
          service = await startServiceProcess(dir);
          for (let each = 0; each < 20; each += 1) await ask(repo.name);
          const unopened = await inTurns(
            world.sizes.rounds,
            (round) => ask(other(round).name),
            (round) => peerOf(other(round).gitDir),
          );
          rows.push(rowOf(`${question.what} of a repo`, question, unopened));
        }
      } finally {
        await service.stop();
      }
      return rows;
    },
  },
];

async function addRepo(
  world: World,
  service: ServiceProcess,
  source: string,
): Promise<{ name: string; gitDir: string }> {
  const ours = await service.createRepo(world.newName("cold"));
  const gitDir = await findRepo(join(service.dataDir, "repos"), ours.id);
  await git(source, [
    ...asOurs({ ours: { ...ours, gitDir } }),
    "push",
    "--quiet",
    ours.url,
    "refs/heads/main",
  ]);
  return { name: ours.name, gitDir };
}

function rowOf(
  what: string,
  { bare }: ColdQuestion,
  pair: { ours: number; peer: number; ratio: number },
): Row {
  return {
    what,
    unit: "ms",
    ours: pair.ours,
    peer: { name: `git ${bare("")[0]}`, value: pair.peer },
    ratio: pair.ratio,
    bar: { text: `≤ ${maxRatio}×`, isKept: pair.ratio <= maxRatio },
  };
}
