import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { apiNamespacesUrl, apiNamespaceUrl } from "@/lib/routes";
import { namespaceInfoCheck, namespacePageCheck } from "./answer-checks";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

export const namespacesPerPage = 50;
const firstPage: string | null = null;

/** Pages hand it over filled: `fetchInfiniteQuery({ ...namespacesQuery(), queryFn: () => listNamespaces(…) })`. */
export function namespacesQuery() {
  return infiniteQueryOptions({
    queryKey: queryKeys.namespaces(),
    queryFn: ({ pageParam, signal }) =>
      callDashboard(namespacePageCheck, {
        url: apiNamespacesUrl({ limit: namespacesPerPage, cursor: pageParam }),
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** One namespace, or null when there is none of this name. */
export function namespaceQuery(namespace: string) {
  return queryOptions({
    queryKey: queryKeys.namespace(namespace),
    queryFn: async ({ signal }) => {
      try {
        return await callDashboard(namespaceInfoCheck, { url: apiNamespaceUrl(namespace), signal });
      } catch (error) {
        if (error instanceof ApiFailure && error.kind === "not-found") return null;
        throw error;
      }
    },
    staleTime: 5_000,
  });
}
