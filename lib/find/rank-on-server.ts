import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ContentRepo } from "@/lib/artifacts/content";
import { joinPath, pathLine } from "@/lib/wire/path-lines";
import { listPaths } from "./list-paths";
import { addPaths, emptyPathIndex, type Ranking, rankInSteps } from "./rank-paths";

export interface ServerRanking extends Ranking {
  /** Files that were looked at. */
  count: number;
  /** False: the time was over before the list was whole. */
  isWhole: boolean;
}

/** The best paths of a tree for the first paint, among those that are listed within the time. */
export async function rankOnServer(
  repo: ContentRepo,
  treeHash: string,
  query: string,
  { limit, timeMs }: { limit: number; timeMs: number },
): Promise<ServerRanking> {
  const index = emptyPathIndex();
  const late = AbortSignal.timeout(timeMs);
  let isWhole = false;
  try {
    for await (const chunk of listPaths(repo, treeHash, { signal: late })) {
      for (const text of new TextDecoder().decode(chunk).split("\n")) {
        if (text === "") continue;
        const line = pathLine.parse(JSON.parse(text));
        if ("end" in line) isWhole = line.next === null;
        else
          addPaths(
            index,
            line.names.map((name) => joinPath(line.directory, name)),
          );
      }
      await nextTurn();
    }
  } catch (error) {
    if (!late.aborted) throw error;
  }
  const steps = rankInSteps(index, query, { limit });
  for (;;) {
    const step = steps.next();
    if (step.done) return { ...step.value, count: index.paths.length, isWhole };
    await nextTurn();
  }
}
