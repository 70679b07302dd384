import "server-only";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { type Commit, logLimitMax } from "@/contract/content";
import { connection } from "@/lib/artifacts/connection";
import { type ContentRepo, getCommit, isNoObject, listCommits } from "@/lib/artifacts/content";
import { createTurns } from "@/lib/process/give-turns";
import { perProcess } from "@/lib/process/per-process";
import type { Divergence, RefDetails } from "@/lib/wire/answers";
import { aheadBehindOf } from "./ahead-behind";
import { isEnough } from "./bring-pack";
import { commitBriefOf } from "./commit-brief";
import { countDivergence, type LogPart } from "./count-divergence";
import { readHistoryCommit } from "./history-commit";
import type { HistoryPack } from "./history-pack";
import { keptPack, openPack, type PackRepo } from "./open-pack";

/** Commits that are looked at: of the base as many as one call gives, for it serves every branch. */
const baseCommitsMax = logLimitMax - 1;
const headCommitsMax = 500;
/** Most branches are near their base. */
const commitsAtFirst = 50;
const callsAtOnce = 8;
/** From so many branches on that are to be compared, the whole history is fetched; what is new to a history that is kept, from fewer. */
const headsForWhole = 8;
const headsForNew = 3;
/** The whole is asked for no more where it is larger: some 25,000 commits. */
const packMaxBytes = 16 * 1024 * 1024;
/** What has not come by then goes on, for the next who asks. */
const packMaxMs = 10_000;

async function logPart(repo: ContentRepo, hash: string, limit: number): Promise<LogPart> {
  // One more than is counted shows whether the history goes on.
  const commits = await listCommits(repo, hash, { limit: limit + 1 });
  return { commits: commits.slice(0, limit), isWhole: commits.length <= limit };
}

async function readDivergence(repo: ContentRepo, base: string, head: string): Promise<Divergence> {
  const [ofBase, few] = await Promise.all([
    logPart(repo, base, baseCommitsMax),
    logPart(repo, head, commitsAtFirst),
  ]);
  const quick = countDivergence(base, ofBase, head, few);
  if (!quick.isFloor || few.isWhole) return quick;
  return countDivergence(base, ofBase, head, await logPart(repo, head, headCommitsMax));
}

/** By the pair of hashes: neither side's history can change. */
const divergences = perProcess("divergences", () => new LRUCache<string, Divergence>({ max: 20_000 }));

function keyOf(repo: ContentRepo, base: string, head: string): string {
  const { apiBase, account } = connection();
  return [apiBase, account, repo.id, base, head].join("\n");
}

async function divergenceOf(repo: ContentRepo, base: string, head: string): Promise<Divergence> {
  const key = keyOf(repo, base, head);
  const kept = divergences().get(key);
  if (kept !== undefined) return kept;
  const found = await readDivergence(repo, base, head);
  divergences().set(key, found);
  return found;
}

/** Null where a history cannot be read, for an object of it is missing: that of the next branch may be whole. */
async function divergenceIfWhole(repo: ContentRepo, base: string, head: string): Promise<Divergence | null> {
  try {
    return await divergenceOf(repo, base, head);
  } catch (error) {
    if (!isNoObject(error)) throw error;
    return null;
  }
}

interface DetailsAsked {
  base?: string;
  heads: readonly string[];
  /** Others that are likely to be asked for next. */
  soon?: readonly string[];
}

/** The latest commits of hashes, and how far each has parted from `base`. Throws `ArtifactsError`. */
export async function readRefDetails(
  repo: PackRepo,
  { base, heads, soon = [] }: DetailsAsked,
): Promise<RefDetails> {
  const asked = [...new Set(heads)];
  const pack = base === undefined ? null : await packFor(repo, base, asked, soon);
  if (base !== undefined && pack !== null) return detailsIn(pack, base, asked);
  const facts = await pLimit(callsAtOnce).map(asked, (head) => detailsByApi(repo.content, base, head));
  return Object.fromEntries(facts);
}

type Details = RefDetails[string];

async function detailsByApi(
  content: ContentRepo,
  base: string | undefined,
  head: string,
): Promise<[string, Details]> {
  let commit: Commit;
  try {
    commit = await getCommit(content, head);
  } catch (error) {
    if (!isNoObject(error)) throw error;
    return [head, { commit: null, divergence: null }];
  }
  const divergence = base === undefined ? null : await divergenceIfWhole(content, base, head);
  return [head, { commit: commitBriefOf(commit), divergence }];
}

/** One fetch of Git in place of two or three calls a branch, where these are many. Null: the calls are as cheap, or sooner there. */
async function packFor(
  repo: PackRepo,
  base: string,
  heads: readonly string[],
  soon: readonly string[],
): Promise<HistoryPack | null> {
  const open = heads.filter((head) => !divergences().has(keyOf(repo.content, base, head)));
  if (open.length === 0) return null;
  const late = AbortSignal.timeout(packMaxMs);
  try {
    const wanted = { tips: [base, ...heads], depth: null, maxBytes: packMaxBytes };
    const kept = await keptPack(repo, late);
    if (kept !== null && isEnough(kept, wanted)) return await openPack(repo, wanted, late);
    if (open.length < (kept === null ? headsForWhole : headsForNew)) return null;
    return await openPack(repo, { ...wanted, tips: [...new Set([...wanted.tips, ...soon])] }, late);
  } catch (error) {
    if (!late.aborted) throw error;
    return null;
  }
}

async function detailsIn(pack: HistoryPack, base: string, heads: readonly string[]): Promise<RefDetails> {
  const isBaseThere = pack.graph.find(base) >= 0;
  const divergenceFrom = isBaseThere ? aheadBehindOf({ graph: pack.graph, isWhole: true }, base) : null;
  const giveTurn = createTurns();
  const facts: [string, Details][] = [];
  for (const head of heads) {
    await giveTurn();
    const content = pack.commit(head);
    const commit = content === null ? null : readHistoryCommit(head, content);
    const divergence = commit === null ? null : (divergenceFrom?.(head) ?? null);
    facts.push([head, { commit: commit && commitBriefOf(commit), divergence }]);
  }
  return Object.fromEntries(facts);
}
