import type { QueryClient } from "@tanstack/react-query";
import { queryKeys } from "./query-keys";
import { refetchRepos } from "./refetch-repos";

/** After repos were deleted: a new repo of the same name must not show what the old one held. */
export async function forgetRepos(
  client: QueryClient,
  namespace: string,
  repos: readonly string[],
): Promise<void> {
  for (const repo of repos) {
    client.removeQueries({ queryKey: queryKeys.tokensOf(namespace, repo) });
    client.removeQueries({ queryKey: queryKeys.refNames(namespace, repo) });
  }
  // One answer is about many repos, by name. The list that follows asks for those that are left.
  void client.invalidateQueries({ queryKey: queryKeys.latestCommitsIn(namespace), refetchType: "none" });
  await refetchRepos(client, [namespace]);
}
