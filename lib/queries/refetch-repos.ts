import type { QueryClient } from "@tanstack/react-query";
import { noteChange } from "./last-change";
import { queryKeys } from "./query-keys";

/**
 * After repos were made or deleted in some namespaces. Lists on the screen are fetched again, once; everything else is fetched
 * when it is shown next.
 */
export async function refetchRepos(client: QueryClient, namespaces: readonly string[]): Promise<void> {
  noteChange(client);
  for (const namespace of namespaces) {
    // A form on the screen would now call the name taken that it has just given.
    for (const queryKey of [
      queryKeys.namesTaken(namespace),
      queryKeys.freeNames(namespace),
      queryKeys.forksIn(namespace),
    ]) {
      void client.invalidateQueries({ queryKey, refetchType: "none" });
    }
  }
  await Promise.all(
    [queryKeys.namespaces(), ...namespaces.map(queryKeys.repos)].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  );
}
