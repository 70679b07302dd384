import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ToolError } from "./tool-error";

/** The service lets running requests finish for 30 seconds; a little more than that. */
const stopLimitMs = 35_000;
/** npm passes a Ctrl-C on that the terminal has sent already: the same key press arrives twice. */
const sameKeyPressMs = 500;

const parentPollMs = 500;

const exitWithParent = fileURLToPath(new URL("./exit-with-parent.cjs", import.meta.url));

/** What makes a program of Node's stop when we are gone: arguments and environment, beside an IPC channel to us. */
export const boundToUs = {
  // Not `--import`: with it Node 20.9 refuses to start a file without an ending, as Next's command is.
  args: ["--require", exitWithParent],
  env: { VITRINE_PARENT_PID: String(process.pid) },
};

export interface ChildOptions {
  /** As it stands in a sentence: "service", "dashboard". */
  name: string;
  /** Arguments to node: the program and its own. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** A whole line, without its end. Without one the child writes to our own stdout or stderr. */
  onStdout?: (line: string) => void;
  onStderr?: (line: string) => void;
}

interface Child {
  name: string;
  process: ChildProcess;
  ended: Promise<string>;
  hasEnded: boolean;
}

/** The programs of one command: they run together, and none outlives the others or us. */
export class Children {
  private readonly children: Child[] = [];
  private stopAskedAt: number | null = null;
  private firstEnd: { name: string; how: string } | null = null;
  private wake: () => void = () => {};
  private readonly over = new Promise<void>((resolve) => {
    this.wake = resolve;
  });

  constructor() {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => this.onSignal());
    this.stopWithNpm();
  }

  get isStopping(): boolean {
    return this.stopAskedAt !== null;
  }

  start(options: ChildOptions): void {
    const child = spawn(process.execPath, [...boundToUs.args, ...options.args], {
      env: { ...options.env, ...boundToUs.env },
      stdio: ["ignore", options.onStdout ? "pipe" : "inherit", options.onStderr ? "pipe" : "inherit", "ipc"],
      // A group of its own: Ctrl-C reaches us alone, and we decide in which order things stop.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    if (child.stdout && options.onStdout) createInterface(child.stdout).on("line", options.onStdout);
    if (child.stderr && options.onStderr) createInterface(child.stderr).on("line", options.onStderr);
    const ended = new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(error.message));
      child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    const entry: Child = { name: options.name, process: child, ended, hasEnded: false };
    this.children.push(entry);
    ended.then((how) => {
      entry.hasEnded = true;
      this.firstEnd ??= { name: entry.name, how };
      this.wake();
    });
  }

  /** Resolves to what `ready` gives; throws when a child ends, or a stop is asked for, before. */
  async until<T>(ready: Promise<T>): Promise<T> {
    const ended = this.over.then((): never => {
      throw new EndedEarly(this.firstEnd);
    });
    return Promise.race([ready, ended]);
  }

  /** Waits until a child ends or a signal comes, stops the rest, and gives our exit code. */
  async untilEnd(): Promise<number> {
    await this.over;
    const end = this.firstEnd;
    if (this.isStopping || end === null) {
      await this.stop();
      return 0;
    }
    const others = this.children.filter((child) => !child.hasEnded).map((child) => child.name);
    const rest = others.length > 0 ? ` The ${others.join(" and the ")} is being stopped.` : "";
    process.stderr.write(`The ${end.name} stopped unexpectedly (${end.how}).${rest}\n`);
    await this.stop();
    return 1;
  }

  /** For a single program that speaks for itself: its exit code is ours. */
  async untilOnlyEnd(): Promise<number> {
    await this.over;
    if (this.isStopping) await this.stop();
    return this.children[0]?.process.exitCode ?? 1;
  }

  async stop(): Promise<void> {
    this.stopAskedAt ??= Date.now();
    const running = this.children.filter((child) => !child.hasEnded);
    for (const child of running) child.process.kill("SIGTERM");
    const limit = setTimeout(() => this.kill(), stopLimitMs);
    await Promise.all(running.map((child) => child.ended));
    clearTimeout(limit);
  }

  /**
   * A SIGTERM to npm ends npm and its shell, which do not pass it on. Only under npm: started by a shell directly, we
   * may well be meant to outlive it.
   */
  private stopWithNpm(): void {
    if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && !this.isStopping) this.onSignal();
    }, parentPollMs).unref();
  }

  private onSignal(): void {
    if (this.stopAskedAt === null) {
      this.stopAskedAt = Date.now();
      this.wake();
    } else if (Date.now() - this.stopAskedAt > sameKeyPressMs) {
      this.kill();
    }
  }

  private kill(): void {
    for (const { process: child, hasEnded } of this.children) {
      if (hasEnded || child.pid === undefined) continue;
      try {
        // The whole group: git processes too.
        if (process.platform === "win32") child.kill("SIGKILL");
        else process.kill(-child.pid, "SIGKILL");
      } catch {
        // It ended between the question and the signal.
      }
    }
  }
}

/** A child ended, or a stop was asked for, before all was ready. */
export class EndedEarly extends ToolError {
  readonly end: { name: string; how: string } | null;
  constructor(end: { name: string; how: string } | null) {
    super(end === null ? "Stopped." : `The ${end.name} did not start (${end.how}).`);
    this.end = end;
  }
}
