import "server-only";
import type { Commit } from "@/contract/content";
import { bulkRateLimit } from "@/lib/artifacts/bulk-rate-limit";
import { type ContentRepo, getCommit, isNoCommit, listCommits } from "@/lib/artifacts/content";

const pageMax = 1_000;
/** A branch is mostly a few commits away from those that came before it. */
const firstPage = 50;
const tipsAhead = 16;

interface HistoryOptions {
  signal: AbortSignal;
  /** Commits after which it ends; `isCut` says so then. */
  left: { commits: number; isCut: boolean };
}

/**
 * Every commit that the tips lead to, once, always in the same order: the tips first, then what is before each, newest first. A log
 * is read as far as it holds something new: what is before a commit that another tip led to has been told with that one.
 */
export async function* listHistory(
  repo: ContentRepo,
  tips: readonly string[],
  { signal, left }: HistoryOptions,
): AsyncGenerator<Commit, void> {
  const limiter = bulkRateLimit();
  const told = new Set<string>();
  const isOver = () => {
    left.commits -= 1;
    left.isCut ||= left.commits < 0;
    return left.isCut;
  };
  const readTip = (hash: string) =>
    limiter(() => getCommit(repo, hash)).catch((error: unknown) => {
      // A tag may be on a tree or a blob.
      if (isNoCommit(error)) return null;
      throw error;
    });
  const ahead: Promise<Commit | null>[] = [];
  const roots: string[] = [];
  for (const [index, hash] of tips.entries()) {
    for (let next = index + ahead.length; ahead.length < tipsAhead && next < tips.length; next += 1) {
      const reading = readTip(tips[next] ?? hash);
      reading.catch(() => undefined);
      ahead.push(reading);
    }
    signal.throwIfAborted();
    const commit = await ahead.shift();
    if (!commit || told.has(commit.hash)) continue;
    told.add(commit.hash);
    roots.push(commit.hash);
    if (isOver()) return;
    yield commit;
  }

  /** Commits whose parents have been told as well, and all before them. */
  const closed = new Set<string>();
  for (const root of roots) {
    if (closed.has(root)) continue;
    const wanted = new Set([root]);
    let limit = closed.size === 0 ? pageMax : firstPage;
    for (let offset = 0; wanted.size > 0; ) {
      signal.throwIfAborted();
      const page = await limiter(() => listCommits(repo, root, { limit, offset }));
      for (const commit of page) {
        wanted.delete(commit.hash);
        if (closed.has(commit.hash)) continue;
        closed.add(commit.hash);
        for (const parent of commit.parents) if (!closed.has(parent)) wanted.add(parent);
        if (told.has(commit.hash)) continue;
        told.add(commit.hash);
        if (isOver()) return;
        yield commit;
      }
      // The rest is not there: an import may have brought a part of the history only.
      if (page.length < limit) break;
      offset += page.length;
      limit = pageMax;
    }
  }
}
