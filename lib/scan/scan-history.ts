import "server-only";
import { openRepo } from "@/lib/reading/open-repo";
import type { FollowedPlace, ScanCursor, ScanScope } from "@/lib/wire/scan-events";
import { listHistory } from "./list-history";
import { readTreeOnce } from "./read-tree-once";
import type { ScanOne } from "./scan-repo";
import type { ScanRun } from "./scan-run";
import { tipsOf } from "./scan-targets";
import { trackOrigins } from "./track-origins";

interface HistoryOptions {
  after: ScanCursor | null;
  /** Places of earlier runs, of which older commits are looked for. */
  found: readonly FollowedPlace[];
}

/** The files of every commit that branches and tags lead to. */
export async function scanHistory(
  run: ScanRun,
  { namespace, repo: name }: Extract<ScanScope, { kind: "history" }>,
  { after, found }: HistoryOptions,
  scan: ScanOne,
): Promise<void> {
  const { content: repo, refs } = await openRepo(namespace, name);
  const all = tipsOf(refs);
  const tips = after?.tips ?? all.tips;
  run.emit({
    type: "begun",
    commit: null,
    branches: refs.branches.length,
    tags: refs.tags.length,
    tipsLeftOut: all.leftOut,
    reposTotal: null,
  });
  if (tips.length === 0) return;
  const origins = trackOrigins(readTreeOnce(repo, run.seen.trees, run.bulk, run.work), found);
  run.origins = origins;
  const isTip = new Set(tips);
  const from = after ?? { repos: null, tips, commits: 0, position: null };
  const history = listHistory(repo, tips, { bulk: run.bulk, signal: run.work, left: run.history });
  const commits = skip(history, from.commits, (commit) => origins.meet(commit, isTip.has(commit.hash)));
  await scan({ repo, from, commits });
}

/** The items after the first `count`; calls `hear` with each of those. */
async function* skip<T>(
  source: AsyncGenerator<T, void>,
  count: number,
  hear: (item: T) => void,
): AsyncGenerator<T, void> {
  let left = count;
  for await (const item of source) {
    if (left <= 0) {
      yield item;
      continue;
    }
    left -= 1;
    hear(item);
  }
}
