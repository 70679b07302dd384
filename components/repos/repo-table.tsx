"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { FolderGit2, SearchX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { HeaderCell, Table, TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { type RepoWithRemote, repoSortField } from "@/contract/repos";
import { countOf, formatCount } from "@/lib/format/count";
import { describeFailure } from "@/lib/queries/failure-words";
import { latestCommitsQuery, reposQuery } from "@/lib/queries/repos";
import { namespaceUrl } from "@/lib/routes";
import { BulkBar } from "./bulk-bar";
import { CreateRepoButton } from "./create-repo-dialog";
import { groupByPrefix } from "./group-by-prefix";
import { ImportRepoButton } from "./import-repo-button";
import { columnClasses, RepoRow } from "./repo-row";
import { RepoSearch } from "./repo-search";
import {
  formatRepoTableState,
  optionalColumns,
  parseRepoTableState,
  type RepoTableState,
  reposQueryOf,
} from "./repo-table-state";
import { columnTitles, TableOptions } from "./table-options";

const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature });
const helper = createColumnHelper<typeof features, RepoWithRemote>();
const columns = helper.columns([
  helper.accessor("name", { header: "Name" }),
  ...optionalColumns.map((column) =>
    helper.accessor(column, {
      header: columnTitles[column],
      enableSorting: repoSortField.safeParse(column).success,
    }),
  ),
]);
const noRepos: RepoWithRemote[] = [];

export function RepoTable({ namespace, now: pageNow }: { namespace: string; now: number }) {
  const params = useSearchParams();
  const client = useQueryClient();
  const state = useMemo(() => parseRepoTableState((key) => params.get(key)), [params]);
  const query = useQuery({
    ...reposQuery(namespace, reposQueryOf(state)),
    placeholderData: keepPreviousData,
  });
  // A repo that was created since the page came would else lie in the future.
  const now = Math.max(pageNow, query.dataUpdatedAt);

  // The next page is there before it is asked for.
  const nextCursor = query.isPlaceholderData ? null : (query.data?.nextCursor ?? null);
  useEffect(() => {
    if (nextCursor !== null) {
      client.prefetchQuery(reposQuery(namespace, reposQueryOf({ ...state, cursor: nextCursor })));
    }
  }, [client, namespace, state, nextCursor]);

  // By id, beside the list: what moves underneath changes nothing, and it stays from page to page.
  const [selected, setSelected] = useState<ReadonlyMap<string, RepoWithRemote>>(new Map());
  const select = (which: readonly RepoWithRemote[], isSelected: boolean) => {
    const next = new Map(selected);
    for (const repo of which) {
      if (isSelected) next.set(repo.id, repo);
      else next.delete(repo.id);
    }
    setSelected(next);
  };

  // Cursors lead forward only. The ones passed on the way are the way back; Back of the browser works without them.
  const [trail, setTrail] = useState<Record<number, string | null>>({ 1: null });

  const show = (next: RepoTableState, how: "push" | "replace" = "push") => {
    const url = namespaceUrl(namespace, formatRepoTableState(next));
    if (how === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  };
  const restart = (change: Partial<RepoTableState>, how?: "push" | "replace") => {
    setTrail({ 1: null });
    show({ ...state, ...change, cursor: null, page: 1 }, how);
  };
  const goTo = (page: number, cursor: string | null) => {
    setTrail({ ...trail, [state.page]: state.cursor, [page]: cursor });
    show({ ...state, page, cursor });
    window.scrollTo({ top: 0 });
  };
  const toggleSort = (id: string) => {
    const sort = repoSortField.parse(id);
    const first = sort === "name" ? "asc" : "desc";
    const direction = state.sort === sort ? (state.direction === "asc" ? "desc" : "asc") : first;
    restart({ sort, direction });
  };

  const table = useTable({
    features,
    columns,
    data: query.data?.repos ?? noRepos,
    getRowId: (repo) => repo.id,
    manualSorting: true,
    state: {
      sorting: [{ id: state.sort, desc: state.direction === "desc" }],
      columnVisibility: Object.fromEntries(
        optionalColumns.map((column) => [column, state.columns.includes(column)]),
      ),
    },
  });

  const repos = table.getRowModel().rows.map((row) => row.original);
  const unreported = repos.filter(
    (repo) => repo.last_push_at === null && (repo.status ?? "ready") === "ready",
  );
  const latestCommits = useQuery({
    ...latestCommitsQuery(
      namespace,
      unreported.map((repo) => repo.name),
    ),
    ...(query.isPlaceholderData ? { enabled: false } : {}),
  });
  const groups = state.isGrouped ? groupByPrefix(repos) : [{ prefix: null, items: repos }];
  const previous = trail[state.page - 1];

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto text-20 font-semibold">Repos</h1>
        <RepoSearch value={state.search} onSearch={(search) => restart({ search }, "replace")} />
        <TableOptions
          state={state}
          onChange={(change, { restarts = false } = {}) =>
            restarts ? restart(change, "replace") : show({ ...state, ...change }, "replace")
          }
        />
        <ImportRepoButton namespace={namespace} />
        <CreateRepoButton namespace={namespace} />
      </div>

      {selected.size > 0 ? (
        <BulkBar
          namespace={namespace}
          selected={selected}
          query={{ search: state.search || undefined, sort: state.sort, direction: state.direction }}
          hasMore={Boolean(query.data?.nextCursor) || state.page > 1}
          onSelect={(which) => setSelected(new Map(which.map((repo) => [repo.id, repo])))}
        />
      ) : null}

      {query.isPending ? (
        <RepoTableSkeleton />
      ) : query.isError ? (
        <TableFrame>
          <Failure {...describeFailure(query.error, "the repos")} onRetry={() => query.refetch()} />
        </TableFrame>
      ) : repos.length === 0 ? (
        <TableFrame>
          {state.search ? (
            <BlankSlate
              icon={SearchX}
              title="No repo matches"
              action={<Button onClick={() => restart({ search: "" })}>Clear the search</Button>}
            >
              Nothing in <strong className="font-medium text-text">{namespace}</strong> has “{state.search}”
              in its name.
            </BlankSlate>
          ) : (
            <BlankSlate icon={FolderGit2} title="No repos yet">
              Create the first one here, or through the API. It is ready to be pushed to at once.
            </BlankSlate>
          )}
        </TableFrame>
      ) : (
        <>
          <TableFrame busy={query.isPlaceholderData}>
            <Table label={`Repos in ${namespace}`}>
              <thead>
                {table.getHeaderGroups().map((group) => (
                  <tr key={group.id}>
                    <HeaderCell className="w-10 pr-0">
                      <input
                        type="checkbox"
                        aria-label="Select all on this page"
                        checked={repos.every((repo) => selected.has(repo.id))}
                        onChange={(event) => select(repos, event.target.checked)}
                        className="block size-4 accent-(--accent)"
                      />
                    </HeaderCell>
                    {group.headers.map((header) => (
                      <HeaderCell
                        key={header.id}
                        className={columnClasses[header.column.id]}
                        sort={
                          header.column.getCanSort()
                            ? {
                                direction: header.column.getIsSorted() || null,
                                onToggle: () => toggleSort(header.column.id),
                              }
                            : undefined
                        }
                      >
                        <table.FlexRender header={header} />
                      </HeaderCell>
                    ))}
                  </tr>
                ))}
              </thead>
              {groups.map((group) => (
                <tbody
                  key={group.prefix ?? group.items[0]?.id}
                  onKeyDown={walkRows}
                  className="not-last:border-b"
                >
                  {group.prefix === null ? null : (
                    <tr className="border-b bg-bg-subtle">
                      <th
                        scope="rowgroup"
                        colSpan={state.columns.length + 2}
                        className="h-8 px-4 text-12 font-medium text-text-muted"
                      >
                        <span className="font-mono text-text">{group.prefix}…</span>{" "}
                        {countOf(group.items.length, "repo")} on this page
                      </th>
                    </tr>
                  )}
                  {group.items.map((repo) => (
                    <RepoRow
                      key={repo.id}
                      namespace={namespace}
                      repo={repo}
                      columns={state.columns}
                      isCompact={state.isCompact}
                      isSelected={selected.has(repo.id)}
                      onSelect={(isSelected) => select([repo], isSelected)}
                      committedAt={latestCommits.data?.[repo.name]}
                      now={now}
                    />
                  ))}
                </tbody>
              ))}
            </Table>
          </TableFrame>
          <div className="flex flex-wrap items-center justify-between gap-3 text-13 text-text-muted">
            <p role="status">{countWords(state, repos.length, query.data.total)}</p>
            <div className="flex gap-2">
              {state.page > 1 ? (
                <Button
                  size="sm"
                  onClick={() => (previous === undefined ? restart({}) : goTo(state.page - 1, previous))}
                >
                  {previous === undefined ? "First page" : "Previous"}
                </Button>
              ) : null}
              {query.data.nextCursor ? (
                <Button
                  size="sm"
                  disabled={query.isPlaceholderData}
                  onClick={() => goTo(state.page + 1, query.data.nextCursor)}
                >
                  Next
                </Button>
              ) : null}
            </div>
          </div>
        </>
      )}
    </div>
  );
}

