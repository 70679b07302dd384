import type { QueryClient } from "@tanstack/react-query";
import { queryKeys } from "./query-keys";
import { refetchRepos } from "./refetch-repos";

/** After imports ended, together: what several of them touch is fetched once. */
export async function refetchImported(
  client: QueryClient,
  imports: ReadonlyArray<{ namespace: string; name: string }>,
): Promise<void> {
  const namespaces = [...new Set(imports.map(({ namespace }) => namespace))];
  const touched = [
    ...imports.map(({ namespace, name }) => queryKeys.refNames(namespace, name)),
    // The initial token of each may have been revoked.
    ...imports.map(({ namespace, name }) => queryKeys.tokensOf(namespace, name)),
    ...namespaces.map(queryKeys.latestCommitsIn),
  ];
  await Promise.all([
    ...touched.map((queryKey) => client.invalidateQueries({ queryKey })),
    refetchRepos(client, namespaces),
  ]);
}
