import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";

const debianHome = "/usr/lib/postgresql";
const isRoot = process.getuid?.() === 0;

/** A PostgreSQL server of the test's own: a folder, a Unix socket, no port. */
export interface TestPostgres {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a server from Debian's package, which root installs where it is missing. A string says why there is none. */
export async function startTestPostgres(): Promise<TestPostgres | string> {
  const programs = (await findPrograms()) ?? (await installPrograms());
  if (programs === null) return `no PostgreSQL below ${debianHome}, and it could not be installed`;
  const folder = await mkdtemp(path.join(tmpdir(), "vitrine-postgres-"));
  const data = path.join(folder, "data");
  if (isRoot) {
    await mkdir(data);
    // PostgreSQL refuses to run as root; Debian's package brings this user.
    if (spawnSync("chown", ["-R", "postgres", folder]).status !== 0) return "there is no user postgres";
  }
  await chmod(folder, 0o755);
  const initdb = asPostgres([
    path.join(programs, "initdb"),
    ...["--pgdata", data, "--username=vitrine", "--auth=trust", "--encoding=UTF8", "--no-sync"],
    // An order of texts that is not ours, so that a missing collation shows.
    ...["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"],
  ]);
  const made = spawnSync(initdb.program, initdb.args, { encoding: "utf8", cwd: folder });
  if (made.status !== 0) {
    await rm(folder, { recursive: true, force: true });
    return `initdb failed: ${made.stderr.trim()}`;
  }
  const server = await startServer(path.join(programs, "postgres"), folder, data);
  if (typeof server === "string") {
    await rm(folder, { recursive: true, force: true });
    return server;
  }

  let count = 0;
  return {
    async newDatabase() {
      count += 1;
      const name = `test_${count}`;
      const client = new Client({ connectionString: urlOf(folder, "postgres") });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(folder, name);
    },
    async stop() {
      const ended = once(server.child, "exit");
      process.kill(server.pid, "SIGINT");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function urlOf(folder: string, database: string): string {
  return `postgresql://vitrine@localhost/${database}?host=${encodeURIComponent(folder)}`;
}

async function findPrograms(): Promise<string | null> {
  const versions = await readdir(debianHome).catch(() => []);
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  return newest === undefined ? null : path.join(debianHome, String(newest), "bin");
}

async function installPrograms(): Promise<string | null> {
  if (!isRoot) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    spawnSync("apt-get", args, { env, stdio: "ignore", timeout: 300_000 }).status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", "postgresql")
    ? findPrograms()
    : null;
}

/** Under the user `postgres` when we are root. */
function asPostgres(command: string[]): { program: string; args: string[] } {
  const [program = "", ...args] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
  return { program, args };
}

async function startServer(
  postgres: string,
  folder: string,
  data: string,
): Promise<{ child: ChildProcess; pid: number } | string> {
  const { program, args } = asPostgres([
    postgres,
    ...["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=50"],
  ]);
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  const isReady = await new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", () => resolve(false));
    child.stderr.on("data", (chunk: Buffer) => {
      log += chunk.toString("utf8");
      if (log.includes("ready to accept connections")) resolve(true);
    });
  });
  const pid = Number(/starting PostgreSQL/.test(log) ? await postmasterPid(data) : 0);
  return isReady && pid > 0 ? { child, pid } : `postgres did not start: ${log.trim()}`;
}

async function postmasterPid(data: string): Promise<string> {
  return (await readFile(path.join(data, "postmaster.pid"), "utf8")).split("\n")[0] ?? "";
}
