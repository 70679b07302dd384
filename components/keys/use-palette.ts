import { useParams } from "next/navigation";
import { useState } from "react";
import { formatCount } from "@/lib/format/count";
import { describeFailure } from "@/lib/wire/describe-failure";
import { bestFirst } from "./best-first";
import { currentTypedAhead } from "./overlay";
import { shownTree, useFoundFiles, useFoundRefs } from "./use-found-in-repo";
import { useFoundOnPage } from "./use-found-on-page";
import { namespacesSearched, reposShown, useFoundRepos } from "./use-found-repos";
import { useSettledText } from "./use-settled-text";

export type Palette = ReturnType<typeof usePalette>;

/** What is typed into the palette, and all that it finds: on the page, in the dashboard and in Artifacts. */
export function usePalette() {
  const { namespace, repo } = useParams<{ namespace?: string; repo?: string }>();
  const [search, setSearch] = useState(currentTypedAhead);
  const [tree] = useState(() => (typeof document === "undefined" ? null : shownTree()));
  const needle = useSettledText(search.trim());
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);

  const onPage = useFoundOnPage({ namespace, repo }, search, words);
  const {
    error: reposError,
    isFetching: areReposFetching,
    ...byName
  } = useFoundRepos(namespace, needle, words);
  const { refs: anyRefs, ...refSearch } = useFoundRefs(namespace ?? "", repo ?? "", words);
  const refs = bestFirst(anyRefs, search, ({ label }) => label);
  const { files, ...fileSearch } = useFoundFiles(
    { namespace: namespace ?? "", repo: repo ?? "", treeHash: repo ? (tree?.treeHash ?? null) : null },
    search.trim(),
    needle !== "",
  );
  const isSearching =
    areReposFetching || refSearch.isFetching || fileSearch.isFetching || needle !== search.trim();
  const { foundRepos, reposElsewhere, foundNamespaces } = byName;
  const found = [...Object.values(onPage), refs, files, foundRepos, reposElsewhere, foundNamespaces];
  const isEmpty = found.every(({ length }) => length === 0) && !isSearching;

  const limits = [
    foundRepos.length === reposShown && byName.hasMoreRepos ? `The first ${reposShown} repos.` : null,
    byName.isCut ? `Of other namespaces, the first ${namespacesSearched} are searched.` : null,
    fileSearch.matchCount > files.length
      ? `The best ${files.length} of ${formatCount(fileSearch.matchCount)} files.`
      : null,
    fileSearch.isCut ? "Not every file is listed: Go to file has the rest." : null,
  ].filter((limit) => limit !== null);
  if (limits.length > 0) limits.push("Type more to narrow them down.");

  const error = reposError ?? refSearch.error ?? fileSearch.error;
  const what = reposError ? "the repos" : refSearch.error ? "the branches and tags" : "the list of files";
  return {
    namespace,
    repo,
    tree,
    search,
    setSearch,
    hasWords: words.length > 0,
    ...onPage,
    ...byName,
    refs,
    files,
    status: error
      ? describeFailure(error, what).advice
      : isSearching && namespace
        ? "Searching…"
        : isEmpty
          ? "Nothing matches."
          : limits.join(" "),
  };
}
