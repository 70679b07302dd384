import { type RepoSortField, repoSortField, type SortDirection, sortDirection } from "@/contract/repos";

/** What the address bar keeps of a repo table. */
export interface RepoTableState {
  search: string;
  sort: RepoSortField;
  direction: SortDirection;
  /** Null on the first page. */
  cursor: string | null;
  /** Counts from 1; only for display, the cursor decides. */
  page: number;
}

export const reposPerPage = 50;

type QueryValue = string | string[] | null | undefined;

const single = (value: QueryValue) => (Array.isArray(value) ? value[0] : value) ?? "";

/** Anything that is not as it should be falls back to its default: an old or hand-made link still opens the table. */
export function parseRepoTableState(get: (key: string) => QueryValue): RepoTableState {
  const sort = repoSortField.catch("created_at").parse(single(get("sort")));
  const cursor = single(get("cursor")) || null;
  const page = Number(single(get("page")));
  return {
    search: single(get("q")).slice(0, 200),
    sort,
    direction: sortDirection.catch(sort === "name" ? "asc" : "desc").parse(single(get("direction"))),
    cursor,
    page: cursor && Number.isInteger(page) && page > 1 ? page : cursor ? 2 : 1,
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
    limit: reposPerPage,
    cursor: state.cursor ?? undefined,
  };
}
