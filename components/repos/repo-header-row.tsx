import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { SelectBox } from "@/components/ui/select-box";
import { TableHead } from "@/components/ui/table-head";
import { repoSortFields } from "@/contract/repo-states";
import type { RepoWithRemote } from "@/contract/repos";
import { columnTitles } from "./column-titles";
import { columnClasses } from "./repo-row";
import { type OptionalColumn, optionalColumns } from "./repo-table-state";
import type { RepoList } from "./use-repo-list";

const features = tableFeatures({ rowSortingFeature, columnVisibilityFeature });
const helper = createColumnHelper<typeof features, RepoWithRemote>();
const columns = helper.columns([
  helper.accessor("name", { header: "Name" }),
  ...optionalColumns.map((column) =>
    helper.accessor(column, {
      header: columnTitles[column],
      enableSorting: repoSortFields.some((field) => field === column),
    }),
  ),
]);

interface RepoHeaderRowProps {
  list: RepoList;
  shown: readonly OptionalColumn[];
  repos: RepoWithRemote[];
  /** How many of the page are selected. */
  chosen: "all" | "some" | "none";
  onSelectPage: (isSelected: boolean) => void;
}

export function RepoHeaderRow({ list, shown, repos, chosen, onSelectPage }: RepoHeaderRowProps) {
  const { state, query, toggleSort } = list;
  const table = useTable({
    features,
    columns,
    data: repos,
    getRowId: (repo) => repo.id,
    manualSorting: true,
    state: {
      sorting: [{ id: state.sort, desc: state.direction === "desc" }],
      columnVisibility: Object.fromEntries(optionalColumns.map((column) => [column, shown.includes(column)])),
    },
  });
  return (
    <TableHead
      groups={table.getHeaderGroups()}
      classes={columnClasses}
      selectAll={
        <SelectBox
          label="Select all on this page"
          checked={chosen === "all"}
          isPartial={chosen === "some"}
          isDisabled={query.isPlaceholderData}
          onChange={onSelectPage}
        />
      }
      sortingOf={({ column }) =>
        column.getCanSort()
          ? { direction: column.getIsSorted() || null, onToggle: () => toggleSort(column.id) }
          : undefined
      }
    >
      {(header) => <table.FlexRender header={header} />}
    </TableHead>
  );
}