/** Arrow keys, Home and End lead from row to row, over the rows' own links. */
function walkRows(event: KeyboardEvent<HTMLElement>) {
  const links = [
    ...(event.currentTarget.closest("table")?.querySelectorAll<HTMLElement>("[data-row-link]") ?? []),
  ];
  const at = event.target instanceof HTMLElement ? links.indexOf(event.target) : -1;
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const link = to === undefined ? undefined : links[to];
  if (!link) return;
  event.preventDefault();
  link.focus();
}

/** Exact where the API gives a total, honest where it does not. */
function countWords({ page, pageSize }: RepoTableState, shown: number, total: number | null): string {
  const first = (page - 1) * pageSize + 1;
  const range = `${formatCount(first)}–${formatCount(first + shown - 1)}`;
  if (total === null) return `${range} of many`;
  return page === 1 ? countOf(total, "repo") : `${range} of ${formatCount(total)}`;
}

const skeletonWidths = ["w-40", "w-56", "w-32", "w-48", "w-36", "w-52", "w-44", "w-28"];

function RepoTableSkeleton() {
  return (
    <TableFrame busy>
      <div className="h-9 border-b bg-bg-subtle" />
      {skeletonWidths.map((width) => (
        <div key={width} className="flex h-10 items-center justify-between border-b px-4 last:border-b-0">
          <Skeleton className={width} />
          <Skeleton className="w-24" />
        </div>
      ))}
    </TableFrame>
  );
}
