import "server-only";
import { cache } from "react";
import type { RepoWithRemote } from "@/contract/repos";
import { ArtifactsError } from "./artifacts-error";
import type { ContentRepo } from "./content";
import { readTokens } from "./read-tokens";
import { listRefs, type RepoRefs } from "./refs";
import { getRepo } from "./repos";

export interface OpenRepo {
  repo: RepoWithRemote;
  refs: RepoRefs;
  /** What the content functions take. */
  content: ContentRepo;
}

/** The repo's record, asked for once a request. */
export const loadRepo = cache((namespace: string, name: string) => getRepo(namespace, name));

/**
 * A repo with its refs, once a request, for pages and routes alike. The read token is minted while the record is on its
 * way. Throws `ArtifactsError`: `importing` or `forking` while there is nothing to read yet.
 */
export const openRepo = cache(async (namespace: string, name: string): Promise<OpenRepo> => {
  readTokens().prepare({ namespace, name });
  const repo = await loadRepo(namespace, name);
  if (repo.status === "importing" || repo.status === "forking") {
    throw new ArtifactsError(repo.status, `The repo is still ${repo.status}.`);
  }
  const refs = await listRefs(namespace, { ...repo, name });
  return { repo, refs, content: { namespace, name: repo.name, id: repo.id } };
});
