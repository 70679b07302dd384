import "server-only";
import { parseSource } from "@/contract/repo-source";
import type { OpenRepo } from "@/lib/reading/open-repo";

/** More names would be felt in the page; what is not among them can be typed. */
const namesMax = 400;

/** What can be chosen in a comparison by name: the refs of a repo, and the default branch of the one that it was forked from. */
export async function compareNames(namespace: string, { repo, refs }: OpenRepo): Promise<string[]> {
  const source = repo.source === null ? null : parseSource(repo.source);
  const parent =
    source?.kind !== "fork"
      ? []
      : [source.namespace === namespace ? `${source.repo}:` : `${source.namespace}/${source.repo}:`];
  const names = [...refs.branches, ...refs.tags].map(({ name }) => name);
  return [...parent, ...names.slice(0, namesMax)];
}
