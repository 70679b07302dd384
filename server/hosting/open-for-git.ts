import type { Hosting } from "./hosting";
import { tokenStateAt } from "./list-tokens";
import { hashSecret } from "./token-secret";

export type GitService = "git-upload-pack" | "git-receive-pack";

export type GitAccess =
  | { kind: "open"; repoId: string; tokenId: string; namespace: string; repo: string }
  | {
      kind: "refused";
      reason:
        | "no-credential"
        | "invalid-token"
        | "insufficient-permissions"
        | "read-only"
        | "importing"
        | "forking";
      message: string;
    };

/**
 * Whether a repo token opens this repo for this service. `secret` may carry its `?expires=` suffix, which proves
 * nothing: the time in the store counts. Nothing is said about a repo to whom holds no token of it.
 */
export async function openForGit(
  hosting: Hosting,
  request: { namespace: string; repo: string; secret: string | null; service: GitService },
): Promise<GitAccess> {
  if (request.secret === null || request.secret === "") {
    return { kind: "refused", reason: "no-credential", message: "Authentication required" };
  }
  const grant = await hosting.store.tokens.findGrant(hashSecret(request.secret));
  if (grant === null || tokenStateAt(grant, hosting.now()) !== "active") {
    return { kind: "refused", reason: "invalid-token", message: "Invalid or expired token" };
  }
  const isThisRepo =
    grant.namespace.toLowerCase() === request.namespace.toLowerCase() &&
    grant.repo.toLowerCase() === request.repo.toLowerCase();
  const isPush = request.service === "git-receive-pack";
  if (!isThisRepo || (isPush && grant.scope !== "write")) {
    return { kind: "refused", reason: "insufficient-permissions", message: "Insufficient permissions" };
  }
  if (grant.status === "importing") {
    return { kind: "refused", reason: "importing", message: "Repository is still importing" };
  }
  if (grant.status === "forking") {
    return { kind: "refused", reason: "forking", message: "Repository is still forking" };
  }
  if (isPush && grant.readOnly) {
    return { kind: "refused", reason: "read-only", message: "Repository is read-only" };
  }
  const { id: tokenId, repoId, namespace, repo } = grant;
  return { kind: "open", repoId, tokenId, namespace, repo };
}
