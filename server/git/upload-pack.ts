import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GitError, requestComplaint } from "./git-error";
import { PktError } from "./pkt-reader";
import { exitError, type GitExit, type GitProcess, type GitRunner } from "./run-git";

export interface UploadPackOptions {
  gitDir: string;
  /** The client's `Git-Protocol`, already checked; null is v0. */
  protocol: string | null;
  signal: AbortSignal;
}

/** A round of upload-pack without state: `request` in, the answer out. Errors before the first byte are `GitError`. */
export function uploadPack(runner: GitRunner, request: Readable, options: UploadPackOptions): Readable {
  return streamOf(runner, ["upload-pack", "--stateless-rpc", "--strict", options.gitDir], request, options);
}

/** The refs (v0, v1) or capabilities (v2) that open a fetch. */
export function advertiseUploadPack(runner: GitRunner, options: UploadPackOptions): Readable {
  const args = ["upload-pack", "--stateless-rpc", "--advertise-refs", "--strict", options.gitDir];
  return streamOf(runner, args, null, options);
}

function streamOf(
  runner: GitRunner,
  args: readonly string[],
  request: Readable | null,
  options: UploadPackOptions,
): Readable {
  async function* chunks(): AsyncGenerator<Buffer> {
    const child = await runner.start(args, {
      slot: "transfer",
      signal: options.signal,
      env: options.protocol === null ? {} : { GIT_PROTOCOL: options.protocol },
    });
    try {
      let inputError: unknown = null;
      if (request === null) child.stdin.end();
      else {
        pipeline(request, child.stdin).catch((error: unknown) => {
          // Git may stop reading when it has all it needs.
          if (isBrokenPipe(error)) return;
          inputError = error;
          child.kill();
        });
      }
      let isEmpty = true;
      for await (const chunk of child.stdout) {
        isEmpty = false;
        yield chunk;
      }
      const exit = await child.closed;
      if (inputError !== null) throw inputError;
      if (options.signal.aborted) throw new GitError("aborted", "the request was aborted");
      // A git that gives up by itself has said so to the client within the stream; one that was killed has not.
      if (exit.signal !== null || (exit.code !== 0 && isEmpty)) throw failureOf(exit, child);
    } finally {
      child.kill();
    }
  }
  return Readable.from(chunks(), { objectMode: false, highWaterMark: 256 * 1024 });
}

/** A request that Git cannot read is `PktError`; everything else is Git's failure. */
function failureOf(exit: GitExit, child: GitProcess): Error {
  const complaint = exit.signal === null ? requestComplaint(child.stderrText()) : null;
  return complaint === null ? exitError(["upload-pack"], exit, child) : new PktError(complaint);
}

function isBrokenPipe(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EPIPE" || code === "ERR_STREAM_PREMATURE_CLOSE" || code === "ECONNRESET";
}
