import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { changeAddress, useAddressQuery } from "@/components/ui/use-address-query";
import { repoSortFields } from "@/contract/repo-states";
import { namespaceQuery } from "@/lib/queries/namespaces";
import { forgetOldPages, reposQuery } from "@/lib/queries/repos";
import { namespaceUrl } from "@/lib/routes";
import {
  formatRepoTableState,
  parseRepoTableState,
  type RepoTableState,
  reposQueryOf,
} from "./repo-table-state";

export type RepoList = ReturnType<typeof useRepoList>;

/** The page of repos that the address names, and the ways to others. */
export function useRepoList(namespace: string) {
  const params = useAddressQuery(namespaceUrl(namespace));
  const client = useQueryClient();
  const state = useMemo(() => parseRepoTableState((key) => params.get(key)), [params]);
  const query = useQuery({
    ...reposQuery(namespace, reposQueryOf(state)),
    placeholderData: keepPreviousData,
  });

  // A list says how long it is with its last page only; the namespace knows, as long as nothing is searched for.
  const isWhole = state.search === "";
  const answered = query.isPlaceholderData ? undefined : query.data;
  const whole = useQuery({
    ...namespaceQuery(namespace),
    enabled: isWhole && answered?.total === null,
  });
  const total = answered?.total ?? (isWhole ? (whole.data?.repo_count ?? null) : null);

  // The next page is there before it is asked for.
  const nextCursor = query.isPlaceholderData ? null : (query.data?.nextCursor ?? null);
  useEffect(() => {
    forgetOldPages(client, namespace);
    if (nextCursor !== null) {
      client.prefetchQuery(reposQuery(namespace, reposQueryOf({ ...state, cursor: nextCursor })));
    }
  }, [client, namespace, state, nextCursor]);

  // Cursors lead forward only. The ones passed on the way are the way back; Back of the browser works without them.
  const [trail, setTrail] = useState<Record<number, string | null>>({ 1: null });

  const show = (next: RepoTableState, how: "push" | "replace" = "push") => {
    changeAddress(namespaceUrl(namespace, formatRepoTableState(next)), how);
  };
  const restart = (change: Partial<RepoTableState>, how?: "push" | "replace") => {
    setTrail({ 1: null });
    show({ ...state, ...change, cursor: null, page: 1 }, how);
  };
  return {
    state,
    query,
    /** How many repos there are in all; null where that is not known. */
    total,
    /** Of the page before; undefined where the way there is not known. */
    previousCursor: trail[state.page - 1],
    /** Draws the same repos in another way. */
    redraw: (change: Partial<RepoTableState>) => show({ ...state, ...change }, "replace"),
    /** Shows the first page of another list. */
    restart,
    turnTo(next: RepoTableState) {
      setTrail({ ...trail, [state.page]: state.cursor, [next.page]: next.cursor });
      show(next);
      window.scrollTo({ top: 0 });
    },
    toggleSort(column: string) {
      const sort = repoSortFields.find((field) => field === column);
      if (sort === undefined) return;
      const first = sort === "name" ? "asc" : "desc";
      const direction = state.sort === sort ? (state.direction === "asc" ? "desc" : "asc") : first;
      restart({ sort, direction });
    },
  };
}
