import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ImportRepoRequest } from "@/contract/repos";
import type { InitialTokenChoice } from "@/lib/wire/initial-token";
import { beginImport } from "./begin-import";
import { refetchRepos } from "./refetch-repos";

/** Imports into `name`. The result may hold a live write token: it is dropped with the component. */
export function useImportRepo(namespace: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      keep_token: isTokenKept,
      ...values
    }: ImportRepoRequest & InitialTokenChoice & { name: string }) =>
      beginImport(namespace, values, { isTokenKept }),
    gcTime: 0,
    onSuccess: () => refetchRepos(client, [namespace]),
  });
}
