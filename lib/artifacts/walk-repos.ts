import "server-only";
import type { ListNamespacesQuery } from "@/contract/namespaces";
import type { ListReposQuery, RepoWithRemote } from "@/contract/repos";
import type { NamespacePage, RepoPage } from "@/lib/wire/answers";
import { listNamespaces } from "./namespaces";
import { listRepos } from "./repos";

export interface WalkOptions {
  signal: AbortSignal;
  /** Visits under way at once. */
  atOnce: number;
  /** All namespaces unless one is named. */
  namespace?: string;
}

const pageMax = 200;

/** How many repos there are to walk, by the namespaces' own counts. */
export async function countRepos({ signal, namespace }: Omit<WalkOptions, "atOnce">): Promise<number> {
  let count = 0;
  for await (const { namespace: name, repo_count } of eachNamespace(signal)) {
    if (namespace === undefined || name === namespace) count += repo_count;
  }
  return count;
}

/**
 * Visits every repo once, the newest first, some at once; memory holds one page of them. Ends early when a visit answers
 * true. What a visit throws ends the walk.
 */
export async function walkRepos(
  { signal, atOnce, namespace }: WalkOptions,
  visit: (namespace: string, repo: RepoWithRemote) => Promise<boolean>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let isDone = false;
  let failure: { error: unknown } | null = null;
  const start = (name: string, repo: RepoWithRemote) => {
    const visiting = visit(name, repo)
      .then((isEnough) => {
        isDone ||= isEnough;
      })
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(visiting));
    underWay.add(visiting);
  };
  const isOver = () => isDone || failure !== null;

  try {
    for await (const [name, repo] of eachRepo(namespace, signal)) {
      start(name, repo);
      if (underWay.size >= atOnce) await Promise.race(underWay);
      if (isOver()) break;
    }
  } finally {
    await Promise.all(underWay);
  }
  if (failure !== null && !isDone) throw (failure as { error: unknown }).error;
}

async function* eachRepo(
  namespace: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<[string, RepoWithRemote]> {
  if (namespace !== undefined) {
    yield* eachRepoOf(namespace, signal);
    return;
  }
  for await (const { namespace: name } of eachNamespace(signal)) yield* eachRepoOf(name, signal);
}

async function* eachRepoOf(namespace: string, signal: AbortSignal): AsyncGenerator<[string, RepoWithRemote]> {
  let cursor: string | null = null;
  do {
    const query: ListReposQuery = {
      limit: pageMax,
      cursor: cursor ?? undefined,
      sort: "created_at",
      direction: "desc",
    };
    const page: RepoPage = await listRepos(namespace, query, signal);
    for (const repo of page.repos) yield [namespace, repo];
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* eachNamespace(signal: AbortSignal) {
  let cursor: string | null = null;
  do {
    const query: ListNamespacesQuery = { limit: pageMax, cursor: cursor ?? undefined };
    const page: NamespacePage = await listNamespaces(query, signal);
    yield* page.namespaces;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
