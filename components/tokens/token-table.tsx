"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import clsx from "clsx";
import { KeyRound } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { HeaderCell, Table, TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { SelectBox } from "@/components/ui/select-box";
import { TableSkeleton } from "@/components/ui/table-skeleton";
import { changeAddress, useAddressQuery } from "@/components/ui/use-address-query";
import { useNow } from "@/components/ui/use-now";
import { countOf } from "@/lib/format/count";
import { allTokensQuery, tokensQuery, tokensSortedMax } from "@/lib/queries/tokens";
import { tokensUrl } from "@/lib/routes";
import type { LabelledToken } from "@/lib/wire/answers";
import { describeFailure } from "@/lib/wire/describe-failure";
import { CreateTokenButton } from "./create-token-dialog";
import { RevokeTokenDialog } from "./revoke-token-dialog";
import { RotateTokenDialog } from "./rotate-token-dialog";
import { TokenBulkBar } from "./token-bulk-bar";
import { keepLive, sortTokens, stateAt, type TokenSelection, withTokens } from "./token-list";
import { columnClasses, stateWords, TokenRow } from "./token-row";
import {
  formatTokenTableState,
  parseTokenTableState,
  type TokenTableState,
  toggleSort,
  tokenSorts,
  tokenStates,
  tokensPerPage,
  tokensQueryOf,
} from "./token-table-state";

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, LabelledToken>();
const columns = helper.columns([
  helper.accessor("id", { header: "Token", enableSorting: false }),
  helper.accessor("scope", { header: "Scope" }),
  helper.accessor("state", { header: "State", enableSorting: false }),
  helper.accessor("created_at", { header: "Created" }),
  helper.accessor("expires_at", { header: "Expires" }),
  helper.display({ id: "actions", header: "" }),
]);
const noTokens: LabelledToken[] = [];

interface TokenTableProps {
  namespace: string;
  repo: string;
  remote: string;
  repoCreatedAt: string;
  now: number;
}

export function TokenTable({ namespace, repo, remote, repoCreatedAt, now: initialNow }: TokenTableProps) {
  const params = useAddressQuery(tokensUrl(namespace, repo));
  const state = useMemo(() => parseTokenTableState((key) => params.get(key)), [params]);
  const query = useQuery({
    ...tokensQuery(namespace, repo, tokensQueryOf(state)),
    placeholderData: keepPreviousData,
  });
  const total = query.data?.totalCount ?? null;
  const isAllSortable = total !== null && total <= tokensSortedMax;
  const all = useQuery({
    ...allTokensQuery(namespace, repo, state.state),
    enabled: state.sort !== null && isAllSortable,
    placeholderData: keepPreviousData,
  });
  const now = useNow(initialNow);

  const page = query.data?.tokens ?? noTokens;
  const tokens = useMemo(() => {
    if (state.sort === null) return page;
    if (!isAllSortable || all.data === undefined) return sortTokens(page, state.sort, state.direction);
    const start = (state.page - 1) * tokensPerPage;
    return sortTokens(all.data, state.sort, state.direction).slice(start, start + tokensPerPage);
  }, [state, page, isAllSortable, all.data]);
  const table = useTable({
    features,
    columns,
    data: tokens,
    getRowId: (token) => token.id,
    manualSorting: true,
    state: {
      sorting: state.sort === null ? [] : [{ id: state.sort, desc: state.direction === "desc" }],
    },
  });

  const [acting, setActing] = useState<{ kind: "revoke" | "rotate"; token: LabelledToken } | null>(null);
  const [isBulkBusy, setBulkBusy] = useState(false);
  const isSorting = state.sort !== null && isAllSortable && (all.isPending || all.isPlaceholderData);
  const isSettled = !query.isPlaceholderData && !isSorting && query.data !== undefined;
  const { selected, select, lost } = useSelection(tokens, {
    view: `${namespace}/${repo}?${params}`,
    now,
    isPaused: isBulkBusy || !isSettled,
  });
  const live = tokens.filter((token) => stateAt(token, now) === "active");
  // The dashboard's own would be back at once: who wants it gone selects it by itself.
  const selectable = live.filter((token) => token.label === null);
  const chosenCount = selectable.filter((token) => selected.has(token.id)).length;
  const lastChosen = useRef<string | null>(null);
  const selectRow = (token: LabelledToken, isSelected: boolean, isRange: boolean) => {
    const [from, to] = [lastChosen.current, token.id].map((id) => live.findIndex((each) => each.id === id));
    const isOfTwo = isRange && from !== undefined && to !== undefined && from >= 0;
    const which = isOfTwo ? live.slice(Math.min(from, to), Math.max(from, to) + 1) : [token];
    lastChosen.current = token.id;
    select(withTokens(selected, which, isSelected));
  };

  const show = (next: TokenTableState) =>
    changeAddress(tokensUrl(namespace, repo, formatTokenTableState(next)), "push");

  return (
    <div
      // The bar of what is selected lies over the end of the page.
      className={clsx("grid grid-cols-[minmax(0,1fr)] gap-4", selected.size > 0 && "pb-28")}
    >
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="mr-auto text-20 font-semibold">Tokens</h1>
        <fieldset className="flex rounded border border-border-strong/60 bg-bg-raised p-0.5 max-sm:order-last max-sm:w-full">
          <legend className="sr-only">Which tokens</legend>
          {tokenStates.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={state.state === value}
              onClick={() => show({ ...state, state: value, page: 1 })}
              className="h-7 flex-1 rounded-sm px-2.5 text-13 text-text-muted transition-colors duration-150 hover:text-text aria-pressed:bg-accent-subtle aria-pressed:font-medium aria-pressed:text-accent-text pointer-coarse:h-11"
            >
              {stateWords[value]}
            </button>
          ))}
        </fieldset>
        <CreateTokenButton namespace={namespace} repo={repo} remote={remote} />
      </div>

      <p role="status" className="text-13 text-text-muted empty:hidden">
        {lost}
      </p>

      {query.isPending ? (
        <TableSkeleton widths={["w-32", "w-36", "w-28"]} lastWidth="w-20" />
      ) : query.isError ? (
        <TableFrame>
          <Failure {...describeFailure(query.error, "the tokens")} onRetry={() => query.refetch()} />
        </TableFrame>
      ) : tokens.length === 0 ? (
        <TableFrame>
          {state.page > 1 ? (
            <BlankSlate
              icon={KeyRound}
              title="Nothing on this page any more"
              action={<Button onClick={() => show({ ...state, page: 1 })}>First page</Button>}
            >
              The tokens that stood here are in another state now.
            </BlankSlate>
          ) : (
            <BlankSlate
              icon={KeyRound}
              title={
                state.state === "all" ? "No tokens" : `No ${stateWords[state.state].toLowerCase()} tokens`
              }
            >
              {state.state === "active"
                ? "Nobody can clone from or push to this repo. Create a token to let someone in."
                : "Tokens appear here when they come into this state."}
            </BlankSlate>
          )}
        </TableFrame>
      ) : (
        <>
          <TableFrame busy={!isSettled}>
            <Table label={`Tokens of ${repo}`}>
              <thead>
                {table.getHeaderGroups().map((group) => (
                  <tr key={group.id}>
                    <HeaderCell className={columnClasses.select}>
                      {selectable.length > 0 ? (
                        <SelectBox
                          label="Select all on this page"
                          checked={chosenCount === selectable.length}
                          isPartial={chosenCount > 0 && chosenCount < selectable.length}
                          isDisabled={!isSettled}
                          onChange={(isSelected) => select(withTokens(selected, selectable, isSelected))}
                        />
                      ) : (
                        <span className="sr-only">Selected</span>
                      )}
                    </HeaderCell>
                    {group.headers.map((header) => {
                      const sort = tokenSorts.find((value) => value === header.column.id);
                      return (
                        <HeaderCell
                          key={header.id}
                          className={columnClasses[header.column.id]}
                          sort={
                            sort === undefined
                              ? undefined
                              : {
                                  direction: header.column.getIsSorted() || null,
                                  onToggle: () => show(toggleSort(state, sort)),
                                }
                          }
                        >
                          {header.column.id === "actions" ? (
                            <span className="sr-only">Actions</span>
                          ) : (
                            <table.FlexRender header={header} />
                          )}
                        </HeaderCell>
                      );
                    })}
                  </tr>
                ))}
              </thead>
              <tbody>
                {table.getRowModel().rows.map(({ id, original: token }) => (
                  <TokenRow
                    key={id}
                    token={token}
                    repoCreatedAt={repoCreatedAt}
                    now={now}
                    isSelected={selected.has(id)}
                    onSelect={(isSelected, isRange) => selectRow(token, isSelected, isRange)}
                    onRevoke={() => setActing({ kind: "revoke", token })}
                    onRotate={() => setActing({ kind: "rotate", token })}
                  />
                ))}
              </tbody>
            </Table>
          </TableFrame>
          <div className="flex flex-wrap items-center justify-between gap-3 text-13 text-text-muted">
            <p role="status" className="min-w-0">
              {total === null ? `Page ${state.page}` : countOf(total, "token")}
              {total !== null && query.data.totalPages > 1
                ? `, page ${state.page} of ${query.data.totalPages}`
                : ""}
              {state.sort === null || query.data.totalPages <= 1
                ? ""
                : !isAllSortable
                  ? `. Sorted within this page: Artifacts sorts no tokens, and here it is done for up to ${tokensSortedMax}. Show one state to have fewer.`
                  : isSorting
                    ? ". Sorting all of them…"
                    : all.isError
                      ? ". Not all of them could be read to sort them."
                      : ". All of them are sorted."}
            </p>
            <div className="flex gap-2">
              {state.sort !== null && all.isError ? (
                <Button size="sm" onClick={() => all.refetch()}>
                  Sort again
                </Button>
              ) : null}
              {state.page > 1 ? (
                <Button size="sm" onClick={() => show({ ...state, page: state.page - 1 })}>
                  Previous
                </Button>
              ) : null}
              {state.page < query.data.totalPages ? (
                <Button size="sm" onClick={() => show({ ...state, page: state.page + 1 })}>
                  Next
                </Button>
              ) : null}
            </div>
          </div>
        </>
      )}

      {selected.size > 0 || isBulkBusy ? (
        <TokenBulkBar
          namespace={namespace}
          repo={repo}
          selected={selected}
          onSelect={(which) => select(withTokens(new Map(), which, true))}
          onBusy={setBulkBusy}
        />
      ) : null}
      {/* Not in the row: the list moves as soon as a token is made, and a secret must not go with its row. */}
      {acting?.kind === "revoke" ? (
        <RevokeTokenDialog
          namespace={namespace}
          repo={repo}
          token={acting.token}
          onClose={() => setActing(null)}
          onDone={() => setActing(null)}
        />
      ) : acting?.kind === "rotate" ? (
        <RotateTokenDialog
          namespace={namespace}
          repo={repo}
          remote={remote}
          token={acting.token}
          now={now}
          onClose={() => setActing(null)}
        />
      ) : null}
    </div>
  );
}

