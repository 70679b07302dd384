import "server-only";
import { z } from "zod";
import { type ListNamespacesQuery, type NamespaceInfo, namespaceInfo } from "@/contract/namespaces";
import { namespacePath, namespacesPath } from "@/contract/paths";
import type { NamespacePage } from "@/lib/wire/answers";
import { callApi } from "./client";
import { connection } from "./connection";

const pageMax = 200;

export async function listNamespaces(
  query: ListNamespacesQuery = {},
  signal?: AbortSignal,
): Promise<NamespacePage> {
  const { result, paging } = await callApi(z.array(namespaceInfo), {
    path: namespacesPath(connection().account),
    query: { limit: query.limit, cursor: query.cursor },
    signal,
  });
  return { namespaces: result, nextCursor: paging?.cursor || null };
}

/** Every namespace of the account. */
export async function* eachNamespace(signal?: AbortSignal): AsyncGenerator<NamespaceInfo, void> {
  let cursor: string | null = null;
  do {
    const query: ListNamespacesQuery = { limit: pageMax, cursor: cursor ?? undefined };
    const page: NamespacePage = await listNamespaces(query, signal);
    yield* page.namespaces;
    cursor = page.nextCursor;
  } while (cursor !== null);
}

export async function getNamespace(namespace: string, signal?: AbortSignal): Promise<NamespaceInfo> {
  const { result } = await callApi(namespaceInfo, {
    path: namespacePath(connection().account, namespace),
    signal,
  });
  return result;
}
