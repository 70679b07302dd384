import "server-only";
import { z } from "zod";
import { repoPath, reposPath } from "@/contract/paths";
import {
  type CreateRepoRequest,
  type CreateRepoResult,
  createRepoResult,
  deleteRepoResult,
  type ForkRepoRequest,
  type ForkRepoResult,
  forkRepoResult,
  type ImportRepoRequest,
  type ListReposQuery,
  type RepoWithRemote,
  repoWithRemote,
} from "@/contract/repos";
import type { RepoPage } from "@/lib/wire/answers";
import type { InTurn } from "./bulk-calls";
import { callApi } from "./client";
import { connection } from "./connection";

/** The most that one call of the wire answers. */
const callMax = 200;
/** The largest page: five calls. */
export const repoPageMax = 5 * callMax;

/**
 * A page of up to `repoPageMax` repos. What one call does not give is walked for, call after call; a repo that moved
 * between two of them is there once.
 */
export async function listRepos(
  namespace: string,
  query: ListReposQuery = {},
  signal?: AbortSignal,
): Promise<RepoPage> {
  if (query.limit === undefined) return callForRepos(namespace, query, signal);
  const repos = new Map<string, RepoWithRemote>();
  let last: RepoPage | null = null;
  const limit = Math.min(query.limit, repoPageMax);
  for await (last of eachRepoPage(namespace, { ...query, limit }, { signal })) {
    for (const repo of last.repos) repos.set(repo.id, repo);
  }
  const { nextCursor, total } = last ?? { nextCursor: null, total: null };
  return { nextCursor, total, repos: [...repos.values()] };
}

interface PagesOptions {
  signal?: AbortSignal;
  /** Of the walk whose pages they are, where it does not run in `bulkCalls` itself. */
  inTurn?: InTurn;
}

/** Page after page of a namespace's repos, from the query's cursor on, until there are no more or `limit` of them. */
export async function* eachRepoPage(
  namespace: string,
  query: ListReposQuery,
  { signal, inTurn = (call) => call() }: PagesOptions = {},
): AsyncGenerator<RepoPage & { cursor: string | null }, void> {
  let cursor = query.cursor ?? null;
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  do {
    const asked = { ...query, limit: Math.min(left, callMax), cursor: cursor ?? undefined };
    const page: RepoPage = await inTurn(() => callForRepos(namespace, asked, signal));
    yield { cursor, ...page };
    cursor = page.nextCursor;
    left -= callMax;
  } while (cursor !== null && left > 0);
}

async function callForRepos(
  namespace: string,
  query: ListReposQuery,
  signal?: AbortSignal,
): Promise<RepoPage> {
  const { result, paging } = await callApi(z.array(repoWithRemote), {
    path: reposPath(connection().account, namespace),
    query: {
      limit: query.limit,
      cursor: query.cursor,
      search: query.search,
      sort: query.sort,
      direction: query.direction,
    },
    signal,
  });
  return { repos: result, nextCursor: paging?.cursor || null, total: paging?.total_count ?? null };
}

export async function getRepo(
  namespace: string,
  name: string,
  signal?: AbortSignal,
): Promise<RepoWithRemote> {
  const { result } = await callApi(repoWithRemote, {
    path: repoPath(connection().account, namespace, name),
    signal,
  });
  return result;
}

/** The answer holds a live write token, good for 24 h: show it once, keep it nowhere. */
export async function createRepo(
  namespace: string,
  body: CreateRepoRequest,
  signal?: AbortSignal,
): Promise<CreateRepoResult> {
  return postForRepo(createRepoResult, reposPath(connection().account, namespace), body, signal);
}

/** `name` is the parent's. The answer holds a live write token of the fork. */
export async function forkRepo(
  namespace: string,
  name: string,
  body: ForkRepoRequest,
  signal?: AbortSignal,
): Promise<ForkRepoResult> {
  return postForRepo(forkRepoResult, `${repoPath(connection().account, namespace, name)}/fork`, body, signal);
}

/** `name` is the new repo's. It can be read once the import is done; the answer holds a live write token already. */
export async function importRepo(
  namespace: string,
  name: string,
  body: ImportRepoRequest,
  signal?: AbortSignal,
): Promise<CreateRepoResult> {
  return postForRepo(
    createRepoResult,
    `${repoPath(connection().account, namespace, name)}/import`,
    body,
    signal,
  );
}

export async function deleteRepo(
  namespace: string,
  name: string,
  signal?: AbortSignal,
): Promise<{ id: string }> {
  const { result } = await callApi(deleteRepoResult, {
    path: repoPath(connection().account, namespace, name),
    method: "DELETE",
    signal,
  });
  return result;
}

async function postForRepo<T extends z.ZodType>(
  schema: T,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<z.output<T>> {
  const { result } = await callApi(schema, { path, method: "POST", body, signal });
  return result;
}
