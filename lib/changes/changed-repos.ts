import type { ContentRepo } from "@/lib/artifacts/content";

/** Where each side of a comparison is read: one repo, or two of a family of forks, of which each has its own objects. */
export interface ChangedRepos {
  before: ContentRepo;
  after: ContentRepo;
}

export const ownerOf = ({ after }: ChangedRepos) => `${after.namespace}/${after.name}`;
