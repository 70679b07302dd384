import { spawn } from "node:child_process";
import { accessSync, constants as fileModes } from "node:fs";
import { constants, setPriority } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { GitError } from "./git-error";
import { Limiter, NoSlotError } from "./limiter";

/** Settings forced on every git, each with its reason. The command line wins over what a repo's config says. */
const forcedConfig: readonly (readonly [key: string, value: string])[] = [
  // By default git does not flush refs: an acknowledged push must survive a power loss.
  ["core.fsync", "all"],
  ["core.fsyncMethod", "fsync"],
  // A repo never decides which programs run.
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  // Maintenance is ours to start: git's own would run in the middle of a request.
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  // Blobs over this are streamed instead of held in memory, and never searched for deltas.
  ["core.bigFileThreshold", "16m"],
  // Bounds the memory of one clone or repack: threads × window, plus the caches.
  ["pack.threads", "2"],
  ["pack.windowMemory", "32m"],
  ["pack.deltaCacheSize", "32m"],
  ["core.deltaBaseCacheLimit", "32m"],
  // With the mapped part of packs bounded, a clone of a large repo does not count as large memory.
  ["core.packedGitWindowSize", "16m"],
  ["core.packedGitLimit", "128m"],
  // Readers find objects behind a pack without opening its index; also what lets a reused pack be sent as it is.
  ["pack.writeReverseIndex", "true"],
  // Partial clones (`--filter=blob:none`) are part of the wire.
  ["uploadpack.allowFilter", "true"],
  // Over v2 git lets a client ask for any object that the repo holds, as partial clones do when they need one. Over v0 and
  // v1 that has to be said, or the filter that is offered there leads to clones that cannot be checked out.
  ["uploadpack.allowAnySHA1InWant", "true"],
  // Refs of our own live there: no client sees or moves them.
  ["transfer.hideRefs", "refs/vitrine"],
  ["transfer.advertiseSID", "false"],
  // HEAD is advertised even while its branch is unborn: clones of empty repos take our default branch over v2.
  ["lsrefs.unborn", "advertise"],
];

const forcedArgs = forcedConfig.flatMap(([key, value]) => ["-c", `${key}=${value}`]);

const stderrMaxBytes = 16 * 1024;
const killAfterMs = 2_000;
const changesMax = 8;

export interface GitRunnerOptions {
  /**
   * A config file holding `safe.directory=*`: data folders may belong to another user, and git before 2.39 takes that
   * setting from a file only. It stands in for the user's own config, which is never read.
   */
  configFile: string;
  /** How many long transfers (clones, arriving packs) run at once; beyond, they wait `waitMs`, then are refused. */
  maxTransfers: number;
  /** How many short questions (refs, histories, checks) run at once. */
  maxQuestions: number;
  waitMs: number;
}

export interface GitStartOptions {
  /** Which bound the process counts against; `null` for those that a pool of its own bounds. */
  slot: "transfer" | "question" | "change" | null;
  gitDir?: string;
  signal?: AbortSignal;
  /** No request waits for it: it gets what processor time the others leave. */
  isBackground?: boolean;
  /** Added to the environment: object directories, the wire protocol. */
  env?: Record<string, string>;
  /** Raw stderr as it arrives. */
  onStderr?: (chunk: Buffer) => void;
}

export interface GitExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running git. `closed` never rejects; it resolves when the process has ended and its output is read to the end. */
export interface GitProcess {
  stdin: Writable;
  stdout: Readable;
  pid: number;
  closed: Promise<GitExit>;
  /** The last 16 KB that git printed. */
  stderrText(): string;
  kill(): void;
}

/** The one place that starts processes: git, with an environment of our own, in bounded number. */
export class GitRunner {
  readonly #transfers: Limiter;
  readonly #questions: Limiter;
  /**
   * For the git processes of a ref change: other changes of the same repo wait behind it, so it does not queue with mere
   * reads.
   */
  readonly #changes: Limiter;
  readonly #env: Record<string, string>;
  readonly #running = new Set<GitProcess>();
  readonly #program: string;

  constructor(options: GitRunnerOptions) {
    this.#transfers = new Limiter(options.maxTransfers, options.waitMs);
    this.#questions = new Limiter(options.maxQuestions, options.waitMs);
    this.#changes = new Limiter(changesMax, options.waitMs);
    this.#env = cleanEnvironment(options.configFile);
    this.#program = findGit(this.#env.PATH ?? "");
  }

  /** How many git processes run now. */
  get runningCount(): number {
    return this.#running.size;
  }

  /** How many wait for a git process. */
  get waitingCount(): number {
    return this.#transfers.waitingCount + this.#questions.waitingCount + this.#changes.waitingCount;
  }

