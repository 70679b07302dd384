import "server-only";
import type { Commit } from "@/contract/content";
import type { ContentRepo } from "@/lib/artifacts/content";
import type { ScanCursor } from "@/lib/wire/scan-events";
import { type SeenFile, scanCommits } from "./scan-commits";
import type { ScanRun } from "./scan-run";

export interface RepoToScan {
  repo: ContentRepo;
  from: ScanCursor;
  /** Those from the cursor on. */
  commits: AsyncGenerator<Commit, void>;
}

export type ScanOne = (target: RepoToScan) => Promise<void>;

/** Looks through the commits of a repo, until one of the run's bounds is met; the run's cursor follows. */
export async function scanRepo(
  run: ScanRun,
  { repo, from, commits }: RepoToScan,
  { onFile, onStep }: { onFile(tips: ReadonlySet<string>, file: SeenFile): void; onStep(): void },
): Promise<void> {
  const { bulk, seen, reader, directories, counts, limits } = run;
  const tips = new Set(from.tips);
  let behind = from.commits;
  run.cursor = from;
  const steps = scanCommits(repo, commits, {
    bulk,
    seen,
    reader,
    position: from.position,
    directories,
    signal: run.work,
    maxBytes: limits.blobBytes,
  });
  for await (const step of steps) {
    if ("done" in step) {
      await run.origins?.pass(step.done, tips.has(step.done.hash));
      behind += 1;
      counts.commits += 1;
      run.cursor = { ...from, commits: behind, position: null };
    } else {
      onFile(tips, step.file);
      run.cursor = { ...from, commits: behind, position: step.file.position };
    }
    if (counts.files >= limits.files) run.pause ??= "files";
    if (counts.blobs >= limits.blobs) run.pause ??= "blobs";
    if (counts.bytes >= limits.bytes) run.pause ??= "bytes";
    if (run.pause !== null) break;
    onStep();
  }
  if (directories.left <= 0) run.pause ??= "directories";
  if (run.pause === null) counts.repos += 1;
}
