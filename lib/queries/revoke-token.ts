import { apiTokenUrl } from "@/lib/routes";
import { deletedTokenCheck } from "./answer-checks";
import { ApiFailure } from "./api-failure";
import { callDashboard } from "./call-dashboard";

/** A token that went with its repo counts as revoked. */
export async function revokeToken(
  namespace: string,
  { repo, id }: { repo: string; id: string },
  signal?: AbortSignal,
): Promise<void> {
  try {
    await callDashboard(deletedTokenCheck, {
      method: "DELETE",
      url: apiTokenUrl(namespace, repo, id),
      signal,
    });
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.kind !== "not-found") throw error;
  }
}