  /** Starts git with `args` as they are. Throws `GitError` ("busy", "aborted", "no-git"). */
  async start(args: readonly string[], options: GitStartOptions): Promise<GitProcess> {
    const release = await this.#takeSlot(options);
    let child: GitProcess;
    try {
      child = spawnGit(this.#program, args, this.#env, options, release);
    } catch (error) {
      release();
      throw error;
    }
    this.#running.add(child);
    void child.closed.then(() => this.#running.delete(child));
    return child;
  }

  /** Runs git to its end and gives what it printed. Throws `GitError` when it does not exit with 0. */
  async run(
    args: readonly string[],
    options: GitStartOptions & { input?: string | Buffer; maxOutputBytes?: number },
  ): Promise<Buffer> {
    const child = await this.start(args, options);
    child.stdin.end(options.input ?? "");
    const max = options.maxOutputBytes ?? 256 * 1024 * 1024;
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > max) child.kill();
      else chunks.push(chunk);
    });
    const exit = await child.closed;
    if (sizeBytes > max) throw new GitError("failed", `git ${args[0]} printed more than ${max} bytes`);
    if (exit.code !== 0) throw exitError(args, exit, child, options.signal);
    return Buffer.concat(chunks, sizeBytes);
  }

  /** Ends every git that runs and waits for their ends. */
  async close(): Promise<void> {
    const running = [...this.#running];
    for (const child of running) {
      child.kill();
      child.stdout.destroy();
    }
    await Promise.all(running.map((child) => child.closed));
  }

  async #takeSlot(options: GitStartOptions): Promise<() => void> {
    if (options.signal?.aborted) throw new GitError("aborted", "the request was aborted");
    if (options.slot === null) return () => {};
    try {
      const limiters = { transfer: this.#transfers, question: this.#questions, change: this.#changes };
      return await limiters[options.slot].take(options.signal);
    } catch (error) {
      if (!(error instanceof NoSlotError)) throw error;
      if (error.reason === "aborted") throw new GitError("aborted", "the request was aborted");
      throw new GitError("busy", "too many git operations at once, try again shortly");
    }
  }
}

/** The failure of a git that ended other than with 0. */
export function exitError(
  args: readonly string[],
  exit: GitExit,
  child: Pick<GitProcess, "stderrText">,
  signal?: AbortSignal,
): GitError {
  const stderr = child.stderrText();
  if (signal?.aborted) return new GitError("aborted", "the request was aborted", { stderr });
  const how = exit.signal === null ? `exited with ${exit.code}` : `was ended by ${exit.signal}`;
  return new GitError("failed", `git ${args[0]} ${how}`, { stderr });
}

/** Nothing of the host's or the user's git settings gets in: only the search path is taken over. */
function cleanEnvironment(configFile: string): Record<string, string> {
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: configFile,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    // A missing object is an answer, never a reason to ask another host.
    GIT_NO_LAZY_FETCH: "1",
    // Replacement refs that a client pushed must not change what a hash means here.
    GIT_NO_REPLACE_OBJECTS: "1",
    // Background writes of the index make no sense in a bare repo.
    GIT_OPTIONAL_LOCKS: "0",
  };
  // Programs on Windows do not start without it.
  if (process.env.SystemRoot !== undefined) env.SystemRoot = process.env.SystemRoot;
  return env;
}

/** Looked for once: each start would try the folders of the path one after the other. */
function findGit(path: string): string {
  if (process.platform === "win32") return "git";
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    try {
      accessSync(join(folder, "git"), fileModes.X_OK);
      return join(folder, "git");
    } catch {
      // Not in this one.
    }
  }
  return "git";
}

function spawnGit(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  options: GitStartOptions,
  release: () => void,
): GitProcess {
  const dirArgs = options.gitDir === undefined ? [] : [`--git-dir=${options.gitDir}`];
  const child = spawn(program, [...forcedArgs, ...dirArgs, ...args], {
    // Git does not look at NODE_ENV; the types that Next brings ask for it in every environment.
    env: { ...env, ...options.env, NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    // A group of its own: a kill reaches the helpers that git starts (pack-objects), Ctrl-C in a terminal does not.
    detached: process.platform !== "win32",
  });
  if (options.isBackground && child.pid !== undefined) yieldProcessor(child.pid);
  // Git may end before it has read its input; the exit code says why, not the broken pipe.
  child.stdin.on("error", () => {});
  child.stdout.on("error", () => {});

  let stderr = Buffer.alloc(0);
  child.stderr.on("data", (chunk: Buffer) => {
    options.onStderr?.(chunk);
    stderr = Buffer.concat([stderr, chunk]);
    if (stderr.length > stderrMaxBytes) stderr = stderr.subarray(stderr.length - stderrMaxBytes);
  });

  let hardKill: NodeJS.Timeout | undefined;
  let ended = false;
  const kill = () => {
    if (ended || child.pid === undefined) return;
    // TERM first: git removes its temporary and lock files then.
    killGroup(child.pid, "SIGTERM");
    if (hardKill !== undefined) return;
    const pid = child.pid;
    hardKill = setTimeout(() => killGroup(pid, "SIGKILL"), killAfterMs);
    hardKill.unref();
  };
  const onAbort = () => {
    kill();
    child.stdout.destroy();
  };
  options.signal?.addEventListener("abort", onAbort, { once: true });

  let startError: Error | null = null;
  const closed = new Promise<GitExit>((resolve) => {
    child.once("error", (error) => {
      startError = error;
      if (child.pid === undefined) {
        finish();
        resolve({ code: null, signal: null });
      }
    });
    child.once("exit", () => finish());
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const finish = () => {
    ended = true;
    clearTimeout(hardKill);
    options.signal?.removeEventListener("abort", onAbort);
    release();
  };

  return {
    stdin: child.stdin,
    stdout: child.stdout,
    pid: child.pid ?? -1,
    closed,
    stderrText: () => (startError === null ? stderr.toString("utf8") : `fatal: ${startError.message}`),
    kill,
  };
}

/** The processes that it starts inherit it. */
function yieldProcessor(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system has no priorities: it runs like any other.
  }
}

function killGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
