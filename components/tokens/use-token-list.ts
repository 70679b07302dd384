import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { changeAddress, useAddressQuery } from "@/components/ui/use-address-query";
import { allTokensQuery, tokensQuery, tokensSortedMax } from "@/lib/queries/tokens";
import { tokensUrl } from "@/lib/routes";
import type { LabelledToken } from "@/lib/wire/answers";
import { sortTokens } from "./token-list";
import {
  formatTokenTableState,
  parseTokenTableState,
  type TokenTableState,
  tokensPerPage,
  tokensQueryOf,
} from "./token-table-state";

export type TokenList = ReturnType<typeof useTokenList>;

const noTokens: LabelledToken[] = [];

/** The page of tokens that the address names, sorted here: Artifacts sorts none. */
export function useTokenList(namespace: string, repo: string) {
  const params = useAddressQuery(tokensUrl(namespace, repo));
  const state = useMemo(() => parseTokenTableState((key) => params.get(key)), [params]);
  const query = useQuery({
    ...tokensQuery(namespace, repo, tokensQueryOf(state)),
    placeholderData: keepPreviousData,
  });
  const total = query.data?.totalCount ?? null;
  const isAllSortable = total !== null && total <= tokensSortedMax;
  const all = useQuery({
    ...allTokensQuery(namespace, repo, state.state),
    enabled: state.sort !== null && isAllSortable,
    placeholderData: keepPreviousData,
  });

  const page = query.data?.tokens ?? noTokens;
  const tokens = useMemo(() => {
    if (state.sort === null) return page;
    if (!isAllSortable || all.data === undefined) return sortTokens(page, state.sort, state.direction);
    const start = (state.page - 1) * tokensPerPage;
    return sortTokens(all.data, state.sort, state.direction).slice(start, start + tokensPerPage);
  }, [state, page, isAllSortable, all.data]);

  const isSorting = state.sort !== null && isAllSortable && (all.isPending || all.isPlaceholderData);
  return {
    state,
    query,
    all,
    tokens,
    /** Null where Artifacts does not count them. */
    total,
    isAllSortable,
    isSorting,
    isSettled: !query.isPlaceholderData && !isSorting && query.data !== undefined,
    /** What is looked at: changes with the address. */
    view: `${namespace}/${repo}?${params}`,
    show: (next: TokenTableState) =>
      changeAddress(tokensUrl(namespace, repo, formatTokenTableState(next)), "push"),
  };
}
