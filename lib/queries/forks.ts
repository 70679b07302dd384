import { queryOptions } from "@tanstack/react-query";
import { apiForksUrl } from "@/lib/routes";
import { forkList } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

/** The forks that stay when `repo` is deleted. */
export function forksQuery(namespace: string, repo: string) {
  return queryOptions({
    queryKey: queryKeys.forksOf(namespace, repo),
    queryFn: ({ signal }) => callDashboard(forkList, { url: apiForksUrl(namespace, repo), signal }),
  });
}
