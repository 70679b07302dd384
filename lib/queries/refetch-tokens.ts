import type { QueryClient } from "@tanstack/react-query";
import { noteChange } from "./last-change";
import { queryKeys } from "./query-keys";

/** After tokens of a repo, or of any repo of a namespace, were made or revoked. */
export function refetchTokens(client: QueryClient, namespace: string, repo?: string): Promise<void> {
  noteChange(client);
  const queryKey = repo === undefined ? queryKeys.tokensIn(namespace) : queryKeys.tokensOf(namespace, repo);
  return client.invalidateQueries({ queryKey });
}
