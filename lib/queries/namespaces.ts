import { infiniteQueryOptions } from "@tanstack/react-query";
import { namespacePage } from "@/lib/http/answers";
import { apiNamespacesUrl } from "@/lib/routes";
import { callDashboard } from "./call-dashboard";

export const namespacesPerPage = 50;
const firstPage: string | null = null;

/** Pages hand it over filled: `fetchInfiniteQuery({ ...namespacesQuery(), queryFn: () => listNamespaces(…) })`. */
export function namespacesQuery() {
  return infiniteQueryOptions({
    queryKey: ["namespaces"],
    queryFn: ({ pageParam, signal }) =>
      callDashboard(namespacePage, {
        url: apiNamespacesUrl({ limit: namespacesPerPage, cursor: pageParam }),
        signal,
      }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
}
