import type { LeftOut, ScanHit } from "@/lib/wire/scan-events";
import type { ScanRun } from "./scan-run";

const progressEveryMs = 250;
/** A cursor with every tip of a large repo is 40 KB. */
const progressManyTipsEveryMs = 2_000;

export type ScanTeller = ReturnType<typeof tellScan>;

/** Reports what a run finds, each place once, and its progress at intervals. */
export function tellScan(run: ScanRun) {
  const places = new Set<string>();
  let leftOutCount = 0;
  let toldAt = 0;

  const origins = () => {
    for (const { path, blob, origin } of run.origins?.takeChanges() ?? []) {
      const { hash, committedAt } = origin;
      run.emit({ type: "since", path, blob, since: { commit: hash, committedAt } });
    }
  };

  return {
    /** Commits that are older than those reported as the origin of a place before. */
    origins,
    progress() {
      const { counts, cursor, repo } = run;
      const everyMs = (cursor?.tips.length ?? 0) > 50 ? progressManyTipsEveryMs : progressEveryMs;
      if (Date.now() - toldAt < everyMs) return;
      toldAt = Date.now();
      origins();
      run.emit({ type: "progress", counts: { ...counts }, cursor, repo });
    },
    hit(hit: ScanHit) {
      const place = [hit.repo, hit.blob, hit.line, hit.column, hit.path].join("\n");
      if (places.has(place)) return;
      places.add(place);
      run.emit({ type: "hit", hit });
      if (places.size >= run.limits.hits) run.pause ??= "hits";
    },
    /** A file; the first of them by name. */
    leftOut(file: LeftOut) {
      leftOutCount += 1;
      if (leftOutCount <= run.limits.leftOut) run.emit({ type: "left-out", file });
    },
  };
}
