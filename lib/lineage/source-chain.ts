import "server-only";
import { parseSource } from "@/contract/repo-source";
import type { RepoWithRemote } from "@/contract/repos";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import { getRepo } from "@/lib/artifacts/repos";

/** One step of where a repo comes from. */
export type SourceStep =
  | { kind: "repo"; namespace: string; repo: string; isGone: boolean }
  | { kind: "import"; url: string }
  | { kind: "other"; source: string }
  /** There is more behind the last one, which was not followed. */
  | { kind: "more" };

/** A fork of a fork of … is followed this far. */
const stepsMax = 8;

function stepOf(source: string): SourceStep {
  const parsed = parseSource(source);
  if (parsed.kind !== "fork") return parsed;
  return { kind: "repo", namespace: parsed.namespace, repo: parsed.repo, isGone: false };
}

/**
 * Where a repo comes from, nearest first: its parent, the parent's parent, the import it began with. A parent that was
 * deleted ends the chain: forks outlive it, and its name may belong to another repo now.
 */
export async function readSourceChain(
  repo: Pick<RepoWithRemote, "source" | "created_at">,
): Promise<SourceStep[]> {
  const chain: SourceStep[] = [];
  for (let next = repo; next.source !== null; ) {
    if (chain.length === stepsMax) return [...chain, { kind: "more" }];
    const step = stepOf(next.source);
    chain.push(step);
    if (step.kind !== "repo") break;
    const parent = await readParent(step.namespace, step.repo);
    // A parent is older than its fork: a younger repo of that name is another one.
    step.isGone = parent === "gone" || (parent !== null && isOlder(next, parent));
    if (parent === null || parent === "gone" || step.isGone) break;
    next = parent;
  }
  return chain;
}

/** Null when the parent cannot be read now: on its way itself, or refused. */
async function readParent(namespace: string, name: string): Promise<RepoWithRemote | "gone" | null> {
  try {
    return await getRepo(namespace, name);
  } catch (error) {
    if (!(error instanceof ArtifactsError)) throw error;
    return error.kind === "not-found" ? "gone" : null;
  }
}

const isOlder = (one: { created_at: string }, other: { created_at: string }) =>
  Date.parse(one.created_at) < Date.parse(other.created_at);
