import { useMutation, useQueryClient } from "@tanstack/react-query";
import { deleteRepo } from "./delete-repo";
import { forgetRepos } from "./forget-repos";

export function useDeleteRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (repo: string) => deleteRepo(namespace, repo),
    onSuccess: (_, repo) => forgetRepos(client, namespace, [repo]),
  });
}
