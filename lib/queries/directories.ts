import { queryOptions } from "@tanstack/react-query";
import { apiTreeUrl } from "@/lib/routes";
import { treeLevel } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

/** One level of a tree, by hash. */
export function treeLevelQuery(namespace: string, repo: string, hash: string) {
  return queryOptions({
    queryKey: queryKeys.treeLevel(namespace, repo, hash),
    queryFn: ({ signal }) => callDashboard(treeLevel, { url: apiTreeUrl(namespace, repo, hash), signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
