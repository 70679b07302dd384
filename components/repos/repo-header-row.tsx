import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { HeaderCell } from "@/components/ui/data-table";
import { SelectBox } from "@/components/ui/select-box";
import { type RepoWithRemote, repoSortField } from "@/contract/repos";
import { columnClasses } from "./repo-row";
import { optionalColumns } from "./repo-table-state";
import { columnTitles } from "./table-options";
import type { RepoList } from "./use-repo-list";

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

interface RepoHeaderRowProps {
  list: RepoList;
  repos: RepoWithRemote[];
  /** How many of the page are selected. */
  chosen: "all" | "some" | "none";
  onSelectPage: (isSelected: boolean) => void;
}

export function RepoHeaderRow({ list, repos, chosen, onSelectPage }: RepoHeaderRowProps) {
  const { state, query, toggleSort } = list;
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
    <thead>
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          <HeaderCell className="w-10">
            <SelectBox
              label="Select all on this page"
              checked={chosen === "all"}
              isPartial={chosen === "some"}
              isDisabled={query.isPlaceholderData}
              onChange={onSelectPage}
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
  );
}
