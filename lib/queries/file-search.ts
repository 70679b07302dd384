import { queryOptions } from "@tanstack/react-query";
import { addRun, emptySearch, type FoundSoFar, takeEvent } from "@/lib/find/found-so-far";
import { searchParams } from "@/lib/find/search-params";
import { apiSearchUrl } from "@/lib/routes";
import { type SearchQuery, searchEvent } from "@/lib/wire/search-events";
import { queryKeys } from "./query-keys";
import { readLines } from "./read-lines";

const keptMs = 15 * 60_000;

/**
 * What a search has found below a tree, which never changes. It grows while it arrives; each further fetch goes on where the last one
 * stopped. `initial` is what the server has found already.
 */
export function fileSearchQuery(
  namespace: string,
  repo: string,
  treeHash: string,
  query: SearchQuery,
  initial: FoundSoFar | undefined,
) {
  return queryOptions({
    queryKey: queryKeys.fileSearch(namespace, repo, treeHash, query),
    queryFn: async ({ client, queryKey, signal }): Promise<FoundSoFar> => {
      const before: FoundSoFar | undefined = client.getQueryData(queryKey);
      let found = addRun(before ?? emptySearch);
      const url = apiSearchUrl(namespace, repo, treeHash, { ...searchParams(query), after: found.next });
      for await (const events of readLines(searchEvent, { url, signal })) {
        for (const event of events) found = takeEvent(found, event);
        if (!signal.aborted) client.setQueryData(queryKey, found);
      }
      return found;
    },
    enabled: query.q !== "",
    initialData: initial,
    // Only what the server began for the first paint goes on by itself.
    staleTime: ({ state }) => (state.data?.goesOn ? 0 : Number.POSITIVE_INFINITY),
    gcTime: keptMs,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    structuralSharing: false,
  });
}
