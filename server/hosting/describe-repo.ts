import type { RepoWithRemote } from "@/contract/repos";
import type { RepoRow } from "@/server/db/repos";
import type { Hosting } from "./hosting";

/** The Git remote of a repo, on the configured origin, not the one a request names. */
export function remoteOf(hosting: Hosting, repo: { namespace: string; name: string }): string {
  return `${hosting.publicUrl}/git/${repo.namespace}/${repo.name}.git`;
}

export function describeRepo(hosting: Hosting, repo: RepoRow): RepoWithRemote {
  return {
    id: repo.id,
    name: repo.name,
    description: repo.description,
    default_branch: repo.defaultBranch,
    created_at: new Date(repo.createdAtMs).toISOString(),
    updated_at: new Date(repo.updatedAtMs).toISOString(),
    last_push_at: repo.lastPushAtMs === null ? null : new Date(repo.lastPushAtMs).toISOString(),
    source: repo.source,
    read_only: repo.readOnly,
    remote: remoteOf(hosting, repo),
    status: repo.status,
  };
}
