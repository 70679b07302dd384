"use client";

import clsx from "clsx";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { TableFrame } from "@/components/ui/data-table";
import { Failure } from "@/components/ui/failure";
import { Skeleton } from "@/components/ui/skeleton";
import { TableSkeleton } from "@/components/ui/table-skeleton";
import { changeAddress, useAddressQuery } from "@/components/ui/use-address-query";
import { countOf, formatCount } from "@/lib/format/count";
import { countByExpiry } from "@/lib/inventory/expiry-buckets";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { summariseTokens } from "@/lib/inventory/summarise";
import { inventoryUrl } from "@/lib/routes";
import { describeFailure } from "@/lib/wire/describe-failure";
import { ExpiryChart } from "./expiry-chart";
import { ExportInventory } from "./export-inventory";
import { InitialTokenOffer } from "./initial-token-offer";
import { InventoryFilters } from "./inventory-filters";
import { InventoryPager } from "./inventory-pager";
import { InventoryStatus } from "./inventory-status";
import { InventoryTable } from "./inventory-table";
import {
  filterTokens,
  formatInventoryView,
  type InventoryView,
  isFiltered,
  noFilters,
  parseInventoryView,
  rowsPerPage,
  sortTokens,
} from "./inventory-view";
import { RevokeBar } from "./revoke-bar";
import { useInventory } from "./use-inventory";

/** What the table shows: it stands still while more is read, until it is asked to take that in. */
interface Shown {
  tokens: RatedToken[];
  at: number;
}

