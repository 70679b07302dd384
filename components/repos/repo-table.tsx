"use client";

import clsx from "clsx";
import { useMemo, useRef } from "react";
import { Table, TableFrame } from "@/components/ui/data-table";
import { TableSkeleton } from "@/components/ui/table-skeleton";
import { useOpenedByAddress } from "@/components/ui/use-opened-by-address";
import type { RepoWithRemote } from "@/contract/repos";
import { ExportButton } from "./export-button";
import { groupByPrefix } from "./group-by-prefix";
import { chunkStartsOf, useLatestCommitTimes } from "./latest-commit-times";
import { LazyBulkBar } from "./lazy-bulk-bar";
import { NoRepos } from "./no-repos";
import { PrefixRow } from "./prefix-row";
import { RepoHeaderRow } from "./repo-header-row";
import { RepoPager } from "./repo-pager";
import { RepoRow } from "./repo-row";
import { pageSelection } from "./repo-selection";
import { columnsOf } from "./repo-table-state";
import { RepoToolbar } from "./repo-toolbar";
import { ReposFailure } from "./repos-failure";
import { useRepoList } from "./use-repo-list";
import { useRepoSelection } from "./use-repo-selection";
import { walkRows } from "./walk-rows";

const noRepos: RepoWithRemote[] = [];
const skeletonWidths = ["w-40", "w-56", "w-32", "w-48", "w-36", "w-52", "w-44", "w-28"];

export function RepoTable({ namespace, now: pageNow }: { namespace: string; now: number }) {
  const list = useRepoList(namespace);
  const { state, query } = list;
  // A repo that was created since the page came would else lie in the future.
  const now = Math.max(pageNow, query.dataUpdatedAt);

  const frame = useRef<HTMLDivElement>(null);
  const repos = query.data?.repos ?? noRepos;
  const groups = useMemo(
    () => (state.isGrouped ? groupByPrefix(repos) : [{ prefix: null, items: repos }]),
    [repos, state.isGrouped],
  );
  const columns = useMemo(() => columnsOf(state, repos), [state, repos]);
  const rows = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const chunkStarts = useMemo(() => chunkStartsOf(rows), [rows]);
  const committedAt = useLatestCommitTimes(namespace, rows, { frame, isCurrent: !query.isPlaceholderData });

  const { selected, selectRow, selectPage, selectOnly } = useRepoSelection(rows);
  const [isCreating, setCreating] = useOpenedByAddress();
  const listed = { search: state.search || undefined, sort: state.sort, direction: state.direction };

  return (
    <div
      ref={frame}
      // The bar of what is selected lies over the end of the page.
      className={clsx("grid grid-cols-[minmax(0,1fr)] gap-4", selected.size > 0 && "pb-28")}
    >
      <RepoToolbar
        namespace={namespace}
        list={list}
        columns={columns}
        onArrowDown={() => frame.current?.querySelector<HTMLElement>("[data-row-link]")?.focus()}
        isCreating={isCreating}
        onCreating={setCreating}
      />

      {selected.size > 0 ? (
        <LazyBulkBar
          namespace={namespace}
          selected={selected}
          query={listed}
          hasMore={Boolean(query.data?.nextCursor) || state.page > 1}
          onSelect={selectOnly}
        />
      ) : null}

      {query.isPending ? (
        <TableSkeleton widths={skeletonWidths} lastWidth="w-24" />
      ) : query.isError ? (
        <TableFrame>
          <ReposFailure
            error={query.error}
            hasCursor={state.cursor !== null}
            onRestart={() => list.restart({})}
            onRetry={() => query.refetch()}
          />
        </TableFrame>
      ) : repos.length === 0 ? (
        <TableFrame>
          <NoRepos
            namespace={namespace}
            state={state}
            restart={list.restart}
            onCreate={() => setCreating(true)}
          />
        </TableFrame>
      ) : (
        <>
          <TableFrame busy={query.isPlaceholderData}>
            <Table label={`Repos in ${namespace}`} columns="repos" isCompact={state.isCompact}>
              <RepoHeaderRow
                list={list}
                shown={columns}
                repos={repos}
                chosen={pageSelection(selected, rows)}
                onSelectPage={selectPage}
              />
              {groups.map((group, groupIndex) => (
                <tbody
                  // Those that share no prefix keep their rows when the first of them changes.
                  key={group.prefix ?? groupIndex}
                  onKeyDown={walkRows}
                  className="not-last:border-b"
                >
                  {group.prefix === null ? null : (
                    <PrefixRow
                      prefix={group.prefix}
                      count={group.items.length}
                      columnCount={columns.length + 2}
                    />
                  )}
                  {group.items.map((repo) => (
                    <RepoRow
                      key={repo.id}
                      namespace={namespace}
                      repo={repo}
                      columns={columns}
                      isCompact={state.isCompact}
                      isSelected={selected.has(repo.id)}
                      onBox={selectRow}
                      isChunkStart={chunkStarts.has(repo.id)}
                      committedAt={committedAt[repo.name]}
                      now={now}
                    />
                  ))}
                </tbody>
              ))}
            </Table>
          </TableFrame>
          <RepoPager
            namespace={namespace}
            state={state}
            shown={repos.length}
            total={list.total}
            nextCursor={query.data.nextCursor}
            previousCursor={list.previousCursor}
            onShow={list.turnTo}
            isBusy={query.isPlaceholderData}
          >
            <ExportButton namespace={namespace} query={listed} />
          </RepoPager>
        </>
      )}
    </div>
  );
}
