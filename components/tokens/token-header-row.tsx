import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { SelectBox } from "@/components/ui/select-box";
import { TableHead } from "@/components/ui/table-head";
import type { LabelledToken } from "@/lib/wire/answers";
import { columnClasses } from "./token-row";
import { toggleSort, tokenSorts } from "./token-table-state";
import type { TokenList } from "./use-token-list";

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

interface TokenHeaderRowProps {
  list: TokenList;
  selectableCount: number;
  chosenCount: number;
  onSelectPage: (isSelected: boolean) => void;
}

export function TokenHeaderRow({ list, selectableCount, chosenCount, onSelectPage }: TokenHeaderRowProps) {
  const { state, tokens, isSettled, show } = list;
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
  return (
    <TableHead
      groups={table.getHeaderGroups()}
      classes={columnClasses}
      selectAll={
        selectableCount > 0 ? (
          <SelectBox
            label="Select all on this page"
            checked={chosenCount === selectableCount}
            isPartial={chosenCount > 0 && chosenCount < selectableCount}
            isDisabled={!isSettled}
            onChange={onSelectPage}
          />
        ) : (
          <span className="sr-only">Selected</span>
        )
      }
      sortingOf={({ column }) => {
        const sort = tokenSorts.find((value) => value === column.id);
        if (sort === undefined) return undefined;
        return { direction: column.getIsSorted() || null, onToggle: () => show(toggleSort(state, sort)) };
      }}
    >
      {(header) =>
        header.column.id === "actions" ? (
          <span className="sr-only">Actions</span>
        ) : (
          <table.FlexRender header={header} />
        )
      }
    </TableHead>
  );
}
