import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CreateTokenRequest } from "@/contract/tokens";
import { apiTokensUrl } from "@/lib/routes";
import { mintedToken } from "@/lib/wire/answers";
import { callDashboard } from "./call-dashboard";
import { refetchTokens } from "./refetch-tokens";

/** The result holds the secret: it is dropped with the component, not kept in the mutation cache. */
export function useCreateToken(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Omit<CreateTokenRequest, "repo"> & { purpose?: string }) =>
      callDashboard(mintedToken, {
        method: "POST",
        url: apiTokensUrl(namespace, repo),
        body,
      }),
    gcTime: 0,
    onSuccess: () => refetchTokens(client, namespace, repo),
  });
}
