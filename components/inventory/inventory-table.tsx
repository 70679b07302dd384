"use client";

import { type ChangeEvent, useCallback, useRef } from "react";
import { chosenRow } from "@/components/ui/chosen-row";
import { Table, TableFrame } from "@/components/ui/data-table";
import { useNow } from "@/components/ui/use-now";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { InventoryHeaderRow } from "./inventory-header-row";
import { InventoryRow } from "./inventory-row";
import type { InventoryView, SortField } from "./inventory-view";

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
  const lastChosen = useRef<string | null>(null);
  const selectable = rows.filter(({ id }) => isLive(id));
  const chosen = selectable.filter(({ id }) => selected.has(id)).length;
  const shownRows = useRef(rows);
  shownRows.current = rows;
  const endOf = (token: RatedToken) =>
    token.expiresAt <= now ? "expired" : isLive(token.id) ? null : "gone";
  /** Those with a box. */
  const boxed = useRef<RatedToken[]>([]);
  boxed.current = rows.filter((token) => endOf(token) === null);
  const selectRow = useCallback(
    (event: ChangeEvent<HTMLInputElement>) => {
      const { at, isSelected, isRange } = chosenRow(event);
      const all = shownRows.current;
      const token = boxed.current[at];
      if (token === undefined) return;
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
      <Table label={`Live tokens of ${namespace}`} columns="inventory">
        <InventoryHeaderRow
          rows={rows}
          view={view}
          selectableCount={selectable.length}
          chosenCount={chosen}
          onSelectPage={(isSelected) => onSelect((before) => withTokens(before, selectable, isSelected))}
          onSort={onSort}
        />
        <tbody>
          {rows.map((token) => (
            <InventoryRow
              key={token.id}
              namespace={namespace}
              token={token}
              end={endOf(token)}
              isSelected={selected.has(token.id)}
              onBox={selectRow}
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
