import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { namespacesQuery } from "@/lib/queries/namespaces";
import { reposQuery } from "@/lib/queries/repos";
import { bestFirst } from "./best-first";
import { matchesWords } from "./matches-words";

export const reposShown = 8;
/** A call each: Artifacts searches one namespace at a time. */
export const namespacesSearched = 6;
const reposOfEach = 3;
const fewestLetters = 2;

/** Namespaces, the repos of this one and those of others, as far as their names fit what is typed. */
export function useFoundRepos(namespace: string | undefined, needle: string, words: string[]) {
  const here = useQuery({
    ...reposQuery(namespace ?? "", { search: needle || undefined, limit: reposShown }),
    enabled: Boolean(namespace),
    placeholderData: keepPreviousData,
  });
  const namespaces = useInfiniteQuery(namespacesQuery());
  const others = (namespaces.data?.pages ?? [])
    .flatMap((page) => page.namespaces)
    .map((one) => one.namespace)
    .filter((name) => name !== namespace);

  const isWanted = needle.length >= fewestLetters;
  const searched = others.slice(0, namespacesSearched);
  const elsewhere = useQueries({
    queries: searched.map((name) => ({
      ...reposQuery(name, { search: needle, limit: reposOfEach }),
      enabled: isWanted,
    })),
  });
  const foundElsewhere = elsewhere.flatMap(({ data }, at) =>
    (data?.repos ?? []).map(({ id, name }) => ({ id, name, namespace: searched[at] ?? "" })),
  );

  // Those of the search before stay until the next come: Enter must not take one that no longer fits.
  const fitting = <Item>(items: Item[], nameOf: (item: Item) => string) =>
    bestFirst(
      items.filter((item) => matchesWords(nameOf(item), words)),
      needle,
      nameOf,
    );
  return {
    foundRepos: namespace ? fitting(here.data?.repos ?? [], ({ name }) => name) : [],
    hasMoreRepos: Boolean(here.data?.nextCursor),
    reposElsewhere: isWanted ? fitting(foundElsewhere, ({ name }) => name) : [],
    /** Whether namespaces are left out of the search. */
    isCut: isWanted && others.length > namespacesSearched,
    foundNamespaces: fitting(others, (name) => name),
    hasMoreNamespaces: namespaces.hasNextPage,
    error: here.error,
    isFetching: here.isFetching || (isWanted && elsewhere.some(({ isFetching }) => isFetching)),
  };
}
