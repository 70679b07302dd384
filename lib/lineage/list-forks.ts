import "server-only";
import { parseSource } from "@/contract/repo-source";
import type { RepoWithRemote } from "@/contract/repos";
import { listRepos } from "@/lib/artifacts/repos";
import type { ForkList } from "@/lib/wire/answers";

/** The largest page that Artifacts gives, and how many of them are read. */
const pageSize = 200;
const pagesMax = 10;

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
  let cursor: string | undefined;
  for (let page = 1; page <= pagesMax; page += 1) {
    const { repos, nextCursor } = await listRepos(
      namespace,
      { limit: pageSize, cursor, sort: "created_at", direction: "desc" },
      signal,
    );
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
    if (nextCursor === null) return { forks, isComplete: true, searched };
    cursor = nextCursor;
  }
  return { forks, isComplete: false, searched };
}
