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
import type { RepoPage } from "@/lib/http/answers";
import { callApi } from "./client";
import { connection } from "./connection";

export async function listRepos(
  namespace: string,
  query: ListReposQuery = {},
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
  const { result } = await callApi(createRepoResult, {
    path: reposPath(connection().account, namespace),
    method: "POST",
    body,
    signal,
  });
  return result;
}

/** `name` is the parent's. The answer holds a live write token of the fork. */
export async function forkRepo(
  namespace: string,
  name: string,
  body: ForkRepoRequest,
  signal?: AbortSignal,
): Promise<ForkRepoResult> {
  const { result } = await callApi(forkRepoResult, {
    path: `${repoPath(connection().account, namespace, name)}/fork`,
    method: "POST",
    body,
    signal,
  });
  return result;
}

/** `name` is the new repo's. It can be read once the import is done; the answer holds a live write token already. */
export async function importRepo(
  namespace: string,
  name: string,
  body: ImportRepoRequest,
  signal?: AbortSignal,
): Promise<CreateRepoResult> {
  const { result } = await callApi(createRepoResult, {
    path: `${repoPath(connection().account, namespace, name)}/import`,
    method: "POST",
    body,
    signal,
  });
  return result;
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
