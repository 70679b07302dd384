import { Readable } from "node:stream";
import { GitError } from "./git-error";
import { exitError, type GitRunner } from "./run-git";

/** The content of a blob that is known to be there, by a process of its own: no other read waits behind a large one. */
export async function readBlob(
  runner: GitRunner,
  gitDir: string,
  hash: string,
  signal: AbortSignal,
): Promise<Readable> {
  const child = await runner.start(["cat-file", "blob", hash], { slot: "transfer", gitDir, signal });
  child.stdin.end();
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      yield* child.stdout;
      const exit = await child.closed;
      if (signal.aborted) throw new GitError("aborted", "the request was aborted");
      if (exit.code !== 0) throw exitError(["cat-file"], exit, child, signal);
    } finally {
      child.kill();
    }
  }
  const content = Readable.from(chunks(), { objectMode: false, highWaterMark: 256 * 1024 });
  // A generator that was never started has no `finally` to run.
  content.once("close", () => {
    child.kill();
    child.stdout.destroy();
  });
  return content;
}
