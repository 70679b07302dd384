import "server-only";
import { LRUCache } from "lru-cache";
import type { RepoWithRemote } from "@/contract/repos";
import type { RepoRefs } from "@/lib/git/refs";
import { perProcess } from "@/lib/process/per-process";

/** What was true of a repo when it was last asked for: good for starting early, never for answering. */
export interface RepoHint {
  repo: Pick<RepoWithRemote, "id" | "name" | "remote" | "default_branch">;
  refs: RepoRefs;
}

/** Of all repos together: some 30 MB of names and hashes. */
const refsMax = 200_000;

const kept = perProcess(
  "repo-hints",
  () =>
    new LRUCache<string, RepoHint>({
      maxSize: refsMax,
      maxEntrySize: refsMax / 4,
      sizeCalculation: ({ refs }) => 1 + refs.branches.length + refs.tags.length + refs.others.length,
    }),
);

export function repoHint(namespace: string, name: string): RepoHint | null {
  return kept().get(`${namespace}/${name}`) ?? null;
}

export function rememberRepoHint(
  namespace: string,
  name: string,
  { repo: { id, name: ownName, remote, default_branch }, refs }: RepoHint,
): void {
  kept().set(`${namespace}/${name}`, { repo: { id, name: ownName, remote, default_branch }, refs });
}
