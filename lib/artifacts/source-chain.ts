import "server-only";
import { ArtifactsError } from "./artifacts-error";
import { getRepo } from "./repos";

/** One step of where a repo comes from. */
export type SourceStep =
  | { kind: "repo"; namespace: string; repo: string; isGone: boolean }
  | { kind: "import"; url: string }
  | { kind: "other"; source: string };

/** A fork of a fork of … is followed this far. */
const stepsMax = 8;

/** `artifacts:<namespace>/<repo>` is a fork, `git:<url>` an import. */
export function parseSource(source: string): SourceStep {
  const fork = /^artifacts:([^/\s]+)\/([^/\s]+)$/.exec(source);
  if (fork?.[1] && fork[2]) return { kind: "repo", namespace: fork[1], repo: fork[2], isGone: false };
  const url = source.startsWith("git:") ? source.slice("git:".length) : null;
  if (url !== null && URL.canParse(url) && new URL(url).protocol === "https:") return { kind: "import", url };
  return { kind: "other", source };
}

/**
 * Where a repo comes from, nearest first: its parent, the parent's parent, the import it began with. A parent that was
 * deleted ends the chain: forks outlive it, and its name may be somebody else's now.
 */
export async function readSourceChain(source: string | null): Promise<SourceStep[]> {
  const chain: SourceStep[] = [];
  for (let next = source; next !== null && chain.length < stepsMax; ) {
    const step = parseSource(next);
    chain.push(step);
    if (step.kind !== "repo") break;
    try {
      next = (await getRepo(step.namespace, step.repo)).source;
    } catch (error) {
      if (!(error instanceof ArtifactsError) || error.kind !== "not-found") throw error;
      step.isGone = true;
      break;
    }
  }
  return chain;
}
