"use client";

import clsx from "clsx";
import { memo } from "react";
import { Name } from "@/components/names/name";
import { LastPush } from "@/components/repo-fields/last-push";
import { SourceLink } from "@/components/repo-fields/source-link";
import { Badge } from "@/components/ui/badge";
import { Cell, Row, rowLinkClass } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { SelectBox } from "@/components/ui/select-box";
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
  /** `isRange`: with all rows from the one that was chosen last. */
  onSelect: (repo: RepoWithRemote, isSelected: boolean, isRange: boolean) => void;
  /** Whether the row begins a chunk of `useLatestCommitTimes`. */
  isChunkStart: boolean;
  /** Of the latest commit, in unix seconds, for a repo whose pushes are not reported. */
  committedAt: number | null | undefined;
  now: number;
}

/** Drawn again only when something of it changes: a page may hold 1,000. */
export const RepoRow = memo(function RepoRow(props: RepoRowProps) {
  const { namespace, repo, columns, isCompact, isSelected, onSelect, isChunkStart, committedAt, now } = props;
  return (
    <Row data-chunk={isChunkStart ? repo.id : undefined} isSelected={isSelected}>
      <Cell className={clsx("w-10 pointer-coarse:h-11", isCompact && "h-8 py-0.5")}>
        <SelectBox
          label={`Select ${repo.name}`}
          checked={isSelected}
          onChange={(isChosen, isRange) => onSelect(repo, isChosen, isRange)}
        />
      </Cell>
      <Cell className={clsx("max-w-0", isCompact && "h-8 py-0.5")}>
        <div className="flex min-w-0 items-center gap-2">
          <NavLink
            href={repoUrl(namespace, repo.name)}
            data-row-link
            className={clsx(rowLinkClass, "scroll-mt-12 scroll-mb-28 truncate font-medium")}
          >
            {repo.name}
          </NavLink>
          {repo.status && repo.status !== "ready" ? <Badge tone="info">{repo.status}</Badge> : null}
          {repo.read_only ? <Badge>read-only</Badge> : null}
          {isCompact && repo.description ? (
            <span className="min-w-0 truncate text-12 text-text-muted max-sm:hidden" title={repo.description}>
              <Name>{repo.description}</Name>
            </span>
          ) : null}
        </div>
        {!isCompact && repo.description ? (
          <p className="truncate text-12 text-text-muted" title={repo.description}>
            <Name>{repo.description}</Name>
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
});

type ValueProps = Pick<RepoRowProps, "repo" | "committedAt" | "now"> & { column: OptionalColumn };

function Value({ column, repo, committedAt, now }: ValueProps) {
  switch (column) {
    case "default_branch":
      return <span className="block truncate font-mono text-12">{repo.default_branch}</span>;
    case "source":
      return repo.source === null ? null : (
        // Above the row's own link.
        <SourceLink source={repo.source} className="relative z-1 block w-fit max-w-full truncate text-12" />
      );
    case "last_push_at":
      return <LastPush lastPushAt={repo.last_push_at} committedAt={committedAt} now={now} />;
    default:
      return <Timestamp {...describeTime(repo[column], now)} />;
  }
}
