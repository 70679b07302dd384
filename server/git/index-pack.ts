import type { Readable, Writable } from "node:stream";
import { BadModeWarnings, refuseOddModes } from "./check-modes";
import { GitError } from "./git-error";
import { quarantineEnv } from "./quarantine-env";
import { exitError, type GitRunner } from "./run-git";

/**
 * Faults that old but honest histories carry. Everything else that fsck calls an error refuses the pack: those are
 * malformed objects, or attacks on a checkout (`.git` in a tree, hostile `.gitmodules`).
 */
export const toleratedFaults = [
  "badDate",
  "badDateOverflow",
  "badEmail",
  "badName",
  "badTimezone",
  "missingEmail",
  "missingNameBeforeEmail",
  "missingSpaceBeforeDate",
  "missingSpaceBeforeEmail",
  "multipleAuthors",
  "nullSha1",
  "zeroPaddedDate",
  "zeroPaddedFilemode",
];

/**
 * A few bytes of delta can stand for an object of gigabytes, which git would build in memory. What clients send as
 * deltas is smaller than their `core.bigFileThreshold`, 512 MiB as it comes; whole objects are streamed.
 */
const allocationMax = "640m";

/**
 * How much of a pack may wait for git. A pipe takes 64 kB at a time: with no more than that in hand, git would wait for
 * us after each, and we for git.
 */
const queuedMaxBytes = 1024 * 1024;

const strict = `--strict=${toleratedFaults.map((fault) => `${fault}=ignore`).join(",")}`;

export interface IndexPackOptions {
  /** The repo that gets the objects: deltas may lean on what it has. */
  gitDir: string;
  repoObjectDir: string;
  /** Where the pack is kept; it has a folder `pack`. */
  objectDir: string;
  /** Commits whose parents the sender does not have either. */
  shallowFile: string | null;
  maxSizeBytes: number;
  signal: AbortSignal;
  onProgress?: ((chunk: Buffer) => void) | undefined;
}

export interface IndexedPack {
  /** Whether its objects name no others: whatever is in it is there with all that it reaches. */
  isSelfContained: boolean;
}

/**
 * Streams a pack into `git index-pack`, which checks each object, and that those it names are there. The files are not
 * flushed. Throws `GitError`; a pack that is refused is "failed".
 */
export async function indexPack(
  runner: GitRunner,
  pack: Readable,
  options: IndexPackOptions,
): Promise<IndexedPack> {
  const { gitDir, signal, onProgress } = options;
  const args = [
    // Who keeps the pack flushes its files, all at once; git would do it one after the other.
    "-c",
    "core.fsync=none",
    ...(options.shallowFile === null ? [] : ["--shallow-file", options.shallowFile]),
    "index-pack",
    "--stdin",
    // Pushes leave out what the other side has: complete the pack, so that it stands alone.
    "--fix-thin",
    strict,
    // The exit code gives the result; the objects have been walked by then.
    "--check-self-contained-and-connected",
    `--max-input-size=${options.maxSizeBytes}`,
    // The sender shows how much it has sent; only what comes after is left to show.
    ...(onProgress ? ["--show-resolving-progress"] : []),
  ];
  const env = quarantineEnv(options.objectDir, options.repoObjectDir);
  const warnings = new BadModeWarnings();
  const child = await runner.start(args, {
    slot: "transfer",
    gitDir,
    signal,
    env: { ...env, GIT_ALLOC_LIMIT: allocationMax },
    onStderr: (chunk) => {
      warnings.read(chunk);
      onProgress?.(chunk);
    },
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString("latin1");
  });
  // Git that refuses a pack closes its end early; its exit says why, not the broken pipe.
  let inputError: unknown = null;
  const feeding = feed(pack, child.stdin).catch((error: unknown) => {
    inputError = error;
    child.kill();
  });
  const exit = await child.closed;
  // Once git is gone nothing takes the rest of the pack: the caller drains or drops it.
  child.stdin.destroy();
  await feeding;
  if (signal.aborted) throw new GitError("aborted", "the request was aborted");
  if (inputError !== null) throw new GitError("aborted", "the pack ended early", { cause: inputError });
  // 1 means that it leans on others. A pack that is refused ends git with 128, and before it prints a name.
  const [, behind] = /^(?:pack|keep)\t[0-9a-f]{40}\n([\s\S]*)$/.exec(printed) ?? [];
  if (behind === undefined || (exit.code !== 0 && exit.code !== 1)) {
    throw exitError(["index-pack"], exit, child, signal);
  }
  // Git hands on what it has read beyond the end.
  if (behind !== "") {
    const stderr = "fatal: there is garbage behind the pack";
    throw new GitError("failed", "git index-pack read beyond the pack", { stderr });
  }
  await refuseOddModes(runner, gitDir, warnings.trees, { env, signal });
  return { isSelfContained: exit.code === 0 };
}

/**
 * Resolves when all is written or the sink is gone (the source is left paused then, unharmed); rejects when the source
 * fails or is cut off.
 */
function feed(source: Readable, sink: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      source.off("data", onData);
      source.off("end", onEnd);
      source.off("error", onError);
      source.off("close", onCut);
      sink.off("drain", onDrain);
      sink.off("close", onGone);
    };
    const onData = (chunk: Buffer) => {
      if (!sink.write(chunk) && sink.writableLength > queuedMaxBytes) source.pause();
    };
    const onDrain = () => {
      source.resume();
    };
    const onEnd = () => {
      leave();
      sink.end();
      resolve();
    };
    const onGone = () => {
      leave();
      source.pause();
      resolve();
    };
    const onError = (error: Error) => {
      leave();
      reject(error);
    };
    const onCut = () => onError(new Error("the stream was closed before its end"));
    if (source.readableEnded) {
      onEnd();
      return;
    }
    if (source.destroyed) {
      onCut();
      return;
    }
    source.on("data", onData);
    source.on("end", onEnd);
    source.on("error", onError);
    source.on("close", onCut);
    sink.on("drain", onDrain);
    sink.on("close", onGone);
    source.resume();
  });
}
