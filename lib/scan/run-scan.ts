import "server-only";
import { type ScanEvent, type ScanRequest, scanLimits } from "@/lib/wire/scan-events";
import { scanHistory } from "./scan-history";
import { scanNamespace } from "./scan-namespace";
import { scanRef } from "./scan-ref";
import { type RepoToScan, scanRepo } from "./scan-repo";
import { openScanRun, type ScanLimits } from "./scan-run";
import { takeFile } from "./take-file";
import { tellScan } from "./tell-scan";
import { type TextReader, textReader } from "./text-reader";
import { trySecrets } from "./try-secrets";

interface RunOptions {
  signal: AbortSignal;
  limits?: Partial<ScanLimits>;
  reader?: TextReader;
}

/**
 * Looks for tokens in the files of a ref, of a whole history, or of every repo's default branch, and asks Git about each Artifacts
 * token it finds. Secrets stay in this run's memory: it reports masks and places. It ends at the first bound, with a cursor.
 */
export async function runScan(
  { scope, after, found = [] }: ScanRequest,
  emit: (event: ScanEvent) => void,
  { signal, limits, reader = textReader() }: RunOptions,
): Promise<void> {
  const late = AbortSignal.timeout(limits?.timeMs ?? scanLimits.timeMs);
  const over = new AbortController();
  const work = AbortSignal.any([signal, late, over.signal]);
  const run = openScanRun({ scope, cursor: after, limits, emit, reader, work });
  const tell = tellScan(run);
  const tries = trySecrets({ emit, secretsMax: run.limits.secrets, signal });
  const scan = (target: RepoToScan) =>
    scanRepo(run, target, {
      onFile: (tips, file) => takeFile({ run, tell, tryOut: tries.add }, target.repo, tips, file),
      onStep: tell.progress,
    });

  try {
    if (scope.kind === "ref") await scanRef(run, scope, after, scan);
    else if (scope.kind === "history") await scanHistory(run, scope, { after, found }, scan);
    else await scanNamespace(run, scope, { after, onRepo: tell.progress }, scan);
  } catch (error) {
    if (signal.aborted || !late.aborted) throw error;
    run.pause ??= "time";
  } finally {
    // Reading ahead ends with this run.
    over.abort();
  }
  await tries.end();
  tell.origins();
  const { pause, cursor, history } = run;
  const counts = { ...run.counts };
  if (pause !== null) emit({ type: "paused", reason: pause, cursor, counts });
  else emit({ type: "done", isHistoryCut: history.isCut, counts });
}
