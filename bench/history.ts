/**
 * Whole histories by one fetch from our own service, as the dashboard's server brings, keeps and asks them: what the first takes, what
 * it takes after a restart, and questions.
 *
 *   node --conditions=react-server --import tsx bench/history.ts [--commits=120000] [--repo=express.bundle]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { commitsBetween } from "@/lib/history/commits-between";
import { mergeBases } from "@/lib/history/merge-bases";
import { type History, openHistory } from "@/lib/history/open-history";
import { pathLog } from "@/lib/history/path-log";
import { readRefDetails } from "@/lib/history/ref-details";
import { forgetPerProcess } from "@/lib/test-support/per-process";
import { git } from "./git-client";
import { namespace, startServiceProcess } from "./service-process";
import { makeSource, writeHistory } from "./sources";
import { type Row, renderTable } from "./table";

const option = (name: string, fallback: string) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const commits = Number(option("commits", "120000"));
const bundle = resolve(option("repo", "express.bundle"));
if (!Number.isInteger(commits) || commits <= 0) {
  console.error("usage: bench/history.ts [--commits=120000] [--repo=express.bundle]");
  process.exit(1);
}
/** A page of branches holds some. */
const branches = 20;
const pairs = 50;

const dir = await mkdtemp(join(tmpdir(), "vitrine-bench-history-"));
const service = await startServiceProcess(dir);
const rows: Row[] = [];
let requests = 0;
let receivedBytes = 0;
try {
  process.env.ARTIFACTS_API_URL = `http://127.0.0.1:${service.port}`;
  process.env.ARTIFACTS_ACCOUNT_ID = "bench";
  process.env.ARTIFACTS_API_TOKEN = service.apiToken;
  process.env.VITRINE_DATA_DIR = join(dir, "dashboard-data");
  countRequests();

  const project = join(dir, "project.git");
  await git(".", ["clone", "--quiet", "--bare", bundle, project]);
  await measure("project", project);
  const many = join(dir, "many.git");
  await makeSource(many, (write) => writeHistory(write, commits, 2000));
  await measure("many", many);
  console.log(renderTable(rows));
} finally {
  await service.stop();
  await rm(dir, { recursive: true, force: true });
}

async function measure(name: string, source: string): Promise<void> {
  const made = await service.createRepo(name);
  await git(source, ["push", "--quiet", made.urlWithToken, "HEAD:refs/heads/main"]);
  const hashes = String(await git(source, ["rev-list", "HEAD"]))
    .trim()
    .split("\n");
  const [tip = ""] = hashes;
  const repo = { content: { namespace, name, id: made.id }, remote: made.url };
  const open = () => openHistory(repo, [tip]);
  const restart = () => forgetPerProcess("history-packs", "divergences", "object-cache");

  const history = await row(
    `${name}: first`,
    open,
    (found) => `${found.commitCount} commits by ${found.via}`,
  );
  restart();
  await row(`${name}: after a restart`, open);
  await row(`${name}: again`, open);

  const any = (at: number) => hashes[Math.floor((at / (2 * pairs)) * hashes.length)] ?? tip;
  const each = (ask: (a: string, b: string) => unknown) => async () => {
    for (let pair = 0; pair < pairs; pair += 1) ask(any(2 * pair), any(2 * pair + 1));
  };
  await row(
    `${name}: ${pairs} merge bases`,
    each((a, b) => mergeBases(history.graph, a, b)),
  );
  await row(
    `${name}: ${pairs} ranges`,
    each((a, b) => commitsBetween(history.graph, b, a)),
  );
  await row(`${name}: log of a file`, () => logOfFile(history, tip, source));

  const heads = Array.from({ length: branches }, (_, at) => hashes[at * 20 + 3] ?? tip);
  const ask = { base: tip, heads };
  await row(`${name}: ${branches} branches, history kept`, () => readRefDetails(repo, ask));
  restart();
  const elsewhere = { ...repo, content: { ...repo.content, id: `${made.id} anew` } };
  await row(`${name}: ${branches} branches, the first time`, () => readRefDetails(elsewhere, ask));
}

async function logOfFile(history: History, tip: string, source: string): Promise<number> {
  const paths = String(await git(source, ["ls-tree", "-r", "--name-only", "-z", tip])).split("\0");
  const path = paths[Math.floor(paths.length / 2)] ?? "";
  let count = 0;
  for await (const _ of pathLog(history.graph, tip, history.entriesAt(path.split("/")))) count += 1;
  return count;
}

async function row<T>(
  what: string,
  task: () => Promise<T>,
  tell: (value: T) => string = () => "",
): Promise<T> {
  requests = 0;
  receivedBytes = 0;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const from = performance.now();
  const value = await task();
  const ms = performance.now() - from;
  await new Promise((done) => setTimeout(done, 20));
  delay.disable();
  const told = [
    tell(value),
    `${requests} requests, ${(receivedBytes / 1e6).toFixed(1)} MB`,
    `longest block ${(delay.max / 1e6).toFixed(0)} ms`,
  ];
  rows.push({ what, unit: "ms", ours: ms, note: told.filter(Boolean).join("; ") });
  return value;
}

/** The dashboard asks by `fetch` alone. */
function countRequests(): void {
  const plain = globalThis.fetch;
  globalThis.fetch = async (...asked) => {
    requests += 1;
    const response = await plain(...asked);
    const { body } = response;
    if (body === null) return response;
    const counted = body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          receivedBytes += chunk.byteLength;
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(counted, response);
  };
}
