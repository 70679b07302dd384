import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { SelectBox } from "@/components/ui/select-box";
import { TableHead } from "@/components/ui/table-head";
import type { RatedToken } from "@/lib/inventory/rate-risk";
import { columnClasses } from "./inventory-row";
import { type InventoryView, type SortField, sortFields } from "./inventory-view";

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, RatedToken>();
const columns = helper.columns([
  helper.accessor("repo", { id: "repo", header: "Repo" }),
  helper.accessor("id", { id: "id", header: "Token", enableSorting: false }),
  helper.accessor("scope", { id: "scope", header: "Scope", enableSorting: false }),
  helper.accessor("initial", { id: "label", header: "Label", enableSorting: false }),
  helper.accessor("createdAt", { id: "created", header: "Created" }),
  helper.accessor("expiresAt", { id: "lifetime", header: "Lifetime" }),
  helper.accessor("expiresAt", { id: "expires", header: "Expires" }),
  helper.accessor("risk", { id: "risk", header: "Risk" }),
]);

interface InventoryHeaderRowProps {
  rows: RatedToken[];
  view: InventoryView;
  selectableCount: number;
  chosenCount: number;
  onSelectPage: (isSelected: boolean) => void;
  onSort: (field: SortField) => void;
}

export function InventoryHeaderRow(props: InventoryHeaderRowProps) {
  const { rows, view, selectableCount, chosenCount, onSelectPage, onSort } = props;
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (token) => token.id,
    manualSorting: true,
    state: { sorting: [{ id: view.sort, desc: view.isReversed }] },
  });
  return (
    <TableHead
      groups={table.getHeaderGroups()}
      classes={columnClasses}
      selectAll={
        <SelectBox
          label="Select all on this page"
          checked={chosenCount > 0 && chosenCount === selectableCount}
          isPartial={chosenCount > 0 && chosenCount < selectableCount}
          onChange={onSelectPage}
        />
      }
      sortingOf={({ column }) => {
        const field = sortFields.find((each) => each === column.id);
        if (field === undefined) return undefined;
        const direction = view.sort === field ? (view.isReversed ? "asc" : "desc") : null;
        return { direction, onToggle: () => onSort(field) };
      }}
    >
      {(header) => <table.FlexRender header={header} />}
    </TableHead>
  );
}
