"use client";

import { type ChangeEvent, memo } from "react";
import { Name } from "@/components/names/name";
import { LastPush } from "@/components/repo-fields/last-push";
import { SourceLink } from "@/components/repo-fields/source-link";
import { Badge } from "@/components/ui/badge";
import { Timestamp } from "@/components/ui/timestamp";
import type { RepoWithRemote } from "@/contract/repos";
import { describeTime, timeAgo } from "@/lib/format/time-ago";
import { repoUrl } from "@/lib/routes";
import type { OptionalColumn } from "./repo-table-state";

/** On a phone the name alone has a column; the time of the last push moves below it. */
export const columnClasses: Record<string, string> = {
  source: "source",
  default_branch: "branch",
  created_at: "created",
  updated_at: "updated",
  last_push_at: "pushed",
};

interface RepoRowProps {
  namespace: string;
  repo: RepoWithRemote;
  columns: readonly OptionalColumn[];
  isCompact: boolean;
  isSelected: boolean;
  /** One for all rows. */
  onBox: (event: ChangeEvent<HTMLInputElement>) => void;
  /** Whether the row begins a chunk of `useLatestCommitTimes`. */
  isChunkStart: boolean;
  /** Of the latest commit, in unix seconds, for a repo whose pushes are not reported. */
  committedAt: number | null | undefined;
  now: number;
}

/** Drawn again only when something of it changes: a page may hold 1,000. */
export const RepoRow = memo(function RepoRow(props: RepoRowProps) {
  const { namespace, repo, columns, isCompact, isSelected, onBox, isChunkStart, committedAt, now } = props;
  const { name, description } = repo;
  const Note = isCompact ? "span" : "p";
  const note = description ? (
    <Note className="note" title={description}>
      <Name>{description}</Name>
    </Note>
  ) : null;
  return (
    <tr data-chunk={isChunkStart ? repo.id : undefined} data-selected={isSelected || undefined}>
      <td className="pick">
        <label>
          <input
            type="checkbox"
            aria-label={`Select ${name}`}
            data-row-box=""
            checked={isSelected}
            onChange={onBox}
          />
        </label>
      </td>
      <td className="name">
        <div>
          <a href={repoUrl(namespace, name)} data-row-link="">
            {name}
          </a>
          {repo.status && repo.status !== "ready" ? <Badge tone="info">{repo.status}</Badge> : null}
          {repo.read_only ? <Badge>read-only</Badge> : null}
          {isCompact ? note : null}
        </div>
        {isCompact ? null : note}
        <p className="when" suppressHydrationWarning>
          {`${repo.last_push_at ? "Pushed" : "Created"} ${timeAgo(repo.last_push_at || repo.created_at, now)}`}
        </p>
      </td>
      {columns.map((column) => (
        <td key={column} className={columnClasses[column]}>
          <Value column={column} repo={repo} committedAt={committedAt} now={now} />
        </td>
      ))}
    </tr>
  );
});

type ValueProps = Pick<RepoRowProps, "repo" | "committedAt" | "now"> & { column: OptionalColumn };

function Value({ column, repo, committedAt, now }: ValueProps) {
  switch (column) {
    case "default_branch":
      return <span>{repo.default_branch}</span>;
    case "source":
      return repo.source === null ? null : <SourceLink source={repo.source} />;
    case "last_push_at":
      // What is not known (yet) is said by the style sheet.
      return repo.last_push_at === null && committedAt === undefined ? null : (
        <LastPush lastPushAt={repo.last_push_at} committedAt={committedAt} now={now} />
      );
    default:
      return <Timestamp {...describeTime(repo[column], now)} />;
  }
}
