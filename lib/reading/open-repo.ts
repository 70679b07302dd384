import "server-only";
import { cache } from "react";
import type { RepoWithRemote } from "@/contract/repos";
import { ArtifactsError } from "@/lib/artifacts/artifacts-error";
import type { ContentRepo } from "@/lib/artifacts/content";
import { getRepo } from "@/lib/artifacts/repos";
import { prepareFilterSupport } from "@/lib/git/filter-support";
import { listRefs, type RepoRefs } from "@/lib/git/refs";
import { oncePerRequest } from "@/lib/process/page-request";
import { readTokens } from "@/lib/tokens/read-tokens";
import { rememberRepoHint, repoHint } from "./repo-hints";

export interface OpenRepo {
  repo: RepoWithRemote;
  refs: RepoRefs;
  /** What the content functions take. */
  content: ContentRepo;
}

/** The repo's record, asked for once a request. */
export const loadRepo = cache((namespace: string, name: string) =>
  oncePerRequest(`repo ${namespace}/${name}`, () => getRepo(namespace, name)),
);

/**
 * A repo with its refs, once a request, for pages and routes alike. The read token is minted while the record is on its
 * way; where a repo's remote is known from before, the refs are asked for beside the record too. Throws `ArtifactsError`:
 * `importing` or `forking` while there is nothing to read yet.
 */
export const openRepo = cache((namespace: string, name: string) =>
  oncePerRequest(`refs ${namespace}/${name}`, () => open(namespace, name)),
);

async function open(namespace: string, name: string): Promise<OpenRepo> {
  readTokens().prepare({ namespace, name });
  const before = repoHint(namespace, name)?.repo;
  const early = before && listRefs(namespace, { ...before, name });
  // When the record fails, that is what counts.
  early?.catch(() => undefined);
  const repo = await loadRepo(namespace, name);
  if (repo.status === "importing" || repo.status === "forking") {
    throw new ArtifactsError(repo.status, `The repo is still ${repo.status}.`);
  }
  prepareFilterSupport({ namespace, name: repo.name }, repo.remote);
  const isSame =
    before?.id === repo.id && before.remote === repo.remote && before.default_branch === repo.default_branch;
  const refs = await (early && isSame ? early : listRefs(namespace, { ...repo, name }));
  rememberRepoHint(namespace, name, { repo, refs });
  return { repo, refs, content: { namespace, name: repo.name, id: repo.id } };
}

/** What the content functions take, for routes that are asked by hash and so need no refs. */
export async function openContent(namespace: string, name: string): Promise<ContentRepo> {
  const repo = await loadRepo(namespace, name);
  return { namespace, name: repo.name, id: repo.id };
}
