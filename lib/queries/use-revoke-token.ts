import { useMutation, useQueryClient } from "@tanstack/react-query";
import { refetchTokens } from "./refetch-tokens";
import { revokeToken } from "./revoke-token";

export function useRevokeToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => revokeToken(namespace, { repo, id }),
    onSuccess: () => refetchTokens(client, namespace, repo),
  });
}
