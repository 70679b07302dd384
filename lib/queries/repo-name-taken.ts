import { queryOptions } from "@tanstack/react-query";
import { repoWithRemote } from "@/contract/repos";
import { apiRepoUrl } from "@/lib/routes";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";
import { queryKeys } from "./query-keys";

/** Whether a repo of this name exists; upper and lower case are the same. Fails where that is not known. */
export function repoNameTakenQuery(namespace: string, name: string) {
  return queryOptions({
    queryKey: queryKeys.nameTaken(namespace, name),
    queryFn: async ({ signal }) => {
      try {
        await callDashboard(repoWithRemote, { url: apiRepoUrl(namespace, name), signal });
        return true;
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.kind === "importing" || error.kind === "forking") return true;
        if (error.kind === "not-found") return false;
        throw error;
      }
    },
    staleTime: 5_000,
  });
}
