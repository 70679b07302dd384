import type { Commit } from "@/contract/content";
import type { Divergence } from "@/lib/wire/answers";

/** The newest commits of a log, parents never before their children. */
export interface LogPart {
  commits: Pick<Commit, "hash" | "parents">[];
  /** Whether the log ends here. */
  isWhole: boolean;
}

const ofBase = 1;
const ofHead = 2;

/**
 * How many commits `head` has that `base` has not, and the other way round, from the beginnings of both logs. Each commit
 * gets the marks of its children. Where one side's marks leave what is known, its own count is a floor, and the other's
 * is not known: some of those commits may be in the part that was not looked at.
 */
export function countDivergence(base: string, baseLog: LogPart, head: string, headLog: LogPart): Divergence {
  const { parents, childrenLeft } = readLogs([baseLog, headLog]);
  const marks = new Map<string, number>();
  const mark = (hash: string, by: number) => marks.set(hash, (marks.get(hash) ?? 0) | by);
  mark(base, ofBase);
  mark(head, ofHead);

  const counts = { [ofBase]: 0, [ofHead]: 0 };
  const leaving = new Set<string>();
  const ready = [base, head].filter((hash, at, both) => both.indexOf(hash) === at && !childrenLeft.get(hash));
  for (let hash = ready.pop(); hash !== undefined; hash = ready.pop()) {
    const own = marks.get(hash) ?? 0;
    if (own === ofBase || own === ofHead) counts[own] += 1;
    for (const parent of parents.get(hash) ?? []) {
      mark(parent, own);
      const left = (childrenLeft.get(parent) ?? 1) - 1;
      childrenLeft.set(parent, left);
      if (!parents.has(parent)) leaving.add(parent);
      else if (left === 0) ready.push(parent);
    }
  }
  const isOpen = (by: number) => [...leaving].some((hash) => marks.get(hash) === by);
  const isHeadOpen = !headLog.isWhole && isOpen(ofHead);
  const isBaseOpen = !baseLog.isWhole && isOpen(ofBase);
  return {
    ahead: isBaseOpen ? null : counts[ofHead],
    behind: isHeadOpen ? null : counts[ofBase],
    isFloor: isHeadOpen || isBaseOpen,
  };
}

/** The parents of each commit that is known, and how many children each of them has. */
function readLogs(logs: readonly LogPart[]) {
  const parents = new Map<string, string[]>();
  // What a shallow history lists as a parent and does not have is none.
  for (const { commits } of logs) for (const { hash, parents: all } of commits) parents.set(hash, all);
  const childrenLeft = new Map<string, number>();
  for (const all of parents.values()) {
    for (const parent of all) childrenLeft.set(parent, (childrenLeft.get(parent) ?? 0) + 1);
  }
  return { parents, childrenLeft };
}