interface SelectionOptions {
  /** What is looked at: a token that is not in another view is not gone. */
  view: string;
  now: number;
  isPaused: boolean;
}

/** Selected by id. What can be revoked no more drops out, and is said. */
function useSelection(rows: readonly LabelledToken[], { view, now, isPaused }: SelectionOptions) {
  const [selected, setSelected] = useState<TokenSelection>(new Map());
  const [lost, setLost] = useState("");
  const seen = useRef<{ view: string; ids: ReadonlySet<string> }>({ view, ids: new Set() });

  useEffect(() => {
    if (isPaused) return;
    const before = seen.current.view === view ? seen.current.ids : new Set<string>();
    seen.current = { view, ids: new Set(rows.map(({ id }) => id)) };
    const kept = keepLive(selected, { rows, before, now });
    if (kept.selection === selected) return;
    setSelected(kept.selection);
    const { ended, gone } = kept;
    const words = [
      ended === 0 ? null : `${countOf(ended, "token")} left your selection: revoked or expired meanwhile.`,
      gone === 0 ? null : `${countOf(gone, "token")} left your selection: no longer where it was selected.`,
    ];
    setLost(words.filter((word) => word !== null).join(" "));
  }, [rows, view, now, isPaused, selected]);

  return {
    selected,
    lost,
    select: (next: TokenSelection) => {
      setLost("");
      setSelected(next);
    },
  };
}
