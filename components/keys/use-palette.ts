import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "next/navigation";
import { useState } from "react";
import { formatCount } from "@/lib/format/count";
import { namespacesQuery } from "@/lib/queries/namespaces";
import { reposQuery } from "@/lib/queries/repos";
import { describeFailure } from "@/lib/wire/describe-failure";
import { type Announced, listAnnounced } from "./announced";
import { matchesWords } from "./matches-words";
import { currentTypedAhead } from "./overlay";
import { listPlaces } from "./places";
import { shownTree, useFoundFiles, useFoundRefs } from "./use-found-in-repo";
import { useSettledText } from "./use-settled-text";

const reposShown = 8;
const nothing: Announced[] = [];

/** What belongs to the page before what stands above and below every page. */
function ownFirst(announced: Announced[]): Announced[] {
  const isOwn = ({ element }: Announced) => element.closest("body > header, body > footer") === null;
  return announced.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
}

export type Palette = ReturnType<typeof usePalette>;

/** What is typed into the palette, and all that it finds: on the page, in the dashboard and in Artifacts. */
export function usePalette() {
  const { namespace, repo } = useParams<{ namespace?: string; repo?: string }>();
  const [search, setSearch] = useState(currentTypedAhead);
  // As they were when the palette opened: what lies behind it is out of reach now.
  const [announced] = useState(() => (typeof document === "undefined" ? nothing : ownFirst(listAnnounced())));
  const [tree] = useState(() => (typeof document === "undefined" ? null : shownTree()));

  const needle = useSettledText(search.trim());
  const repos = useQuery({
    ...reposQuery(namespace ?? "", { search: needle || undefined, limit: reposShown }),
    enabled: Boolean(namespace),
    placeholderData: keepPreviousData,
  });
  const namespaces = useInfiniteQuery(namespacesQuery());

  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const { refs, ...refSearch } = useFoundRefs(namespace ?? "", repo ?? "", words);
  const { files, ...fileSearch } = useFoundFiles(
    { namespace: namespace ?? "", repo: repo ?? "", treeHash: repo ? (tree?.treeHash ?? null) : null },
    search.trim(),
    needle !== "",
  );
  const actions = announced.filter(({ label }) => matchesWords(label, words));
  const places = listPlaces({ namespace, repo }).filter(({ label }) => matchesWords(label, words));
  const foundNamespaces = (namespaces.data?.pages ?? [])
    .flatMap((page) => page.namespaces)
    .filter((one) => matchesWords(one.namespace, words) && one.namespace !== namespace);
  // Those of the search before stay until the next come: Enter must not take one that no longer fits.
  const foundRepos = namespace
    ? (repos.data?.repos ?? []).filter(({ name }) => matchesWords(name, words))
    : [];
  const isSearching =
    repos.isFetching || refSearch.isFetching || fileSearch.isFetching || needle !== search.trim();
  const found = [actions, places, refs, files, foundNamespaces, foundRepos];
  const isEmpty = found.every(({ length }) => length === 0) && !isSearching;

  const limits = [
    foundRepos.length === reposShown && repos.data?.nextCursor ? `The first ${reposShown} repos.` : null,
    fileSearch.matchCount > files.length
      ? `The best ${files.length} of ${formatCount(fileSearch.matchCount)} files.`
      : null,
    fileSearch.isCut ? "Not every file is listed: Go to file has the rest." : null,
  ].filter((limit) => limit !== null);
  if (limits.length > 0) limits.push("Type more to narrow them down.");

  const error = repos.error ?? refSearch.error ?? fileSearch.error;
  const what = repos.error ? "the repos" : refSearch.error ? "the branches and tags" : "the list of files";
  return {
    namespace,
    repo,
    tree,
    search,
    setSearch,
    hasWords: words.length > 0,
    actions,
    places,
    refs,
    files,
    foundRepos,
    foundNamespaces,
    hasMoreNamespaces: namespaces.hasNextPage,
    status: error
      ? describeFailure(error, what).advice
      : isSearching && namespace
        ? "Searching…"
        : isEmpty
          ? "Nothing matches."
          : limits.join(" "),
  };
}
