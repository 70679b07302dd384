/**
 * Many readers and pushers at once: no error, no lost push, bounded memory. Prints a table; exits with 1 when a promise
 * is not kept.
 *
 *   npx tsx bench/load.ts [readers = 500] [pushers = 20] [seconds = 60]
 *
 * Each reader asks one thing after another over a connection of its own: refs, files, trees, commits, logs, whole
 * clones. Each pusher adds a commit to a branch of its own as soon as the last one was acknowledged.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitObject, makeObject } from "@/gitformat/git-object";
import { flushPkt, pktLine } from "@/gitformat/pkt-line";
import { writePack } from "@/gitformat/write-pack";
import { ToolError, withCleanErrors } from "@/scripts/tool-error";
import { watchMemory } from "./process-memory";
import { type NewRepo, type ServiceProcess, startServiceProcess } from "./service-process";

const zero = "0".repeat(40);
const repoCount = 5;
const filesPerRepo = 40;
const memoryMaxMb = 400;

async function main(): Promise<number> {
  const [readers = 500, pushers = 20, seconds = 60] = process.argv.slice(2).map(readCount);
  const dir = await mkdtemp(join(tmpdir(), "vitrine-load-"));
  let service: ServiceProcess | null = null;
  try {
    service = await startServiceProcess(dir);
    return await measure(service, { readers, pushers, seconds });
  } finally {
    await service?.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

function readCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new ToolError("npx tsx bench/load.ts [readers] [pushers] [seconds]");
  return Number(text);
}

interface Seeded {
  repo: NewRepo;
  commit: string;
  tree: string;
  blob: string;
}

interface Sent {
  status: number;
  body: Buffer;
}

async function measure(
  service: ServiceProcess,
  sizes: { readers: number; pushers: number; seconds: number },
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: sizes.readers + sizes.pushers + 10 });
  const seeds: Seeded[] = [];
  for (let index = 0; index < repoCount; index += 1) {
    seeds.push(await seed(service, agent, await service.createRepo(`load-${index}`)));
  }
  const until = performance.now() + sizes.seconds * 1000;
  const errors: string[] = [];
  const times = new Map<string, number[]>();
  const timed = async (what: string, work: () => Promise<void>) => {
    const from = performance.now();
    try {
      await work();
      const known = times.get(what) ?? [];
      times.set(what, known);
      known.push(performance.now() - from);
    } catch (error) {
      errors.push(`${what}: ${String(error)}`);
    }
  };

  const read = async (reader: number) => {
    for (let turn = reader; performance.now() < until && errors.length < 1000; turn += 1) {
      const from = seeds[turn % seeds.length];
      const [what, ask] = questions[turn % questions.length] ?? [];
      if (from !== undefined && what !== undefined && ask !== undefined) {
        await timed(what, () => ask(service, agent, from));
      }
    }
  };
  const acknowledged = new Map<string, { seed: Seeded; tip: string }>();
  const pushOn = async (pusher: number) => {
    const from = seeds[pusher % seeds.length];
    if (from === undefined) return;
    const ref = `refs/heads/pusher-${pusher}`;
    let tip = zero;
    for (let round = 0; performance.now() < until && errors.length < 1000; round += 1) {
      const made = commitOn(from, tip === zero ? from.commit : tip, `Push ${round} of ${pusher}`);
      await timed("push", async () => {
        await push(service, agent, from.repo, { ref, oldHash: tip, newHash: made.hash }, [made]);
        tip = made.hash;
        acknowledged.set(ref, { seed: from, tip });
      });
    }
  };

  const stopWatching = await watchMemory(service.pid);
  await Promise.all([
    ...Array.from({ length: sizes.readers }, (_, index) => read(index)),
    ...Array.from({ length: sizes.pushers }, (_, index) => pushOn(index)),
  ]);
  const memory = await stopWatching();

  let lostCount = 0;
  for (const [ref, { seed: from, tip }] of acknowledged) {
    const refs = await lsRefs(service, agent, from.repo);
    if (!refs.includes(`${tip} ${ref}\n`)) lostCount += 1;
  }
  agent.destroy();

  console.log(`${sizes.readers} readers and ${sizes.pushers} pushers for ${sizes.seconds} s`);
  console.table(
    [...times].map(([what, ms]) => {
      ms.sort((a, b) => a - b);
      const at = (share: number) => Math.round(ms[Math.floor((ms.length - 1) * share)] ?? 0);
      return { what, count: ms.length, "p50 ms": at(0.5), "p99 ms": at(0.99), "max ms": at(1) };
    }),
  );
  const memoryMb = Math.round(memory.peakSumMb);
  console.log(`errors: ${errors.length}; lost pushes: ${lostCount} of ${acknowledged.size} branches`);
  console.log(
    `memory of all processes, peak: ${memoryMb} MB (the service's own ${Math.round(memory.peakMb)} MB, gits at once ${memory.largestGitCount})`,
  );
  for (const error of [...new Set(errors)].slice(0, 10)) console.log(`  ${error}`);
  return errors.length === 0 && lostCount === 0 && memoryMb < memoryMaxMb ? 0 : 1;
}

type Ask = (service: ServiceProcess, agent: Agent, from: Seeded) => Promise<void>;

const rest = (path: (from: Seeded) => string): Ask => {
  return async (service, agent, from) => {
    const target = service.rest(path(from));
    expectStatus(await send(agent, { ...target, port: service.port }), 200);
  };
};

/** One clone in a dozen questions: a clone costs what hundreds of reads do. */
const questions: readonly (readonly [what: string, ask: Ask])[] = [
  ["file", rest(({ repo }) => `/${repo.name}/file?ref=main&path=file-1.txt`)],
  ["tree", rest(({ repo, tree }) => `/${repo.name}/tree/${tree}`)],
  ["commit", rest(({ repo, commit }) => `/${repo.name}/commit/${commit}`)],
  ["blob", rest(({ repo, blob }) => `/${repo.name}/blob/${blob}`)],
  ["repo", rest(({ repo }) => `/${repo.name}`)],
  ["raw", rest(({ repo }) => `/${repo.name}/raw/main/file-2.txt`)],
  ["refs", async (service, agent, { repo }) => void (await lsRefs(service, agent, repo))],
  ["file", rest(({ repo }) => `/${repo.name}/file?ref=main&path=file-3.txt`)],
  ["log", rest(({ repo }) => `/${repo.name}/log?ref=main&limit=10`)],
  ["tree", rest(({ repo, tree }) => `/${repo.name}/tree/${tree}`)],
  ["repos", rest(() => "?limit=20")],
  ["clone", clone],
];

