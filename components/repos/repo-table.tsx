"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import clsx from "clsx";
import { FolderGit2, Search, SearchX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { Cell, HeaderCell, Row, rowLinkClass, Table, TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { inputClass } from "@/components/ui/input";
import { NavLink } from "@/components/ui/nav-link";
import { Skeleton } from "@/components/ui/skeleton";
import { Timestamp } from "@/components/ui/timestamp";
import { type RepoWithRemote, repoSortField } from "@/contract/repos";
import { formatCount } from "@/lib/format/count";
import { describeTime } from "@/lib/format/time-ago";
import { describeFailure } from "@/lib/queries/failure-words";
import { reposQuery } from "@/lib/queries/repos";
import { namespaceUrl, repoUrl } from "@/lib/routes";
import { CreateRepoButton } from "./create-repo-dialog";
import {
  formatRepoTableState,
  parseRepoTableState,
  type RepoTableState,
  reposPerPage,
  reposQueryOf,
} from "./repo-table-state";

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, RepoWithRemote>();
const columns = helper.columns([
  helper.accessor("name", { header: "Name" }),
  helper.accessor("default_branch", { header: "Default branch", enableSorting: false }),
  helper.accessor("created_at", { header: "Created" }),
  helper.accessor("updated_at", { header: "Updated" }),
  helper.accessor("last_push_at", { header: "Last push" }),
]);
const noRepos: RepoWithRemote[] = [];

/** On a phone the name alone has a column; the time of the last push moves below it. */
const columnClasses: Record<string, string> = {
  default_branch: "w-40 max-lg:hidden",
  created_at: "w-36 max-md:hidden",
  updated_at: "w-36 max-lg:hidden",
  last_push_at: "w-36 max-sm:hidden",
};

const searchDelayMs = 200;

export function RepoTable({ namespace, now: pageNow }: { namespace: string; now: number }) {
  const params = useSearchParams();
  const state = useMemo(() => parseRepoTableState((key) => params.get(key)), [params]);
  const query = useQuery({
    ...reposQuery(namespace, reposQueryOf(state)),
    placeholderData: keepPreviousData,
  });

  // A repo that was created since the page came would else lie in the future.
  const now = Math.max(pageNow, query.dataUpdatedAt);

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

  const table = useTable({
    features,
    columns,
    data: query.data?.repos ?? noRepos,
    getRowId: (repo) => repo.id,
    manualSorting: true,
    state: { sorting: [{ id: state.sort, desc: state.direction === "desc" }] },
  });

  const toggleSort = (id: string) => {
    const sort = repoSortField.parse(id);
    const first = sort === "name" ? "asc" : "desc";
    const direction = state.sort === sort ? (state.direction === "asc" ? "desc" : "asc") : first;
    restart({ sort, direction });
  };

  const goTo = (page: number, cursor: string | null) => {
    setTrail({ ...trail, [state.page]: state.cursor, [page]: cursor });
    show({ ...state, page, cursor });
    window.scrollTo({ top: 0 });
  };

  const rows = table.getRowModel().rows;
  const previous = trail[state.page - 1];

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto text-20 font-semibold">Repos</h1>
        <SearchBox value={state.search} onSearch={(search) => restart({ search }, "replace")} />
        <CreateRepoButton namespace={namespace} />
      </div>

      {query.isPending ? (
        <RepoTableSkeleton />
      ) : query.isError ? (
        <TableFrame>
          <Failure {...describeFailure(query.error, "the repos")} onRetry={() => query.refetch()} />
        </TableFrame>
      ) : rows.length === 0 ? (
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
              <tbody>
                {rows.map((row) => (
                  <RepoRow key={row.id} namespace={namespace} repo={row.original} now={now} />
                ))}
              </tbody>
            </Table>
          </TableFrame>
          <div className="flex flex-wrap items-center justify-between gap-3 text-13 text-text-muted">
            <p role="status">
              {countWords({ shown: rows.length, total: query.data.total, page: state.page })}
            </p>
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

/** Exact where the API gives a total, honest where it does not. */
function countWords({ shown, total, page }: { shown: number; total: number | null; page: number }) {
  const first = (page - 1) * reposPerPage + 1;
  const range = `${formatCount(first)}–${formatCount(first + shown - 1)}`;
  if (total === null) return `${range} of many`;
  return page === 1
    ? `${formatCount(total)} ${total === 1 ? "repo" : "repos"}`
    : `${range} of ${formatCount(total)}`;
}

function RepoRow({ namespace, repo, now }: { namespace: string; repo: RepoWithRemote; now: number }) {
  return (
    <Row>
      <Cell className="max-w-0">
        <div className="flex min-w-0 items-center gap-2">
          <NavLink
            href={repoUrl(namespace, repo.name)}
            className={clsx(rowLinkClass, "truncate font-medium")}
          >
            {repo.name}
          </NavLink>
          {repo.status && repo.status !== "ready" ? <Badge tone="info">{repo.status}</Badge> : null}
          {repo.read_only ? <Badge>read-only</Badge> : null}
        </div>
        {repo.description ? (
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
      <Cell className={clsx("truncate font-mono text-12 text-text-muted", columnClasses.default_branch)}>
        {repo.default_branch}
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.created_at)}>
        <Timestamp {...describeTime(repo.created_at, now)} />
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.updated_at)}>
        <Timestamp {...describeTime(repo.updated_at, now)} />
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.last_push_at)}>
        {repo.last_push_at ? <Timestamp {...describeTime(repo.last_push_at, now)} /> : "Never"}
      </Cell>
    </Row>
  );
}

function SearchBox({ value, onSearch }: { value: string; onSearch: (search: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);

  // Back, Forward and "Clear the search" change the value from outside.
  if (value !== seen) {
    setSeen(value);
    setTyped(value);
  }

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target?.closest("input, textarea, select, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);

  const change = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSeen(next);
      onSearch(next);
    }, searchDelayMs);
  };

  return (
    <div className="relative w-64 max-sm:order-last max-sm:w-full">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2.5 my-auto text-text-muted"
      />
      <input
        ref={input}
        type="search"
        aria-label="Search repos by name"
        aria-keyshortcuts="/"
        placeholder="Search by name"
        value={typed}
        maxLength={200}
        onChange={(event) => change(event.target.value)}
        className={clsx(inputClass, "h-9 pl-8 pointer-coarse:h-11")}
      />
    </div>
  );
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
