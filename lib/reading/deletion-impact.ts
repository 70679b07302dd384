import "server-only";
import { listCommits } from "@/lib/artifacts/content";
import { listTokens } from "@/lib/tokens/list-tokens";
import type { OpenRepo } from "./open-repo";
import { resolveHead } from "./resolve-ref";

/** What is lost with a repo. */
export interface DeletionImpact {
  /** On the default branch, counted up to `commitsCountedMax`. */
  commits: number;
  /** Of the latest one on the default branch, in unix seconds; null where that has none. */
  committedAt: number | null;
  branches: number;
  tags: number;
  /** Null where Artifacts did not say how many. The dashboard's own token does not count. */
  liveTokens: number | null;
}

/** Beyond this a page says "or more": no route counts commits, and counting them all would walk the history. */
export const commitsCountedMax = 1000;

export async function readDeletionImpact(namespace: string, opened: OpenRepo): Promise<DeletionImpact> {
  const { repo, refs, content } = opened;
  const head = resolveHead(refs) ?? null;
  const tip = head?.commitHash ?? refs.branches[0]?.hash;
  const [commits, tokens] = await Promise.all([
    tip === undefined ? [] : listCommits(content, tip, { limit: commitsCountedMax }),
    listTokens(namespace, repo.name, { state: "active", per_page: 100 }),
  ]);
  const ours = tokens.tokens.filter((token) => token.label === "dashboard").length;
  return {
    commits: commits.length,
    committedAt: head === null ? null : (commits[0]?.committedAt ?? null),
    branches: refs.branches.length,
    tags: refs.tags.length,
    liveTokens: tokens.totalCount === null ? null : tokens.totalCount - ours,
  };
}
