"use client";

import clsx from "clsx";
import { Badge } from "@/components/ui/badge";
import { Cell, Row, rowLinkClass } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { RepoWithRemote } from "@/contract/repos";
import { describeTime } from "@/lib/format/time-ago";
import { repoUrl } from "@/lib/routes";
import type { OptionalColumn } from "./repo-table-state";

/** On a phone the name alone has a column; the time of the last push moves below it. */
export const columnClasses: Record<string, string> = {
  source: "w-52 max-lg:hidden",
  default_branch: "w-40 max-lg:hidden",
  created_at: "w-36 max-md:hidden",
  updated_at: "w-36 max-lg:hidden",
  last_push_at: "w-36 max-sm:hidden",
};

interface RepoRowProps {
  namespace: string;
  repo: RepoWithRemote;
  columns: readonly OptionalColumn[];
  isCompact: boolean;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  /** Of the latest commit, in unix seconds, for a repo whose pushes are not reported. */
  committedAt: number | null | undefined;
  now: number;
}

export function RepoRow(props: RepoRowProps) {
  const { namespace, repo, columns, isCompact, isSelected, onSelect, committedAt, now } = props;
  return (
    <Row className={isSelected ? "bg-accent-subtle hover:bg-accent-subtle" : undefined}>
      <Cell className={clsx("w-10 pr-0", isCompact && "h-8 py-0.5")}>
        <input
          type="checkbox"
          aria-label={`Select ${repo.name}`}
          checked={isSelected}
          onChange={(event) => onSelect(event.target.checked)}
          className="relative z-1 block size-4 accent-(--accent)"
        />
      </Cell>
      <Cell className={clsx("max-w-0", isCompact && "h-8 py-0.5")}>
        <div className="flex min-w-0 items-center gap-2">
          <NavLink
            href={repoUrl(namespace, repo.name)}
            data-row-link
            className={clsx(rowLinkClass, "truncate font-medium")}
          >
            {repo.name}
          </NavLink>
          {repo.status && repo.status !== "ready" ? <Badge tone="info">{repo.status}</Badge> : null}
          {repo.read_only ? <Badge>read-only</Badge> : null}
          {isCompact && repo.description ? (
            <span className="min-w-0 truncate text-12 text-text-muted max-sm:hidden" title={repo.description}>
              {repo.description}
            </span>
          ) : null}
        </div>
        {!isCompact && repo.description ? (
          <p className="truncate text-12 text-text-muted" title={repo.description}>
            {repo.description}
          </p>
        ) : null}
        <p className="text-12 text-text-muted sm:hidden">
          {repo.last_push_at ? (
            <>
              Pushed <Timestamp {...describeTime(repo.last_push_at, now)} />
            </>
          ) : (
            <>
              Created <Timestamp {...describeTime(repo.created_at, now)} />
            </>
          )}
        </p>
      </Cell>
      {columns.map((column) => (
        <Cell
          key={column}
          className={clsx("text-text-muted", columnClasses[column], isCompact && "h-8 py-0.5")}
        >
          <Value column={column} repo={repo} committedAt={committedAt} now={now} />
        </Cell>
      ))}
    </Row>
  );
}

type ValueProps = Pick<RepoRowProps, "repo" | "committedAt" | "now"> & { column: OptionalColumn };

function Value({ column, repo, committedAt, now }: ValueProps) {
  switch (column) {
    case "default_branch":
      return <span className="block truncate font-mono text-12">{repo.default_branch}</span>;
    case "source":
      return <Source source={repo.source} />;
    case "last_push_at":
      return repo.last_push_at ? (
        <Timestamp {...describeTime(repo.last_push_at, now)} />
      ) : (
        <LatestCommitTime committedAt={committedAt} now={now} />
      );
    default:
      return <Timestamp {...describeTime(repo[column], now)} />;
  }
}

/** The baseline of a fork, or what was imported. Both lie above the row's own link. */
function Source({ source }: { source: string | null }) {
  if (source === null) return null;
  const fork = /^artifacts:([^/\s]+)\/([^/\s]+)$/.exec(source);
  const url = source.startsWith("git:https://") ? source.slice("git:".length) : null;
  const label = fork ? `${fork[1]}/${fork[2]}` : (url?.replace("https://", "") ?? source);
  const className = "relative z-1 block w-fit max-w-full truncate text-12 hover:text-text hover:underline";
  if (fork?.[1] && fork[2]) {
    return (
      <NavLink href={repoUrl(fork[1], fork[2])} title={`Fork of ${label}`} className={className}>
        {label}
      </NavLink>
    );
  }
  if (url !== null) {
    return (
      <a href={url} rel="noopener noreferrer nofollow" title={`Import of ${url}`} className={className}>
        {label}
      </a>
    );
  }
  return <span className="block truncate text-12">{label}</span>;
}

interface LatestCommitTimeProps {
  /** Unix seconds; null when there is no commit, undefined while nobody knows. */
  committedAt: number | null | undefined;
  now: number;
}

/** Some Artifacts never tell the time of a push; the latest commit is the next best thing. */
function LatestCommitTime({ committedAt, now }: LatestCommitTimeProps) {
  if (committedAt === undefined) return "Not reported";
  if (committedAt === null) return "Never";
  const time = describeTime(committedAt, now);
  return <Timestamp {...time} absolute={`Latest commit: ${time.absolute}`} />;
}
