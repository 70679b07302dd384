/**
 * Memory of the service under large transfers: a push, a clone, a raw blob. Prints a table.
 *
 *   npx tsx bench/memory.ts [pack MB = 300] [blob MB = 100]
 *
 * Peaks are VmHWM from /proc (Linux): of the service's own process, and the largest of its git children.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { flushText, pktText } from "@/gitformat/pkt-line";

const packMb = Number(process.argv[2] ?? 300);
const blobMb = Number(process.argv[3] ?? 100);
const apiToken = randomBytes(20).toString("hex");

interface Row {
  what: string;
  seconds: number;
  serviceMb: number;
  largestGitMb: number;
}

const root = await mkdtemp(join(tmpdir(), "vitrine-memory-"));
const service = await startService();
try {
  console.table(await measureAll());
} finally {
  service.child.kill("SIGTERM");
  await once(service.child, "exit");
  await rm(root, { recursive: true, force: true });
}

async function measureAll(): Promise<Row[]> {
  const source = join(root, "source");
  await mkdir(source);
  await git(source, "init", "--quiet", "--initial-branch=main");
  await writeRandom(join(source, "pack.bin"), packMb);
  await writeRandom(join(source, "blob.bin"), blobMb);
  await git(source, "add", "--all");
  await git(source, "commit", "--quiet", "--message", "Large");
  const remote = await createRepo();

  const rows: Row[] = [];
  const measure = async (what: string, work: () => Promise<void>) => {
    const stopWatching = watchChildren();
    const from = performance.now();
    await work();
    const seconds = (performance.now() - from) / 1000;
    const largestGitMb = await stopWatching();
    rows.push({ what, seconds: round(seconds), serviceMb: await peakMb(servicePid()), largestGitMb });
  };
  await measure(`start`, async () => {});
  await measure(`push ${packMb + blobMb} MB`, () => git(source, "push", "--quiet", remote.url, "main"));
  await measure(`clone ${packMb + blobMb} MB`, () =>
    git(root, "clone", "--quiet", "--bare", remote.url, join(root, "copy")),
  );
  await measure(`raw ${blobMb} MB`, async () => {
    const answer = await fetch(`${service.api}/repos/large/raw/main/blob.bin`, {
      headers: { authorization: `Bearer ${apiToken}` },
    });
    if (!answer.ok || answer.body === null) throw new Error(`raw answered ${answer.status}`);
    let sizeBytes = 0;
    for await (const chunk of answer.body) sizeBytes += chunk.length;
    if (sizeBytes !== blobMb * 1024 * 1024) throw new Error(`raw gave ${sizeBytes} bytes`);
  });
  await measure(`slow clone ${packMb + blobMb} MB, 5 s`, () => readSlowly(remote.url));
  return rows;
}

/** Asks for everything and takes 1 MB a second, for five seconds. */
async function readSlowly(url: string): Promise<void> {
  const { origin, pathname, password } = new URL(url);
  const headers = {
    authorization: `Bearer ${password}`,
    "content-type": "application/x-git-upload-pack-request",
  };
  const refs = await fetch(`${origin}${pathname}/info/refs?service=git-upload-pack`, { headers });
  const tip = / ?([0-9a-f]{40}) refs\/heads\/main/.exec(await refs.text())?.[1];
  const want = `want ${tip} side-band-64k ofs-delta\n`;
  const body = [pktText(want), flushText, pktText("done\n")].join("");
  const answer = await fetch(`${origin}${pathname}/git-upload-pack`, { method: "POST", headers, body });
  const reader = answer.body?.getReader();
  const until = performance.now() + 5_000;
  let tookBytes = 0;
  while (reader && performance.now() < until) {
    const { value, done } = await reader.read();
    if (done) break;
    tookBytes += value.length;
    if (tookBytes > 1024 * 1024) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      tookBytes = 0;
    }
  }
  await reader?.cancel();
}

async function createRepo(): Promise<{ url: string }> {
  const answer = await fetch(`${service.api}/repos`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiToken}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "large" }),
  });
  const envelope = z.object({ result: z.object({ remote: z.string(), token: z.string() }) });
  const { result } = envelope.parse(await answer.json());
  const url = new URL(result.remote);
  url.username = "x";
  url.password = result.token.split("?")[0] ?? "";
  return { url: url.href };
}

async function startService(): Promise<{ child: ChildProcess; api: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "server/main.ts", "--no-welcome"], {
    env: {
      ...process.env,
      ARTIFACTS_PORT: "0",
      ARTIFACTS_API_TOKEN: apiToken,
      VITRINE_DATA_DIR: join(root, "data"),
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    const origin = /ready at (\S+)/.exec(printed)?.[1];
    if (origin !== undefined) {
      return { child, api: `${origin}/client/v4/accounts/local/artifacts/namespaces/bench` };
    }
  }
  throw new Error("the service did not start");
}

function servicePid(): number {
  return service.child.pid ?? 0;
}

/** Looks at the service's git children every 20 ms; gives the largest peak seen. */
function watchChildren(): () => Promise<number> {
  let largestMb = 0;
  const look = async () => {
    for (const pid of await gitPids()) largestMb = Math.max(largestMb, await peakMb(pid));
  };
  const timer = setInterval(() => void look(), 20);
  return async () => {
    clearInterval(timer);
    return largestMb;
  };
}

/** Processes called git below the service. Children of children too: pack-objects is one of upload-pack's. */
async function gitPids(): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = /^\d+ \(git\) \S (\d+)/.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent === servicePid() || (parent !== undefined && isOurs(parent));
  };
  return [...parents.keys()].filter(isOurs);
}

async function peakMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
}

async function writeRandom(path: string, sizeMb: number): Promise<void> {
  const file = await open(path, "w");
  for (let at = 0; at < sizeMb; at += 1) await file.write(randomBytes(1024 * 1024));
  await file.close();
  // A file is never empty, so that git has something to say about it.
  if (sizeMb === 0) await writeFile(path, "empty\n");
}

async function git(cwd: string, ...args: string[]): Promise<void> {
  const child = spawn(
    "git",
    [
      "-c",
      "core.bigFileThreshold=1m",
      "-c",
      "user.name=Bench",
      "-c",
      "user.email=bench@example.com",
      ...args,
    ],
    {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`git ${args[0]} exited with ${code}`);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
