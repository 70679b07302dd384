import type { ListReposQuery, RepoWithRemote } from "@/contract/repos";
import { positionOf } from "@/server/db/repos";
import { readCursor, writeCursor } from "./cursor";
import { describeRepo } from "./describe-repo";
import type { Hosting } from "./hosting";
import { type Page, pageInfo } from "./page";

const limitDefault = 50;

/** A page of a namespace's repos. A namespace that does not exist has none. */
export async function listRepos(
  hosting: Hosting,
  namespace: string,
  query: ListReposQuery,
): Promise<Page<RepoWithRemote>> {
  const limit = query.limit ?? limitDefault;
  const sort = query.sort ?? "created_at";
  const direction = query.direction ?? "desc";
  const search = (query.search ?? "").toLowerCase();
  const identity = ["repos", namespace.toLowerCase(), sort, direction, search];
  const after = query.cursor === undefined ? null : readCursor(hosting, identity, query.cursor);
  const seen = after?.seen ?? 0;

  // One row more than asked for says whether this is the last page.
  const rows = await hosting.store.repos.list({
    namespace,
    search,
    sort,
    direction,
    after,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cursor =
    rows.length > limit && last !== undefined
      ? writeCursor(hosting, identity, { ...positionOf(last, sort), seen: seen + shown.length })
      : null;
  return {
    items: shown.map((row) => describeRepo(hosting, row)),
    info: pageInfo({ seen, count: shown.length, perPage: limit, cursor }),
  };
}
