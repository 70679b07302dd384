import "server-only";
import { LRUCache } from "lru-cache";
import type { Commit } from "@/contract/content";
import { connection } from "@/lib/artifacts/connection";
import { createTurns } from "@/lib/process/give-turns";
import { perProcess } from "@/lib/process/per-process";
import { commitsBetween } from "./commits-between";
import { isWithinDays, type LogFilter, matchesText } from "./log-filter";
import { type History, openHistory } from "./open-history";
import type { PackRepo } from "./open-pack";
import { type PathWalk, startPathWalk } from "./path-walk";
import { reach } from "./reach";

export interface LogFound {
  commits: Commit[];
  /** Of the tip's commits, from the newest on. */
  lookedAt: number;
  /** The time of the oldest of them, in unix seconds; null before the first. */
  backTo: number | null;
  /** How many commits the tip is known to have, and whether those are all. */
  total: number;
  isTotalWhole: boolean;
  /** From where to go on; null at the end. */
  next: LogPosition | null;
  /** Whether it ends here for the time it takes, and not for want of room or of commits. */
  isCut: boolean;
}

export interface LogPosition {
  from: number;
  /** How deep the history is looked at, where it is too long to be known whole. */
  depth?: number | undefined;
}

interface SearchAsked extends LogPosition {
  tip: string;
  filter: LogFilter;
  /** Commits on a page. */
  count: number;
  /** How many commits are looked at, and for how long. */
  most?: number;
  ms?: number;
}

const mostAtOnce = 10_000;
const usualMs = 2_000;
/** What has not come by then goes on, for who asks again. */
const historyMs = 6_000;

/**
 * The commits of a log that a filter lets pass, from a position on. Null where the history is still on its way. Throws `ArtifactsError`,
 * and `RangeError` where the tip is not there.
 */
export async function searchLog(repo: PackRepo, asked: SearchAsked): Promise<LogFound | null> {
  const history = await historyInTime(repo, asked);
  if (history === null) return null;
  return asked.filter.path.length > 0
    ? searchPath(repo, history, asked)
    : lookThrough(history, asked, orderOf(history, asked.tip));
}

async function historyInTime(repo: PackRepo, { tip, depth }: SearchAsked): Promise<History | null> {
  const late = AbortSignal.timeout(historyMs);
  try {
    return await openHistory(repo, [tip], { ...(depth === undefined ? {} : { depth }), signal: late });
  } catch (error) {
    if (late.aborted) return null;
    throw error;
  }
}

/** Commits one after another, by their position. */
interface LogSource {
  total: number;
  /** Null behind the last one; undefined where it is not known in time. */
  hashAt(position: number, ms: number): Promise<string | null | undefined>;
  /** Of what stands before a position. */
  lookedAt(position: number): number;
  backTo(position: number): number | null;
}

function orderOf({ graph }: History, tip: string): LogSource {
  const order = commitsBetween(graph, null, tip);
  return {
    total: order.length,
    hashAt: async (position) => order[position] ?? null,
    lookedAt: (position) => Math.min(position, order.length),
    backTo(position) {
      const last = order[Math.min(position, order.length) - 1];
      return last === undefined ? null : (graph.committedAt[graph.find(last)] ?? null);
    },
  };
}

function walkSource({ graph }: History, tip: string, walk: PathWalk): LogSource {
  return {
    total: reach(graph, [graph.find(tip)]).reduce((sum, one) => sum + one, 0),
    async hashAt(position, ms) {
      await walk.advance(position + 1, ms);
      return walk.found[position] ?? (walk.isOver ? null : undefined);
    },
    lookedAt: () => walk.lookedAt,
    backTo: () => walk.backTo,
  };
}

async function lookThrough(history: History, asked: SearchAsked, source: LogSource): Promise<LogFound> {
  const { filter, from, count, most = mostAtOnce, ms = usualMs } = asked;
  const until = performance.now() + ms;
  const giveTurn = createTurns();
  const commits: Commit[] = [];
  let at = from;
  let isCut = false;
  let isOver = false;
  while (commits.length < count) {
    await giveTurn();
    const msLeft = until - performance.now();
    const hash = at - from >= most || msLeft <= 0 ? undefined : await source.hashAt(at, msLeft);
    isCut = hash === undefined;
    isOver = hash === null;
    if (hash === undefined || hash === null) break;
    const commit = passing(history, filter, hash);
    if (commit !== null) commits.push(commit);
    at += 1;
  }
  const isAtEnd = isOver || (commits.length === count && (await source.hashAt(at, 0)) === null);
  return {
    commits,
    lookedAt: source.lookedAt(at),
    backTo: source.backTo(at),
    total: source.total,
    isTotalWhole: history.isWhole,
    next: isAtEnd ? deeper(history, at) : { from: at, depth: asked.depth },
    isCut: isCut || (isAtEnd && history.nextDepth !== null),
  };
}

/** At the end of what is known a deeper history may go on. */
function deeper({ nextDepth }: History, at: number): LogPosition | null {
  return nextDepth === null ? null : { from: at, depth: nextDepth };
}

/** Null where it does not pass. Its days are known without reading it. */
function passing({ graph, commit: read }: History, filter: LogFilter, hash: string): Commit | null {
  if (!isWithinDays(filter, graph.committedAt[graph.find(hash)] ?? 0)) return null;
  const commit = read(hash);
  return commit !== null && matchesText(filter, commit) ? commit : null;
}

/** Walks that somebody may go on with. Few, as each holds its history. */
const walks = perProcess(
  "path-walks",
  () => new LRUCache<string, PathWalk>({ max: 8, ttl: 5 * 60_000, updateAgeOnGet: true }),
);

async function searchPath({ content }: PackRepo, history: History, asked: SearchAsked): Promise<LogFound> {
  const { tip, filter, depth } = asked;
  const { apiBase, account } = connection();
  const key = JSON.stringify([apiBase, account, content.id, tip, depth, history.via, filter.path]);
  const walk = walks().get(key) ?? startPathWalk(history, tip, filter.path);
  walks().set(key, walk);
  try {
    return await lookThrough(history, asked, walkSource(history, tip, walk));
  } catch (error) {
    walks().delete(key);
    throw error;
  }
}
