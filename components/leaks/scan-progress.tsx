import { formatBytes } from "@/lib/format/bytes";
import { countOf, formatCount } from "@/lib/format/count";
import { type ScanState, totalOf } from "@/lib/scan/scan-state";
import { describeExtent, leftOutWords } from "@/lib/scan/scan-words";
import type { ScanScope } from "@/lib/wire/scan-events";

interface ScanProgressProps {
  scope: ScanScope;
  state: ScanState;
}

/** How far a scan has come, while it runs. */
export function ScanProgress({ scope, state }: ScanProgressProps) {
  const counts = totalOf(state);
  const total = state.begun?.reposTotal ?? null;
  return (
    <div className="grid gap-2 rounded-lg border bg-bg-raised p-4 text-13">
      <p role="status" className="tabular">
        <span className="font-medium">
          {state.begun === null ? "Asking for the refs…" : `Scanning: ${describeExtent(scope, state)}`}
        </span>
        <span className="text-text-muted">
          {" · "}
          {formatBytes(counts.bytes)} read in {countOf(counts.blobs, "file")}
          {scope.kind === "namespace" && state.repo !== "" ? ` · now ${state.repo}` : ""}
        </span>
      </p>
      {total !== null && total > 0 ? (
        <progress
          aria-label="Repos scanned"
          value={Math.min(counts.repos + counts.closedRepos, total)}
          max={total}
          className="h-1.5 w-full accent-accent"
        />
      ) : null}
    </div>
  );
}

/** Files that were not looked at, by name. */
export function LeftOutFiles({ state, withRepo }: { state: ScanState; withRepo: boolean }) {
  const { large, unreadable, slow, closedRepos } = totalOf(state);
  const total = large + unreadable + slow + closedRepos;
  const { leftOut } = state;
  if (leftOut.length === 0) return null;
  return (
    <details className="text-13">
      <summary className="pointer-coarse:min-h-11">Left out: {formatCount(total)}</summary>
      <ul className="mt-2 grid gap-1">
        {leftOut.map(({ reason, repo, path, commit, sizeBytes }) => (
          <li key={`${reason}:${repo}:${commit}:${path}`} className="[overflow-wrap:anywhere]">
            <span className="font-mono text-12">
              {path === null ? repo : withRepo ? `${repo}: ${path}` : path}
            </span>{" "}
            <span className="text-text-muted">
              {leftOutWords[reason]}
              {sizeBytes === null ? "" : `, ${formatBytes(sizeBytes)}`}
            </span>
          </li>
        ))}
        {total > leftOut.length ? (
          <li className="text-text-muted">
            and {formatCount(total - leftOut.length)} more that are not named
          </li>
        ) : null}
      </ul>
    </details>
  );
}
