import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { failPoint } from "@/server/fail-point";
import type { GitRunner } from "@/server/git/run-git";
import { packYoungCruft } from "@/server/git/tidy-repo";
import { countInIndex } from "./count-objects";
import { syncFolder } from "./durable";
import { listPacks, oldestInCruft } from "./list-packs";

export interface ExpireOptions {
  runner: GitRunner;
  gitDir: string;
  /** A new path of which packs are made; on the disk of the repo. */
  workDir: string;
  /** What was last wanted before goes. */
  beforeMs: number;
  signal: AbortSignal;
  /** Runs `swap` when no ref of the repo has moved since before that repack, none moves while it runs, and nobody reads. */
  ifUnchanged: (prepare: () => Promise<void>, swap: () => Promise<void>) => Promise<boolean>;
}

/**
 * Drops objects that no ref has led to for long, right after a whole repack: what refs lead to is elsewhere then. It is the only thing here that loses objects, so it begins again another
 * day when a ref moved meanwhile, or somebody reads the repo: either may lead to them. Answers whether something was dropped.
 */
export async function expireObjects(options: ExpireOptions): Promise<boolean> {
  const { runner, gitDir, workDir, beforeMs, signal } = options;
  const objectDir = join(gitDir, "objects");
  const packDir = join(objectDir, "pack");
  let isDropped = false;
  for (const { name: cruft } of (await listPacks(objectDir)).filter((pack) => pack.isCruft)) {
    const oldest = await oldestInCruft(packDir, cruft);
    if (oldest !== null && oldest >= beforeMs) continue;
    let young = "";
    const prepare = async () => {
      const kept = (await listPacks(objectDir)).map((pack) => pack.name).filter((name) => name !== cruft);
      const hash = await packYoungCruft(runner, {
        gitDir,
        signal,
        cruft,
        kept,
        afterMs: beforeMs,
        prefix: join(workDir, "pack"),
      });
      young = `pack-${hash}`;
      failPoint("expire:packed");
    };
    const swap = async () => {
      if (young === cruft) return;
      // It may name the pack that goes.
      await rm(join(packDir, "multi-pack-index"), { force: true });
      failPoint("expire:index-dropped");
      if ((await countInIndex(join(workDir, `${young}.idx`))) > 0) {
        for (const kind of ["pack", "rev", "mtimes", "idx"]) {
          await rename(join(workDir, `${young}.${kind}`), join(packDir, `${young}.${kind}`));
        }
        await syncFolder(packDir);
      }
      failPoint("expire:pack-moved");
      for (const kind of ["idx", "pack", "rev", "mtimes"]) {
        await rm(join(packDir, `${cruft}.${kind}`), { force: true });
        if (kind === "idx") failPoint("expire:old-index-removed");
      }
      await syncFolder(packDir);
      isDropped = true;
      failPoint("expire:done");
    };
    await options.ifUnchanged(prepare, swap);
  }
  return isDropped;
}
