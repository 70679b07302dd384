export const tokenStates = ["active", "expired", "revoked", "all"] as const;

/** What the address bar keeps of a token table. */
export interface TokenTableState {
  state: (typeof tokenStates)[number];
  /** Counts from 1. */
  page: number;
}

const tokensPerPage = 30;

type QueryValue = string | string[] | null | undefined;

export function parseTokenTableState(get: (key: string) => QueryValue): TokenTableState {
  const state = tokenStates.find((value) => value === get("state")) ?? "active";
  const page = Number(get("page"));
  return { state, page: Number.isInteger(page) && page > 1 ? page : 1 };
}

/** The parameters of the list call behind a state. */
export function tokensQueryOf({ state, page }: TokenTableState) {
  return { state, page, per_page: tokensPerPage };
}
