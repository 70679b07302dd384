import "server-only";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { childrenOf, containing } from "@/lib/history/descendants";
import { type History, openHistory } from "@/lib/history/open-history";
import { openPack } from "@/lib/history/open-pack";
import type { OpenRepo } from "@/lib/reading/open-repo";
import { settleWithin } from "@/lib/reading/settle-within";

/** What comes after a commit, as far as branches and tags lead to it. */
export interface AroundCommit {
  /** The commits that name it as a parent, newest first. */
  children: string[];
  /** Names of those that lead to it, or point at it. */
  branches: string[];
  tags: string[];
  /** Whether all of the history is known: else there may be more. */
  isWhole: boolean;
}

/** Nobody has asked for it: a larger history is not fetched, nor one that Git does not give. */
const quietMaxBytes = 16 * 1024 * 1024;
const windowDepth = 1_000;

/**
 * Null where it is not known in a moment, or by the time the page has what it waits for anyway: the history of a repo comes whole, once. With
 * `waits` it is waited for; null then where it cannot be had at all.
 */
export async function aroundCommit(
  { repo, refs, content }: OpenRepo,
  hash: string,
  { beside, waits }: { beside: Promise<unknown>; waits: boolean },
): Promise<AroundCommit | null> {
  const tips = [
    ...new Set([
      ...refs.branches.map((branch) => branch.hash),
      ...refs.tags.map(({ commitHash }) => commitHash),
    ]),
  ];
  if (tips.length === 0) return null;
  const at = { content, remote: repo.remote };
  const history = await (waits
    ? orNull(openHistory(at, tips))
    : settleWithin(orNull(openPack(at, { tips, depth: windowDepth, maxBytes: quietMaxBytes })), beside));
  if (history === null || history.graph.find(hash) < 0) return null;
  const isWhole = "isWhole" in history ? history.isWhole : history.depth === null;
  return around({ graph: history.graph, isWhole }, hash, refs, tips);
}

async function orNull<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening;
  } catch (error) {
    if (error instanceof ArtifactsError) return null;
    throw error;
  }
}

function around(
  { graph, isWhole }: Pick<History, "graph" | "isWhole">,
  hash: string,
  refs: OpenRepo["refs"],
  tips: readonly string[],
): AroundCommit {
  const known = tips.filter((tip) => graph.find(tip) >= 0);
  const leading = new Set(containing(graph, hash, known));
  return {
    children: childrenOf(graph, hash, known),
    branches: refs.branches.filter((branch) => leading.has(branch.hash)).map(({ name }) => name),
    tags: refs.tags.filter(({ commitHash }) => leading.has(commitHash)).map(({ name }) => name),
    isWhole: isWhole && known.length === tips.length,
  };
}
