import { countOf } from "@/lib/format/count";
import { commitsCountedMax, type DeletionImpact } from "@/lib/reading/deletion-impact";
import { DeleteRepoButton } from "./delete-repo-button";

interface DangerZoneProps {
  namespace: string;
  repo: string;
  /** Null while the repo cannot be read: then the name has to be typed in any case. */
  impact: DeletionImpact | null;
}

/** What is lost with the repo, a line each; empty when nothing is. */
function lossesOf(impact: DeletionImpact | null): string[] {
  if (impact === null) return ["everything in it: what that is could not be read"];
  const { commits, branches, tags, liveTokens } = impact;
  const losses: string[] = [];
  if (commits > 0) {
    losses.push(`${countOf(commits, "commit")}${commits >= commitsCountedMax ? " or more" : ""}`);
  }
  if (branches > 0) losses.push(countOf(branches, "branch", "branches"));
  if (tags > 0) losses.push(countOf(tags, "tag"));
  if (losses.length > 0 && liveTokens !== null && liveTokens > 0) {
    losses.push(`${countOf(liveTokens, "live token")}: whoever uses one is locked out`);
  }
  return losses;
}

export function DangerZone({ namespace, repo, impact }: DangerZoneProps) {
  return (
    <section aria-labelledby="danger" className="rounded-lg border border-danger/40 bg-bg-raised">
      <h2 id="danger" className="border-b border-danger/40 px-4 py-2.5 text-14 font-semibold text-danger">
        Danger zone
      </h2>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3 px-4 py-3">
        <p className="min-w-0 flex-1 basis-72 text-13 text-text-muted">
          Deleting removes the repo, its history and its tokens at once. Forks of it stay.
        </p>
        <DeleteRepoButton namespace={namespace} repo={repo} losses={lossesOf(impact)} />
      </div>
    </section>
  );
}
