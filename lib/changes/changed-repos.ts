import type { RepoWithRemote } from "@/contract/repos";
import type { ContentRepo } from "@/lib/artifacts/content";

/** A repo, and where Git can be asked for it. */
export interface ChangedRepo extends ContentRepo {
  remote: string;
}

/** Where each side of a comparison is read: one repo, or two of a family of forks, of which each has its own objects. */
export interface ChangedRepos {
  before: ChangedRepo;
  after: ChangedRepo;
}

export const changedRepo = (
  namespace: string,
  { id, name, remote }: Pick<RepoWithRemote, "id" | "name" | "remote">,
): ChangedRepo => ({ namespace, name, id, remote });

export const ownerOf = ({ after }: ChangedRepos) => `${after.namespace}/${after.name}`;
