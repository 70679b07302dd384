"use client";

import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import clsx from "clsx";
import { memo, useCallback, useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { Cell, HeaderCell, Row, rowLinkClass, Table, TableFrame } from "@/components/ui/data-table";
import { NavLink } from "@/components/ui/nav-link";
import { SelectBox } from "@/components/ui/select-box";
import { Timestamp } from "@/components/ui/timestamp";
import { useNow } from "@/components/ui/use-now";
import { countdown, formatDuration } from "@/lib/format/duration";
import { describeTime } from "@/lib/format/time-ago";
import { lifetimeSeconds } from "@/lib/inventory/lifetime";
import type { RatedToken, RiskLevel } from "@/lib/inventory/rate-risk";
import { tokensUrl } from "@/lib/routes";
import { type InventoryView, type SortField, sortFields } from "./inventory-view";

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, RatedToken>();
const columns = helper.columns([
  helper.accessor("repo", { id: "repo", header: "Repo" }),
  helper.accessor("id", { id: "id", header: "Token", enableSorting: false }),
  helper.accessor("scope", { id: "scope", header: "Scope", enableSorting: false }),
  helper.accessor("isInitial", { id: "label", header: "Label", enableSorting: false }),
  helper.accessor("createdAt", { id: "created", header: "Created" }),
  helper.accessor("expiresAt", { id: "lifetime", header: "Lifetime" }),
  helper.accessor("expiresAt", { id: "expires", header: "Expires" }),
  helper.accessor("risk", { id: "risk", header: "Risk" }),
]);

/** On a phone the repo alone has a column; what else must be known stands below its name. */
const columnClasses: Record<string, string> = {
  id: "w-44 max-lg:hidden",
  scope: "w-20 max-md:hidden",
  label: "w-48 max-lg:hidden",
  created: "w-32 max-xl:hidden",
  lifetime: "w-24 max-xl:hidden",
  expires: "w-32 max-sm:hidden",
  risk: "w-28 max-sm:hidden",
};

const riskTones: Record<RiskLevel, "danger" | "warning" | "neutral"> = {
  severe: "danger",
  high: "warning",
  medium: "neutral",
  low: "neutral",
};
const riskWords: Record<RiskLevel, string> = { severe: "Severe", high: "High", medium: "Medium", low: "Low" };

const hourMs = 3_600_000;

type Selection = ReadonlyMap<string, RatedToken>;

interface InventoryTableProps {
  namespace: string;
  rows: RatedToken[];
  view: InventoryView;
  now: number;
  isLive: (id: string) => boolean;
  selected: Selection;
  onSelect: (change: (before: Selection) => Selection) => void;
  onSort: (field: SortField) => void;
}

export function InventoryTable(props: InventoryTableProps) {
  const { namespace, rows, view, now: pageNow, isLive, selected, onSelect, onSort } = props;
  const hasCountdown = rows.some(({ expiresAt }) => expiresAt - pageNow < hourMs);
  const now = useNow(pageNow, hasCountdown ? 1000 : 30_000);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (token) => token.id,
    manualSorting: true,
    state: { sorting: [{ id: view.sort, desc: view.isReversed }] },
  });

  const lastChosen = useRef<string | null>(null);
  const selectable = rows.filter(({ id }) => isLive(id));
  const chosen = selectable.filter(({ id }) => selected.has(id)).length;
  const shownRows = useRef(rows);
  shownRows.current = rows;
  const selectRow = useCallback(
    (token: RatedToken, isSelected: boolean, isRange: boolean) => {
      const all = shownRows.current;
      const from = all.findIndex(({ id }) => id === lastChosen.current);
      const to = all.indexOf(token);
      const which = isRange && from >= 0 ? all.slice(Math.min(from, to), Math.max(from, to) + 1) : [token];
      lastChosen.current = token.id;
      onSelect((before) =>
        withTokens(
          before,
          which.filter(({ id }) => isLive(id)),
          isSelected,
        ),
      );
    },
    [onSelect, isLive],
  );

  return (
    <TableFrame>
      <Table label={`Live tokens of ${namespace}`}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              <HeaderCell className="w-10">
                <SelectBox
                  label="Select all on this page"
                  checked={chosen > 0 && chosen === selectable.length}
                  isPartial={chosen > 0 && chosen < selectable.length}
                  onChange={(isSelected) => onSelect((before) => withTokens(before, selectable, isSelected))}
                />
              </HeaderCell>
              {group.headers.map((header) => {
                const field = sortFields.find((each) => each === header.column.id);
                return (
                  <HeaderCell
                    key={header.id}
                    className={columnClasses[header.column.id]}
                    sort={
                      field
                        ? {
                            direction: view.sort === field ? (view.isReversed ? "asc" : "desc") : null,
                            onToggle: () => onSort(field),
                          }
                        : undefined
                    }
                  >
                    <table.FlexRender header={header} />
                  </HeaderCell>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map(({ original: token }) => (
            <TokenRow
              key={token.id}
              namespace={namespace}
              token={token}
              end={token.expiresAt <= now ? "expired" : isLive(token.id) ? null : "gone"}
              isSelected={selected.has(token.id)}
              onSelect={selectRow}
              // Of the others the minute matters, not the second.
              now={token.expiresAt - now < hourMs ? now : now - (now % 30_000)}
            />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function withTokens(before: Selection, tokens: readonly RatedToken[], isSelected: boolean): Selection {
  const next = new Map(before);
  for (const token of tokens) {
    if (isSelected) next.set(token.id, token);
    else next.delete(token.id);
  }
  return next;
}

interface TokenRowProps {
  namespace: string;
  token: RatedToken;
  /** It is no longer alive; its row stays until the table is drawn anew, so that nothing moves. */
  end: "expired" | "gone" | null;
  isSelected: boolean;
  onSelect: (token: RatedToken, isSelected: boolean, isRange: boolean) => void;
  now: number;
}

const TokenRow = memo(function TokenRow({ namespace, token, end, isSelected, onSelect, now }: TokenRowProps) {
  const left = countdown(new Date(token.expiresAt).toISOString(), now);
  const time = describeTime(token.expiresAt / 1000, now);
  const expires = <Timestamp {...time} {...(left === null ? {} : { relative: `in ${left}` })} />;
  const risk = <RiskBadge token={token} />;
  const ended = end === null ? null : <Badge>{end === "expired" ? "Expired" : "Gone"}</Badge>;
  return (
    <Row
      className={clsx(
        isSelected && "bg-accent-subtle hover:bg-accent-subtle!",
        end && "text-text-muted line-through",
      )}
    >
      <Cell className="w-10 pointer-coarse:h-11">
        {end === null ? (
          <SelectBox
            label={`Select ${token.id} of ${token.repo}`}
            checked={isSelected}
            onChange={(isChosen, isRange) => onSelect(token, isChosen, isRange)}
          />
        ) : null}
      </Cell>
      <Cell className="max-w-0">
        <NavLink
          href={tokensUrl(namespace, token.repo)}
          className={clsx(rowLinkClass, "block scroll-mt-12 scroll-mb-28 truncate font-medium")}
        >
          {token.repo}
        </NavLink>
        <code className="block truncate text-12 text-text-muted lg:hidden">{token.id}</code>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-text-muted sm:hidden">
          {ended ?? risk}
          <ScopeBadge scope={token.scope} />
          <Label token={token} />
          <span>ends {expires}</span>
        </div>
      </Cell>
      <Cell className={columnClasses.id}>
        <code className="block truncate text-12 text-text-muted" title={token.id}>
          {token.id}
        </code>
      </Cell>
      <Cell className={columnClasses.scope}>
        <ScopeBadge scope={token.scope} />
      </Cell>
      <Cell className={clsx("max-w-0", columnClasses.label)}>
        <Label token={token} />
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.created)}>
        <Timestamp {...describeTime(token.createdAt / 1000, now)} />
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.lifetime)}>
        {formatDuration(lifetimeSeconds(token))}
      </Cell>
      <Cell className={clsx("text-text-muted", columnClasses.expires)}>{expires}</Cell>
      <Cell className={columnClasses.risk}>{ended ?? risk}</Cell>
    </Row>
  );
});

function RiskBadge({ token: { risk } }: { token: RatedToken }) {
  return (
    <Badge tone={riskTones[risk.level]} title={risk.because}>
      {riskWords[risk.level]}
      <span className="sr-only">: {risk.because}</span>
    </Badge>
  );
}

function ScopeBadge({ scope }: { scope: RatedToken["scope"] }) {
  return <Badge tone={scope === "write" ? "warning" : "info"}>{scope}</Badge>;
}

function Label({ token }: { token: RatedToken }) {
  if (token.isOwn) return <Badge title="Made by this dashboard, to read the refs">dashboard</Badge>;
  if (token.purpose !== null) {
    return (
      <span title={token.purpose} className="block max-w-full truncate">
        {token.purpose}
      </span>
    );
  }
  if (token.isInitial) {
    return (
      <Badge tone="accent" title="A write token for 24 hours that came into being with its repo">
        born with the repo
      </Badge>
    );
  }
  return null;
}
