"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Choice } from "@/components/ui/choice";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import { repoSortFields } from "@/contract/repo-states";
import { formatCount } from "@/lib/format/count";
import { columnTitles } from "./column-titles";
import { type OptionalColumn, optionalColumns, pageSizes, type RepoTableState } from "./repo-table-state";

interface TableOptionsProps {
  state: RepoTableState;
  /** Those that show. */
  columns: readonly OptionalColumn[];
  /** `restarts` when the change begins again on page one. */
  onChange: (change: Partial<RepoTableState>, options?: { restarts?: boolean }) => void;
}

/** How the table looks; all of it goes into the address. */
export function TableOptions({ state, columns, onChange }: TableOptionsProps) {
  const [open, setOpen] = useState(false);
  const toggle = (column: OptionalColumn) =>
    onChange({
      columns: optionalColumns.filter((each) => columns.includes(each) !== (each === column)),
    });

  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="View"
      align="end"
      trigger={
        <Button>
          <Icon name="sliders-horizontal" />
          <span className="max-sm:sr-only">View</span>
        </Button>
      }
    >
      <div className="grid max-h-(--radix-popover-content-available-height) gap-4 overflow-y-auto p-4">
        {/* Narrow screens leave out columns, and with them the headers that sort. */}
        <div className="grid gap-4 lg:hidden">
          <Choice
            legend="Sort by"
            name="sort"
            options={repoSortFields.map((field) => ({
              value: field,
              label: field === "name" ? "Name" : columnTitles[field],
            }))}
            value={state.sort}
            onChange={(sort) =>
              onChange({ sort, direction: sort === "name" ? "asc" : "desc" }, { restarts: true })
            }
          />
          <Choice
            legend="Order"
            name="direction"
            options={[
              { value: "asc", label: state.sort === "name" ? "A to Z" : "Oldest first" },
              { value: "desc", label: state.sort === "name" ? "Z to A" : "Newest first" },
            ]}
            value={state.direction}
            onChange={(direction) => onChange({ direction }, { restarts: true })}
          />
        </div>
        <Choice
          legend="Rows"
          name="density"
          options={[
            { value: "comfortable", label: "Comfortable" },
            { value: "compact", label: "Compact" },
          ]}
          value={state.isCompact ? "compact" : "comfortable"}
          onChange={(density) => onChange({ isCompact: density === "compact" })}
        />
        <Choice
          legend="Repos a page"
          name="page-size"
          options={pageSizes.map((size) => ({ value: String(size), label: formatCount(size) }))}
          value={String(state.pageSize)}
          onChange={(value) => {
            const pageSize = pageSizes.find((size) => String(size) === value);
            if (pageSize) onChange({ pageSize }, { restarts: true });
          }}
        />
        <Checkbox
          id="group-by-prefix"
          label="Group by prefix"
          help="Puts repos of this page together whose names begin alike."
          checked={state.isGrouped}
          onChange={(event) => onChange({ isGrouped: event.target.checked })}
        />
        <fieldset className="grid gap-2 border-t pt-3">
          <legend className="sr-only">Columns</legend>
          {optionalColumns.map((column) => (
            <Checkbox
              key={column}
              id={`column-${column}`}
              label={columnTitles[column]}
              checked={columns.includes(column)}
              onChange={() => toggle(column)}
            />
          ))}
        </fieldset>
      </div>
    </Popover>
  );
}
