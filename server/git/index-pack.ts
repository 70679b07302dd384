import type { Readable, Writable } from "node:stream";
import { GitError } from "./git-error";
import { quarantineEnv } from "./quarantine-env";
import { exitError, type GitRunner } from "./run-git";

/**
 * Faults that old but honest histories carry. Everything else that fsck calls an error refuses the pack: those are
 * malformed objects, or traps for who checks them out (`.git` in a tree, hostile `.gitmodules`).
 */
const toleratedFaults = [
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

/** Streams a pack into `git index-pack`, which checks each object. Throws `GitError`; a pack that is refused is "failed". */
export async function indexPack(runner: GitRunner, pack: Readable, options: IndexPackOptions): Promise<void> {
  const { gitDir, signal, onProgress } = options;
  const args = [
    ...(options.shallowFile === null ? [] : ["--shallow-file", options.shallowFile]),
    "index-pack",
    "--stdin",
    // Pushes leave out what the other side has: complete the pack, so that it stands alone.
    "--fix-thin",
    strict,
    `--max-input-size=${options.maxSizeBytes}`,
    // The sender shows how much it has sent; what is left to tell is what comes after.
    ...(onProgress ? ["--show-resolving-progress"] : []),
  ];
  const child = await runner.start(args, {
    slot: "transfer",
    gitDir,
    signal,
    env: quarantineEnv(options.objectDir, options.repoObjectDir),
    ...(onProgress ? { onStderr: onProgress } : {}),
  });
  child.stdout.resume();
  // Git that refuses a pack closes its end early; its exit says why, not the broken pipe.
  let inputError: unknown = null;
  const feeding = feed(pack, child.stdin).catch((error: unknown) => {
    inputError = error;
    child.kill();
  });
  const exit = await child.closed;
  // Once git is gone nobody takes the rest of the pack: that is for the caller to drain or drop.
  child.stdin.destroy();
  await feeding;
  if (signal.aborted) throw new GitError("aborted", "the request was aborted");
  if (inputError !== null) throw new GitError("aborted", "the pack ended early", { cause: inputError });
  if (exit.code !== 0) throw exitError(["index-pack"], exit, child, signal);
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
      if (!sink.write(chunk)) source.pause();
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
