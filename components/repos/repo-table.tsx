"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import clsx from "clsx";
import { FolderGit2, KeyRound, SearchX } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { CreateRepoButton } from "@/components/new-repo/create-repo-dialog";
import { ImportRepoButton } from "@/components/new-repo/import-repo-button";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button, buttonClass } from "@/components/ui/button";
import { HeaderCell, Table, TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { NavLink } from "@/components/ui/nav-link";
import { SelectBox } from "@/components/ui/select-box";
import { TableSkeleton } from "@/components/ui/table-skeleton";
import { changeAddress, useAddressQuery } from "@/components/ui/use-address-query";
import { type RepoWithRemote, repoSortField } from "@/contract/repos";
import { countOf } from "@/lib/format/count";
import { forgetOldPages, reposQuery } from "@/lib/queries/repos";
import { inventoryUrl, namespaceUrl } from "@/lib/routes";
import { describeFailure, failureOf } from "@/lib/wire/describe-failure";
import { BulkBar } from "./bulk-bar";
import { ExportButton } from "./export-button";
import { groupByPrefix } from "./group-by-prefix";
import { chunkStartsOf, useLatestCommitTimes } from "./latest-commit-times";
import { firstPageOf, RepoPager } from "./repo-pager";
import { columnClasses, RepoRow } from "./repo-row";
import { RepoSearch } from "./repo-search";
import { pageSelection, rowsBetween, type Selection, withRepos } from "./repo-selection";
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
  const params = useAddressQuery(namespaceUrl(namespace));
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
    forgetOldPages(client, namespace);
    if (nextCursor !== null) {
      client.prefetchQuery(reposQuery(namespace, reposQueryOf({ ...state, cursor: nextCursor })));
    }
  }, [client, namespace, state, nextCursor]);

  const frame = useRef<HTMLDivElement>(null);
  const repos = query.data?.repos ?? noRepos;
  const groups = useMemo(
    () => (state.isGrouped ? groupByPrefix(repos) : [{ prefix: null, items: repos }]),
    [repos, state.isGrouped],
  );
  const rows = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const chunkStarts = useMemo(() => chunkStartsOf(rows), [rows]);
  const committedAt = useLatestCommitTimes(namespace, rows, { frame, isCurrent: !query.isPlaceholderData });

  const [selected, setSelected] = useState<Selection>(new Map());
  const lastChosen = useRef<string | null>(null);
  const selectRow = useCallback(
    (repo: RepoWithRemote, isSelected: boolean, isRange: boolean) => {
      const which = isRange ? rowsBetween(rows, lastChosen.current, repo) : [repo];
      lastChosen.current = repo.id;
      setSelected((before) => withRepos(before, which, isSelected));
    },
    [rows],
  );
  const onPage = pageSelection(selected, rows);

  const [isCreating, setCreating] = useState(false);

  // Cursors lead forward only. The ones passed on the way are the way back; Back of the browser works without them.
  const [trail, setTrail] = useState<Record<number, string | null>>({ 1: null });

  const show = (next: RepoTableState, how: "push" | "replace" = "push") => {
    changeAddress(namespaceUrl(namespace, formatRepoTableState(next)), how);
  };
  const restart = (change: Partial<RepoTableState>, how?: "push" | "replace") => {
    setTrail({ 1: null });
    show({ ...state, ...change, cursor: null, page: 1 }, how);
  };
  const turnTo = (next: RepoTableState) => {
    setTrail({ ...trail, [state.page]: state.cursor, [next.page]: next.cursor });
    show(next);
    window.scrollTo({ top: 0 });
  };
  const listed = { search: state.search || undefined, sort: state.sort, direction: state.direction };
  const toggleSort = (id: string) => {
    const sort = repoSortField.parse(id);
    const first = sort === "name" ? "asc" : "desc";
    const direction = state.sort === sort ? (state.direction === "asc" ? "desc" : "asc") : first;
    restart({ sort, direction });
  };

  const table = useTable({
    features,
    columns,
    data: repos,
    getRowId: (repo) => repo.id,
    manualSorting: true,
    state: {
      sorting: [{ id: state.sort, desc: state.direction === "desc" }],
      columnVisibility: Object.fromEntries(
        optionalColumns.map((column) => [column, state.columns.includes(column)]),
      ),
    },
  });

  return (
    <div
      ref={frame}
      // The bar of what is selected lies over the end of the page.
      className={clsx("grid grid-cols-[minmax(0,1fr)] gap-4", selected.size > 0 && "pb-28")}
    >
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto text-20 font-semibold">Repos</h1>
        <NavLink href={inventoryUrl(namespace)} className={buttonClass()}>
          <KeyRound size={16} aria-hidden />
          Live tokens
        </NavLink>
        <RepoSearch
          value={state.search}
          onSearch={(search) => restart({ search }, "replace")}
          onArrowDown={() => frame.current?.querySelector<HTMLElement>("[data-row-link]")?.focus()}
          action={namespaceUrl(namespace)}
          fields={formatRepoTableState({ ...firstPageOf(state), search: "" })}
        />
        <TableOptions
          state={state}
          onChange={(change, { restarts = false } = {}) =>
            restarts ? restart(change, "replace") : show({ ...state, ...change }, "replace")
          }
        />
        <ImportRepoButton namespace={namespace} />
        <CreateRepoButton namespace={namespace} open={isCreating} onOpenChange={setCreating} />
      </div>

      {selected.size > 0 ? (
        <BulkBar
          namespace={namespace}
          selected={selected}
          query={listed}
          hasMore={Boolean(query.data?.nextCursor) || state.page > 1}
          onSelect={(which) => setSelected(new Map(which.map((repo) => [repo.id, repo])))}
        />
      ) : null}

      {query.isPending ? (
        <TableSkeleton widths={skeletonWidths} lastWidth="w-24" />
      ) : query.isError ? (
        <TableFrame>
          {state.cursor !== null && failureOf(query.error).kind === "invalid" ? (
            <BlankSlate
              icon={SearchX}
              title="This page cannot be found any more"
              action={<Button onClick={() => restart({})}>First page</Button>}
            >
              Artifacts does not know the place in the list that this link names.
            </BlankSlate>
          ) : (
            <Failure {...describeFailure(query.error, "the repos")} onRetry={() => query.refetch()} />
          )}
        </TableFrame>
      ) : repos.length === 0 ? (
        <TableFrame>
          {state.cursor !== null ? (
            <BlankSlate
              icon={FolderGit2}
              title="Nothing on this page any more"
              action={<Button onClick={() => restart({})}>First page</Button>}
            >
              The repos that stood here have been deleted or renamed, or stand on another page now.
            </BlankSlate>
          ) : state.search ? (
            <BlankSlate
              icon={SearchX}
              title="No repo matches"
              action={<Button onClick={() => restart({ search: "" })}>Clear the search</Button>}
            >
              Nothing in <strong className="font-medium text-text">{namespace}</strong> has “{state.search}”
              in its name.
            </BlankSlate>
          ) : (
            <BlankSlate
              icon={FolderGit2}
              title="No repos yet"
              action={<Button onClick={() => setCreating(true)}>Create the first repo</Button>}
            >
              <strong className="font-medium text-text">{namespace}</strong> has no repos, or is not there
              yet: a namespace comes into being with its first repo.
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
                    <HeaderCell className="w-10">
                      <SelectBox
                        label="Select all on this page"
                        checked={onPage === "all"}
                        isPartial={onPage === "some"}
                        isDisabled={query.isPlaceholderData}
                        onChange={(isSelected) => setSelected(withRepos(selected, rows, isSelected))}
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
              {groups.map((group, groupIndex) => (
                <tbody
                  // Those that share no prefix keep their rows when the first of them changes.
                  key={group.prefix ?? groupIndex}
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
                      onSelect={selectRow}
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
            total={query.data.total}
            nextCursor={query.data.nextCursor}
            previousCursor={trail[state.page - 1]}
            onShow={turnTo}
            isBusy={query.isPlaceholderData}
          >
            <ExportButton namespace={namespace} query={listed} />
          </RepoPager>
        </>
      )}
    </div>
  );
}

/** Arrow keys, Home and End lead from row to row, over the rows' links or over their boxes. */
function walkRows(event: KeyboardEvent<HTMLElement>) {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return;
  const kind = ["[data-row-link]", "tbody [data-row-box]"].find((each) => target.matches(each));
  const stops = [
    ...(event.currentTarget.closest("table")?.querySelectorAll<HTMLElement>(kind ?? ":not(*)") ?? []),
  ];
  const at = stops.indexOf(target);
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  const stop = to === undefined ? undefined : stops[to];
  if (!stop) return;
  event.preventDefault();
  stop.focus();
}

const skeletonWidths = ["w-40", "w-56", "w-32", "w-48", "w-36", "w-52", "w-44", "w-28"];
