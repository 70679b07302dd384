import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiInitialTokenUrl } from "@/lib/routes";
import { type InitialToken, initialToken } from "@/lib/wire/initial-token";
import { callDashboard } from "./call-dashboard";
import { refetchTokens } from "./refetch-tokens";

/**
 * Revokes the write token that a repo came with, of which only the end (unix seconds) is known: create, fork and import answer
 * it without its id.
 */
export function revokeInitialToken(
  namespace: string,
  repo: string,
  endsAt: number | null,
): Promise<InitialToken> {
  return callDashboard(initialToken, { method: "DELETE", url: apiInitialTokenUrl(namespace, repo, endsAt) });
}

export function useRevokeInitialToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (endsAt: number | null) => revokeInitialToken(namespace, repo, endsAt),
    onSuccess: () => refetchTokens(client, namespace, repo),
  });
}
