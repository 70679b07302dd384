import "server-only";
import { parseSource } from "@/contract/repo-source";
import type { RepoWithRemote } from "@/contract/repos";
import { eachRepoPage } from "@/lib/artifacts/repos";
import type { ForkList } from "@/lib/wire/answers";

/** How many repos are looked at. */
const searchedMax = 2_000;

/**
 * The forks of a repo in its own namespace. No route lists them: this walks the namespace's repos, newest first, to the
 * day the repo itself was made (an older fork is of an earlier repo of that name), or to the bound.
 */
export async function listForks(
  namespace: string,
  repo: Pick<RepoWithRemote, "name" | "created_at">,
  signal?: AbortSignal,
): Promise<ForkList> {
  const forks: string[] = [];
  const wanted = `${namespace}/${repo.name}`.toLowerCase();
  let searched = 0;
  let isComplete = false;
  const newestFirst = { limit: searchedMax, sort: "created_at", direction: "desc" } as const;
  for await (const { repos, nextCursor } of eachRepoPage(namespace, newestFirst, { signal })) {
    for (const each of repos) {
      if (Date.parse(each.created_at) < Date.parse(repo.created_at)) {
        return { forks, isComplete: true, searched };
      }
      searched += 1;
      const source = each.source === null ? null : parseSource(each.source);
      if (source?.kind === "fork" && `${source.namespace}/${source.repo}`.toLowerCase() === wanted) {
        forks.push(each.name);
      }
    }
    isComplete = nextCursor === null;
  }
  return { forks, isComplete, searched };
}