/** Every live token of a namespace, riskiest first, while and after they are read. */
export function TokenInventory({ namespace, now }: { namespace: string; now: number }) {
  const params = useAddressQuery(inventoryUrl(namespace));
  const view = useMemo(() => parseInventoryView((key) => params.get(key)), [params]);
  const inventory = useInventory(namespace);
  const { state, trouble, liveCount, isLive, list } = inventory;
  const [shown, setShown] = useState<Shown | null>(null);
  const [selected, setSelected] = useState<ReadonlyMap<string, RatedToken>>(new Map());
  const frame = useRef<HTMLDivElement>(null);

  const takeIn = useCallback(() => {
    const at = Date.now();
    setShown({ tokens: list(at), at });
    setSelected((before) => new Map([...before].filter(([id]) => isLive(id))));
  }, [list, isLive]);

  const isRunning = state?.phase === "running";
  const isShort = (shown?.tokens.length ?? 0) < rowsPerPage;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time more is known
  useEffect(() => {
    if (state === null) return;
    // Nothing moves under the pointer, or away from the keyboard.
    const isInUse = frame.current?.matches(":hover, :focus-within") ?? false;
    if (shown === null ? liveCount > 0 || !isRunning : !isInUse && (isShort || !isRunning)) takeIn();
  }, [state === null, isRunning, isShort && liveCount, takeIn]);

  const show = (change: Partial<InventoryView>, how: "push" | "replace" = "push") =>
    changeAddress(inventoryUrl(namespace, formatInventoryView({ ...view, page: 1, ...change })), how);

  const { scope, label, age, lifetime, ends, sort, isReversed } = view;
  const prefix = useDeferredValue(view.prefix);
  // biome-ignore lint/correctness/useExhaustiveDependencies: not for another page, and for a typed prefix only when there is time
  const matching = useMemo(() => {
    if (shown === null) return [];
    return sortTokens(filterTokens(shown.tokens, { ...view, prefix }, shown.at), view);
  }, [shown, scope, label, age, lifetime, ends, prefix, sort, isReversed]);
  const all = shown?.tokens ?? [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: which tokens are live changes with each event
  const living = useMemo(
    () => (shown?.tokens ?? []).filter(({ id }) => isLive(id)),
    [shown, isLive, state, liveCount],
  );
  const counts = useMemo(() => countByExpiry(living, shown?.at ?? 0), [living, shown]);
  const found = liveCount - living.length;
  const pages = Math.max(1, Math.ceil(matching.length / rowsPerPage));
  const page = Math.min(view.page, pages);
  const rows = matching.slice((page - 1) * rowsPerPage, page * rowsPerPage);

  const afterRevoked = (ids: readonly string[]) => {
    inventory.remove(ids);
    takeIn();
  };

  return (
    <div
      // The bar of what is selected lies over the end of the page.
      className={clsx("grid grid-cols-[minmax(0,1fr)] gap-4", selected.size > 0 && "pb-28")}
    >
      <InventoryStatus inventory={inventory} now={now} />
      {shown === null ? (
        trouble !== null && liveCount === 0 ? (
          <TableFrame>
            <Failure
              {...describeFailure(trouble, "the live tokens")}
              onRetry={() => inventory.watch("open")}
            />
          </TableFrame>
        ) : (
          <InventorySkeleton />
        )
      ) : all.length === 0 ? (
        // What stopped the reading stands above.
        state?.failure || trouble ? null : (
          <NoTokens phase={state?.phase} repos={state?.reposDone ?? 0} namespace={namespace} />
        )
      ) : (
        <>
          <p className="text-16 font-medium text-balance">
            {summariseTokens(living, (state?.reposDone ?? 0) - (state?.unread ?? 0), shown.at)}
          </p>
          <InitialTokenOffer namespace={namespace} tokens={living} onRevoked={afterRevoked} />
          <ExpiryChart counts={counts} chosen={view.ends} onChoose={(key) => show({ ends: key })} />
          <InventoryFilters view={view} onChange={show} />
          <div className="flex flex-wrap items-center gap-3">
            <p role="status" className="mr-auto text-13 text-text-muted">
              {isFiltered(view)
                ? `${formatCount(matching.length)} of ${countOf(all.length, "token")} match`
                : countOf(all.length, "token")}
            </p>
            {found > 0 ? (
              <Button size="sm" onClick={takeIn}>
                {formatCount(found)} more found, show
              </Button>
            ) : null}
            {matching.length > 0 ? (
              <Button
                size="sm"
                onClick={() =>
                  setSelected(
                    new Map(
                      matching
                        .filter(({ id, isOwn }) => isLive(id) && !isOwn)
                        .map((token) => [token.id, token]),
                    ),
                  )
                }
              >
                {isFiltered(view) ? "Select all that match" : "Select all"}
              </Button>
            ) : null}
            <ExportInventory namespace={namespace} tokens={matching} state={state} isLive={isLive} />
          </div>
          <div ref={frame} className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {rows.length === 0 ? (
              <TableFrame>
                <BlankSlate
                  icon="search-x"
                  title="No token matches"
                  action={<Button onClick={() => show(noFilters)}>Clear the filters</Button>}
                >
                  None of {countOf(all.length, "live token")} passes these filters.
                </BlankSlate>
              </TableFrame>
            ) : (
              <InventoryTable
                namespace={namespace}
                rows={rows}
                view={view}
                now={Math.max(now, shown.at)}
                isLive={isLive}
                selected={selected}
                onSelect={setSelected}
                onSort={(sort) =>
                  show({ sort, isReversed: view.sort === sort ? !view.isReversed : false }, "replace")
                }
              />
            )}
          </div>
          <InventoryPager
            namespace={namespace}
            view={view}
            page={page}
            pages={pages}
            total={matching.length}
            onShow={(next) => {
              show({ page: next });
              frame.current?.scrollIntoView();
            }}
          />
        </>
      )}
      {selected.size > 0 ? (
        <RevokeBar
          namespace={namespace}
          selected={[...selected.values()]}
          onClear={() => setSelected(new Map())}
          onRevoked={afterRevoked}
        />
      ) : null}
    </div>
  );
}

interface NoTokensProps {
  phase: string | undefined;
  repos: number;
  namespace: string;
}

function NoTokens({ phase, repos, namespace }: NoTokensProps) {
  return (
    <TableFrame>
      <BlankSlate
        icon="key-round"
        title={phase === "whole" ? "No live tokens" : "No live token found so far"}
      >
        {repos === 0 && phase === "whole" ? (
          <>
            <strong className="font-medium text-text">{namespace}</strong> has no repos.
          </>
        ) : (
          `None of ${countOf(repos, "repo")} that ${repos === 1 ? "was" : "were"} read can be cloned or pushed to with a token.`
        )}
      </BlankSlate>
    </TableFrame>
  );
}

const skeletonWidths = ["w-40", "w-56", "w-32", "w-48", "w-36", "w-52"];

function InventorySkeleton() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Skeleton className="h-5 w-96 max-w-full" />
      <Skeleton className="h-36 w-full rounded-lg" />
      <TableSkeleton widths={skeletonWidths} lastWidth="w-24" />
    </div>
  );
}
