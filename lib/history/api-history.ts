import "server-only";
import { type Commit, logLimitMax } from "@/contract/content";
import { type ContentRepo, isNoObject, listCommits } from "@/lib/artifacts/content";

/** How many tips are read; each costs calls. */
const tipsMax = 64;

export interface ApiCommits {
  commits: Commit[];
  /** Whether every commit that the tips lead to is here. */
  isWhole: boolean;
}

/** The newest `most` commits of each tip by the log of the API, 1,000 a call; less of one that meets what is known already. */
export async function readApiCommits(
  repo: ContentRepo,
  tips: readonly string[],
  { most, signal }: { most: number; signal?: AbortSignal },
): Promise<ApiCommits> {
  const known = new Map<string, Commit>();
  let isWhole = tips.length <= tipsMax;
  for (const tip of tips.slice(0, tipsMax)) {
    if (known.has(tip)) continue;
    if (!(await readLog(repo, tip, { known, most, signal }))) isWhole = false;
  }
  return { commits: [...known.values()], isWhole };
}

/** Whether the log has been read to its end, or to what is known. */
async function readLog(
  repo: ContentRepo,
  tip: string,
  { known, most, signal }: { known: Map<string, Commit>; most: number; signal?: AbortSignal },
): Promise<boolean> {
  for (let offset = 0; offset < most; offset += logLimitMax) {
    signal?.throwIfAborted();
    const page = await logPage(repo, tip, offset);
    const before = new Set(known.keys());
    for (const commit of page) known.set(commit.hash, commit);
    if (page.length < logLimitMax) return true;
    const isOver = page.every(
      ({ hash, parents }) => before.has(hash) || parents.every((one) => known.has(one)),
    );
    if (isOver) return true;
  }
  return false;
}

/** Empty for a ref that leads to no commit. */
async function logPage(repo: ContentRepo, tip: string, offset: number): Promise<Commit[]> {
  try {
    return await listCommits(repo, tip, { limit: logLimitMax, offset });
  } catch (error) {
    if (isNoObject(error)) return [];
    throw error;
  }
}
