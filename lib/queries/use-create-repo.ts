import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CreateRepoRequest } from "@/contract/repos";
import { apiReposUrl } from "@/lib/routes";
import { type InitialTokenChoice, madeRepo } from "@/lib/wire/initial-token";
import { callDashboard } from "./call-dashboard";
import { refetchRepos } from "./refetch-repos";

/** The result may hold a live write token: it is dropped with the component, not kept in the mutation cache. */
export function useCreateRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateRepoRequest & InitialTokenChoice) =>
      callDashboard(madeRepo, {
        method: "POST",
        url: apiReposUrl(namespace),
        body,
      }),
    gcTime: 0,
    onSuccess: () => refetchRepos(client, [namespace]),
  });
}
