import "server-only";
import pLimit from "p-limit";
import { type Commit, logLimitMax } from "@/contract/content";
import { type ContentRepo, isNoObject, listCommits } from "@/lib/artifacts/content";
import { shortHashSearch } from "@/lib/wire/short-hash-search";

const callsAtOnce = 8;

export interface CommitsFound {
  commits: Commit[];
  /** Whether every commit that the tips reach was looked at. */
  isWhole: boolean;
}

/** The commits whose hashes begin so, among the newest that `tips` reach: many of the first, fewer of the rest. */
export async function findCommits(
  repo: ContentRepo,
  [head, ...others]: readonly string[],
  prefix: string,
): Promise<CommitsFound> {
  const known = new Map<string, Commit>();
  /** Of logs that go on. */
  const open: Commit[] = [];
  const take = (log: readonly Commit[], isOver: boolean) => {
    for (const commit of log) known.set(commit.hash, commit);
    if (!isOver) open.push(...log);
  };
  const limited = pLimit(callsAtOnce);

  const readHead = async (hash: string) => {
    const first = await logOf(repo, hash, logLimitMax);
    const pageCount = first.length < logLimitMax ? 0 : shortHashSearch.headCommits / logLimitMax - 1;
    const rest = await limited.map(Array.from({ length: pageCount }), (_, page) =>
      logOf(repo, hash, logLimitMax, (page + 1) * logLimitMax),
    );
    const pages = [first, ...rest];
    take(
      pages.flat(),
      pages.some((page) => page.length < logLimitMax),
    );
  };
  if (head !== undefined) await readHead(head);

  const left = [...new Set(others)].filter((hash) => !known.has(hash));
  await limited.map(left.slice(0, shortHashSearch.otherTips), async (hash) => {
    const log = await logOf(repo, hash, shortHashSearch.tipCommits);
    take(log, log.length < shortHashSearch.tipCommits);
  });

  const commits = [...known.values()].filter(({ hash }) => hash.startsWith(prefix));
  const isWhole =
    left.length <= shortHashSearch.otherTips &&
    open.every(({ parents }) => parents.every((parent) => known.has(parent)));
  return { commits, isWhole };
}

/** None of a ref that leads to no commit. */
async function logOf(repo: ContentRepo, hash: string, limit: number, offset = 0): Promise<Commit[]> {
  try {
    return await listCommits(repo, hash, { limit, offset });
  } catch (error) {
    if (isNoObject(error)) return [];
    throw error;
  }
}
