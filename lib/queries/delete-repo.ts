import { deleteRepoResult } from "@/contract/repos";
import { apiRepoUrl } from "@/lib/routes";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";

/** A repo that is gone already counts as deleted. */
export async function deleteRepo(namespace: string, repo: string): Promise<void> {
  try {
    await callDashboard(deleteRepoResult, { method: "DELETE", url: apiRepoUrl(namespace, repo) });
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.kind !== "not-found") throw error;
  }
}
