import "server-only";
import type { Commit } from "@/contract/content";
import type { InTurn } from "@/lib/artifacts/bulk-calls";
import { type ContentRepo, getCommit, isNoObject, listCommits } from "@/lib/artifacts/content";

const pageMax = 1_000;
/** A branch is mostly a few commits away from those that came before it. */
const firstPage = 50;
const tipsAhead = 16;

interface HistoryOptions {
  bulk: InTurn;
  signal: AbortSignal;
  /** Commits after which it ends; `isCut` says so then. */
  left: { commits: number; isCut: boolean };
}

/**
 * Every commit that the tips lead to, once, always in the same order: the tips, then what is before each, newest first. A log
 * is read as far as it holds something new: what is before a commit that another tip led to has been listed with that one.
 */
export async function* listHistory(
  repo: ContentRepo,
  tips: readonly string[],
  { bulk, signal, left }: HistoryOptions,
): AsyncGenerator<Commit, void> {
  const told = new Set<string>();
  const roots: string[] = [];
  for await (const tip of readTips(repo, tips, bulk, signal)) {
    if (told.has(tip.hash)) continue;
    told.add(tip.hash);
    roots.push(tip.hash);
    if (isOver(left)) return;
    yield tip;
  }
  /** Commits whose ancestors have all been listed as well. */
  const closed = new Set<string>();
  for (const root of roots) {
    for await (const commit of readLog(repo, root, closed, bulk, signal)) {
      if (told.has(commit.hash)) continue;
      told.add(commit.hash);
      if (isOver(left)) return;
      yield commit;
    }
  }
}

function isOver(left: HistoryOptions["left"]): boolean {
  left.commits -= 1;
  left.isCut ||= left.commits < 0;
  return left.isCut;
}

/** The commits of the tips, in order, some asked for at once. A tag on a tree or a blob is left out. */
async function* readTips(
  repo: ContentRepo,
  tips: readonly string[],
  bulk: InTurn,
  signal: AbortSignal,
): AsyncGenerator<Commit, void> {
  const read = (hash: string) => {
    const reading = bulk(() => getCommit(repo, hash)).catch((error: unknown) => {
      if (isNoObject(error)) return null;
      throw error;
    });
    reading.catch(() => undefined);
    return reading;
  };
  const ahead = tips.slice(0, tipsAhead).map(read);
  for (const index of tips.keys()) {
    signal.throwIfAborted();
    const commit = await ahead.shift();
    const next = tips[index + tipsAhead];
    if (next !== undefined) ahead.push(read(next));
    if (commit) yield commit;
  }
}

/** The log of a commit as far as it is not `closed`, which it then is. */
async function* readLog(
  repo: ContentRepo,
  root: string,
  closed: Set<string>,
  bulk: InTurn,
  signal: AbortSignal,
): AsyncGenerator<Commit, void> {
  if (closed.has(root)) return;
  const wanted = new Set([root]);
  let limit = closed.size === 0 ? pageMax : firstPage;
  for (let offset = 0; wanted.size > 0; ) {
    signal.throwIfAborted();
    const page = await bulk(() => listCommits(repo, root, { limit, offset }));
    for (const commit of page) {
      wanted.delete(commit.hash);
      if (closed.has(commit.hash)) continue;
      closed.add(commit.hash);
      for (const parent of commit.parents) if (!closed.has(parent)) wanted.add(parent);
      yield commit;
    }
    // The rest is not there: an import may have brought a part of the history only.
    if (page.length < limit) return;
    offset += page.length;
    limit = pageMax;
  }
}
