import "server-only";
import { LRUCache } from "lru-cache";
import pLimit from "p-limit";
import { type Commit, logLimitMax } from "@/contract/content";
import { connection } from "@/lib/artifacts/connection";
import { type ContentRepo, getCommit, isNoObject, listCommits } from "@/lib/artifacts/content";
import { perProcess } from "@/lib/process/per-process";
import type { Divergence, RefDetails } from "@/lib/wire/answers";
import { commitBriefOf } from "./commit-brief";
import { countDivergence, type LogPart } from "./count-divergence";

/** Commits that are looked at: of the base as many as one call gives, for it serves every branch. */
const baseCommitsMax = logLimitMax - 1;
const headCommitsMax = 500;
/** Most branches are near their base. */
const commitsAtFirst = 50;
const callsAtOnce = 8;

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

async function divergenceOf(repo: ContentRepo, base: string, head: string): Promise<Divergence> {
  const { apiBase, account } = connection();
  const key = [apiBase, account, repo.id, base, head].join("\n");
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

/** The latest commits of hashes, and how far each has parted from `base`. Throws `ArtifactsError`. */
export async function readRefDetails(
  repo: ContentRepo,
  { base, heads }: { base?: string; heads: readonly string[] },
): Promise<RefDetails> {
  const facts = await pLimit(callsAtOnce).map(
    new Set(heads),
    async (head): Promise<[string, RefDetails[string]]> => {
      let commit: Commit;
      try {
        commit = await getCommit(repo, head);
      } catch (error) {
        if (!isNoObject(error)) throw error;
        return [head, { commit: null, divergence: null }];
      }
      const divergence = base === undefined ? null : await divergenceIfWhole(repo, base, head);
      return [head, { commit: commitBriefOf(commit), divergence }];
    },
  );
  return Object.fromEntries(facts);
}
