import { repoSortFields, sortDirections } from "@/contract/repo-states";
import type { RepoSortField, SortDirection } from "@/contract/repos";

/** The columns that can be left out. The name, with description, status and read-only beside it, is always there. */
export const optionalColumns = [
  "source",
  "default_branch",
  "created_at",
  "updated_at",
  "last_push_at",
] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

export const pageSizes = [25, 50, 100, 200, 1000] as const;
export type PageSize = (typeof pageSizes)[number];

/** What the address bar keeps of a repo table. */
export interface RepoTableState {
  search: string;
  sort: RepoSortField;
  direction: SortDirection;
  /** Null on the first page. */
  cursor: string | null;
  /** Counts from 1; only for display, the cursor decides. */
  page: number;
  pageSize: PageSize;
  /** Null: those that the repos need. */
  columns: readonly OptionalColumn[] | null;
  isCompact: boolean;
  /** Rows stand under the prefix that their names share. */
  isGrouped: boolean;
}

const defaultPageSize: PageSize = 50;
const noColumns = "none";

type QueryValue = string | string[] | null | undefined;

const single = (value: QueryValue) => (Array.isArray(value) ? value[0] : value) ?? "";

function parseColumns(text: string): readonly OptionalColumn[] | null {
  if (text === "") return null;
  const named = text.split(",");
  const columns = optionalColumns.filter((column) => named.includes(column));
  return columns.length > 0 || text === noColumns ? columns : null;
}

/** The columns of a table of `repos`: those that were chosen; else all, but for the source where no repo has one. */
export function columnsOf(
  { columns }: Pick<RepoTableState, "columns">,
  repos: readonly { source: string | null }[],
): readonly OptionalColumn[] {
  if (columns !== null) return columns;
  const hasSource = repos.some(({ source }) => source !== null);
  return optionalColumns.filter((column) => column !== "source" || hasSource);
}

/** Anything that is not as it should be falls back to its default: an old or hand-made link still opens the table. */
export function parseRepoTableState(get: (key: string) => QueryValue): RepoTableState {
  const sort = repoSortFields.find((field) => field === single(get("sort"))) ?? "created_at";
  const cursor = single(get("cursor")) || null;
  const page = Number(single(get("page")));
  return {
    search: single(get("q")).slice(0, 200),
    sort,
    direction:
      sortDirections.find((direction) => direction === single(get("direction"))) ??
      (sort === "name" ? "asc" : "desc"),
    cursor,
    page: cursor && Number.isInteger(page) && page > 1 ? page : cursor ? 2 : 1,
    pageSize: pageSizes.find((size) => String(size) === single(get("size"))) ?? defaultPageSize,
    columns: parseColumns(single(get("columns"))),
    isCompact: single(get("rows")) === "compact",
    isGrouped: single(get("group")) === "prefix",
  };
}

/** The query string of a state; what is default is left out. */
export function formatRepoTableState(state: RepoTableState): Record<string, string> {
  const query: Record<string, string> = {};
  if (state.search) query.q = state.search;
  if (state.sort !== "created_at" || state.direction !== "desc") {
    query.sort = state.sort;
    query.direction = state.direction;
  }
  if (state.pageSize !== defaultPageSize) query.size = String(state.pageSize);
  if (state.columns !== null) query.columns = state.columns.join() || noColumns;
  if (state.isCompact) query.rows = "compact";
  if (state.isGrouped) query.group = "prefix";
  if (state.cursor) {
    query.cursor = state.cursor;
    query.page = String(state.page);
  }
  return query;
}

/** The parameters of the list call behind a state. */
export function reposQueryOf(state: RepoTableState) {
  return {
    search: state.search || undefined,
    sort: state.sort,
    direction: state.direction,
    limit: state.pageSize,
    cursor: state.cursor ?? undefined,
  };
}
