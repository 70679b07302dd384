import { queryOptions } from "@tanstack/react-query";
import { apiRefDetailsUrl, apiRefsUrl, apiTagMessagesUrl } from "@/lib/routes";
import { refDetails, refNames, tagMessages } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

/** The names of all branches and tags. */
export function refNamesQuery(namespace: string, repo: string) {
  return queryOptions({
    queryKey: queryKeys.refNames(namespace, repo),
    queryFn: ({ signal }) => callDashboard(refNames, { url: apiRefsUrl(namespace, repo), signal }),
  });
}

/** The latest commits of some hashes, and how far each has parted from `base`. By hash: it never changes. */
export function refDetailsQuery(
  namespace: string,
  repo: string,
  of: { base?: string; heads: readonly string[] },
) {
  return queryOptions({
    queryKey: queryKeys.refDetails(namespace, repo, of),
    queryFn: ({ signal }) =>
      callDashboard(refDetails, { url: apiRefDetailsUrl(namespace, repo, of), signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What the annotated tags of these hashes say. By hash: it never changes. */
export function tagMessagesQuery(namespace: string, repo: string, tags: readonly string[]) {
  return queryOptions({
    queryKey: queryKeys.tagMessages(namespace, repo, tags),
    queryFn: ({ signal }) =>
      callDashboard(tagMessages, { url: apiTagMessagesUrl(namespace, repo, tags), signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
