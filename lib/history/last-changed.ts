import "server-only";
import { LRUCache } from "lru-cache";
import { connection } from "@/lib/artifacts/connection";
import type { ContentRepo } from "@/lib/artifacts/content";
import { perProcess } from "@/lib/process/per-process";
import type { LastChanged } from "@/lib/wire/answers";
import { createLastChangedWalk, type LastChangedWalk, type LookLimits } from "./last-changed-walk";

export const lookLimits = {
  commitsAtFirst: 1_000,
  commitsMax: 10_000,
  /** What one request of the browser may take. */
  turnMs: 700,
  /** What a page waits: enough where Artifacts is near, not felt where it is far. */
  pageMs: 60,
};

/** Walks under way and done; a walk from a newer commit ends at one that is done. */
const walks = perProcess("last-changed-walks", () => new LRUCache<string, LastChangedWalk>({ max: 64 }));

/**
 * Which commit last changed each entry of the directory `path` of a commit, or one of them, as far as the limits allow; asked again,
 * it goes on from there. Throws `ArtifactsError`.
 */
export async function readLastChanged(
  repo: ContentRepo,
  commitHash: string,
  path: string,
  limits: LookLimits,
): Promise<LastChanged> {
  const { apiBase, account } = connection();
  const keyOf = (commit: string) => [apiBase, account, repo.id, commit, path].join("\n");
  let walk = walks().get(keyOf(commitHash));
  if (walk === undefined) {
    walk = createLastChangedWalk(repo, commitHash, path.split("/").filter(Boolean), (commit) =>
      commit === commitHash ? undefined : walks().peek(keyOf(commit)),
    );
    walks().set(keyOf(commitHash), walk);
  }
  return walk.advance(limits);
}