async function clone(service: ServiceProcess, agent: Agent, from: Seeded): Promise<void> {
  await lsRefs(service, agent, from.repo);
  const body = Buffer.concat([
    pktLine("command=fetch"),
    Buffer.from("0001"),
    ...["thin-pack", "no-progress", "ofs-delta", `want ${from.commit}\n`, "done\n"].map((each) =>
      pktLine(each),
    ),
    flushPkt,
  ]);
  const answer = await git(service, agent, from.repo, "git-upload-pack", body);
  if (!answer.includes("PACK")) throw new Error(`no pack: ${answer.subarray(0, 200)}`);
}

async function lsRefs(service: ServiceProcess, agent: Agent, repo: NewRepo): Promise<string> {
  const body = Buffer.concat([pktLine("command=ls-refs"), Buffer.from("0001"), pktLine("symrefs"), flushPkt]);
  const answer = await git(service, agent, repo, "git-upload-pack", body);
  return answer.toString();
}

async function push(
  service: ServiceProcess,
  agent: Agent,
  repo: NewRepo,
  change: { ref: string; oldHash: string; newHash: string },
  objects: GitObject[],
): Promise<void> {
  const command = `${change.oldHash} ${change.newHash} ${change.ref}\0report-status`;
  const body = Buffer.concat([pktLine(command), flushPkt, writePack(objects)]);
  const answer = await git(service, agent, repo, "git-receive-pack", body);
  if (!answer.includes(`ok ${change.ref}\n`)) throw new Error(answer.toString());
}

async function git(
  service: ServiceProcess,
  agent: Agent,
  repo: NewRepo,
  what: "git-upload-pack" | "git-receive-pack",
  body: Buffer,
): Promise<Buffer> {
  const sent = await send(agent, {
    port: service.port,
    method: "POST",
    path: `${new URL(repo.url).pathname}/${what}`,
    headers: {
      authorization: `Bearer ${repo.secret}`,
      "content-type": `application/x-${what}-request`,
      "git-protocol": "version=2",
    },
    body,
  });
  expectStatus(sent, 200);
  return sent.body;
}

function expectStatus(sent: Sent, status: number): void {
  if (sent.status !== status) throw new Error(`${sent.status} ${sent.body.toString("utf8", 0, 200)}`);
}

function send(
  agent: Agent,
  target: {
    port: number;
    path: string;
    method?: string | undefined;
    headers?: Record<string, string> | undefined;
    body?: string | Buffer | undefined;
  },
): Promise<Sent> {
  const { body, ...rest } = target;
  return new Promise((resolve, reject) => {
    const sending = request({ host: "127.0.0.1", agent, ...rest }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

async function seed(service: ServiceProcess, agent: Agent, repo: NewRepo): Promise<Seeded> {
  const blobs = Array.from({ length: filesPerRepo }, (_, index) =>
    makeObject("blob", Buffer.from(`line of file ${index} of ${repo.name}\n`.repeat(100))),
  );
  const entries = blobs
    .map((each, index) => ({ name: `file-${index}.txt`, hash: each.hash }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const tree = makeObject(
    "tree",
    Buffer.concat(
      entries.map(({ name, hash }) =>
        Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(hash, "hex")]),
      ),
    ),
  );
  const seeded = { repo, tree: tree.hash, blob: blobs[0]?.hash ?? "", commit: zero };
  const commits: GitObject[] = [];
  for (let index = 0; index < 50; index += 1) {
    commits.push(commitOn(seeded, commits.at(-1)?.hash ?? null, `Commit ${index}`));
  }
  seeded.commit = commits.at(-1)?.hash ?? zero;
  const change = { ref: "refs/heads/main", oldHash: zero, newHash: seeded.commit };
  await push(service, agent, repo, change, [...blobs, tree, ...commits]);
  return seeded;
}

function commitOn(from: { tree: string }, parent: string | null, message: string): GitObject {
  const who = "Ada <ada@example.com> 1760000000 +0000";
  const parents = parent === null ? "" : `parent ${parent}\n`;
  return makeObject(
    "commit",
    Buffer.from(`tree ${from.tree}\n${parents}author ${who}\ncommitter ${who}\n\n${message}\n`),
  );
}

// Last: what the module holds is there by then.
process.exitCode = await withCleanErrors(main);
