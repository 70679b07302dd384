import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ForkRepoRequest } from "@/contract/repos";
import { apiForkUrl } from "@/lib/routes";
import { type InitialTokenChoice, madeFork } from "@/lib/wire/initial-token";
import { callDashboard } from "./call-dashboard";
import { refetchRepos } from "./refetch-repos";

/** Forks `repo`. The result may hold a live write token: it is dropped with the component. */
export function useForkRepo(namespace: string, repo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ForkRepoRequest & InitialTokenChoice) =>
      callDashboard(madeFork, { method: "POST", url: apiForkUrl(namespace, repo), body }),
    gcTime: 0,
    onSuccess: () => refetchRepos(client, [namespace]),
  });
}
