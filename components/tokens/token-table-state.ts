export const tokenStates = ["active", "expired", "revoked", "all"] as const;
export const tokenSorts = ["scope", "created_at", "expires_at"] as const;
export type TokenSort = (typeof tokenSorts)[number];

/** What the address bar keeps of a token table. */
export interface TokenTableState {
  state: (typeof tokenStates)[number];
  /** Counts from 1. */
  page: number;
  /** Null leaves the order to Artifacts, which offers none to choose. */
  sort: TokenSort | null;
  direction: "asc" | "desc";
}

export const tokensPerPage = 30;

type QueryValue = string | string[] | null | undefined;

export function parseTokenTableState(get: (key: string) => QueryValue): TokenTableState {
  const page = Number(get("page"));
  return {
    state: tokenStates.find((value) => value === get("state")) ?? "active",
    page: Number.isInteger(page) && page > 1 && page <= 1_000_000 ? page : 1,
    sort: tokenSorts.find((value) => value === get("sort")) ?? null,
    direction: get("direction") === "desc" ? "desc" : "asc",
  };
}

/** The query of the page's address; what is usual is left out. */
export function formatTokenTableState({ state, page, sort, direction }: TokenTableState) {
  return {
    state: state === "active" ? null : state,
    sort,
    direction: sort !== null && direction === "desc" ? direction : null,
    page: page > 1 ? page : null,
  };
}

/** The parameters of the list call behind a state. */
export function tokensQueryOf({ state, page }: TokenTableState) {
  return { state, page, per_page: tokensPerPage };
}

/** What a click on a column's head asks for: up, down, and back to the order of Artifacts. */
export function toggleSort(current: TokenTableState, sort: TokenSort): TokenTableState {
  if (current.sort !== sort) return { ...current, page: 1, sort, direction: "asc" };
  if (current.direction === "asc") return { ...current, page: 1, direction: "desc" };
  return { ...current, page: 1, sort: null, direction: "asc" };
}
