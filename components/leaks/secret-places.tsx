import { Badge } from "@/components/ui/badge";
import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import { countOf } from "@/lib/format/count";
import { shortHash } from "@/lib/format/short-hash";
import { describeTime } from "@/lib/format/time-ago";
import { blobUrl, commitUrl } from "@/lib/routes";
import type { ScanHit } from "@/lib/wire/scan-events";

interface SecretPlacesProps {
  hits: readonly ScanHit[];
  /** Names the repo of each, in a scan over many. */
  withRepo: boolean;
  /** Whether no older commit can have it than is known. */
  isWhole: boolean;
  now: number;
}

const shownAtOnce = 5;

/** Where a secret lies: file and line as they are for ever, the commit that brought it in, and whether it is still there. */
export function SecretPlaces({ hits, ...more }: SecretPlacesProps) {
  const [first, rest] = [hits.slice(0, shownAtOnce), hits.slice(shownAtOnce)];
  const list = (some: readonly ScanHit[]) => (
    <ul className="grid gap-1.5">
      {some.map((hit) => (
        <Place key={`${hit.repo}:${hit.path}:${hit.blob}:${hit.line}:${hit.column}`} hit={hit} {...more} />
      ))}
    </ul>
  );
  return (
    <div className="grid gap-1.5 border-t pt-3 text-13">
      {list(first)}
      {rest.length > 0 ? (
        <details>
          <summary className="pointer-coarse:min-h-11">{countOf(rest.length, "more place")}</summary>
          <div className="mt-1.5">{list(rest)}</div>
        </details>
      ) : null}
    </div>
  );
}

function Place({ hit, withRepo, isWhole, now }: Omit<SecretPlacesProps, "hits"> & { hit: ScanHit }) {
  const { namespace, repo, path, line, column, commit, committedAt, isAtTip, since, disguises } = hit;
  const at = (hash: string, time: number) => (
    <>
      <NavLink className="font-mono text-12 underline" href={commitUrl(namespace, repo, hash)}>
        {shortHash(hash)}
      </NavLink>
      , <Timestamp {...describeTime(time, now)} />
    </>
  );
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
      <NavLink
        className="min-w-0 py-1 font-mono text-12 text-accent-text underline [overflow-wrap:anywhere]"
        href={`${blobUrl(namespace, repo, commit, path)}#L${line}`}
      >
        {withRepo ? `${repo}: ` : ""}
        {path}:{line}
      </NavLink>
      <span className="text-text-muted">
        column {column}
        {disguises.length > 0 ? ` (${disguises.join(", ")})` : ""},{" "}
        {since === null ? (
          <>seen at {at(commit, committedAt)}</>
        ) : (
          <>
            since {at(since.commit, since.committedAt)}
            {isWhole ? "" : " or before"}
            {isAtTip || commit === since.commit ? null : <>; last in {at(commit, committedAt)}</>}
          </>
        )}
      </span>
      {since === null ? null : isAtTip ? (
        <Badge tone="warning" title="The commit that a branch or tag leads to still has it">
          Still at a branch or tag
        </Badge>
      ) : (
        <Badge title="No branch or tag leads directly to a commit that has it">In the history only</Badge>
      )}
    </li>
  );
}
