import { notFound } from "next/navigation";
import { namespaceName, repoName } from "@/contract/names";

/** The namespace of a URL; a 404 when it can be none. */
export function checkedNames<T extends { namespace: string }>(params: T): T {
  if (!namespaceName.safeParse(params.namespace).success) notFound();
  return params;
}

/** Namespace and repo of a URL; a 404 when they can be none. */
export function checkedRepoNames<T extends { namespace: string; repo: string }>(params: T): T {
  if (!repoName.safeParse(params.repo).success) notFound();
  return checkedNames(params);
}
