import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { addPaths, emptyPathIndex, type RankedPath, rankPaths } from "@/lib/find/rank-paths";
import { useRanking } from "@/lib/find/use-ranking";
import { refLabel } from "@/lib/format/ref-label";
import { pathsQuery } from "@/lib/queries/paths";
import { refNamesQuery } from "@/lib/queries/refs";
import { matchesWords } from "./matches-words";

export interface FoundRef {
  kind: "branch" | "tag";
  /** As URLs spell it. */
  name: string;
  label: string;
}

/** The branches and tags of a repo whose names hold every word; none are asked for without one. */
export function useFoundRefs(namespace: string, repo: string, words: string[]) {
  const { data, error, isFetching } = useQuery({
    ...refNamesQuery(namespace, repo),
    enabled: repo !== "" && words.length > 0,
  });
  const all: FoundRef[] = [
    ...(data?.branches ?? []).map((name) => ({ kind: "branch" as const, name })),
    ...(data?.tags ?? []).map((name) => ({ kind: "tag" as const, name })),
  ].map((ref) => ({ ...ref, label: refLabel(ref.kind, ref.name) }));
  const refs = words.length > 0 ? all.filter(({ label }) => matchesWords(label, words)) : [];
  return { refs, error, isFetching };
}

/** The tree that the page shows, read from its link to go to file; null on pages that show none. */
export function shownTree(): { refName: string; treeHash: string } | null {
  const link = document.querySelector<HTMLElement>("a[data-key=t][data-tree]");
  const { ref: refName, tree: treeHash } = link?.dataset ?? {};
  return refName === undefined || treeHash === undefined ? null : { refName, treeHash };
}

const filesShown = 20;
const noneLately: string[] = [];

/** The files below a tree that fit best, as far as their list has arrived; it is asked for once `isWanted`. */
export function useFoundFiles(
  { namespace, repo, treeHash }: { namespace: string; repo: string; treeHash: string | null },
  search: string,
  isWanted: boolean,
) {
  const { data, error, isFetching } = useQuery({
    ...pathsQuery(namespace, repo, treeHash ?? "", null),
    enabled: treeHash !== null && isWanted,
  });
  const ranking = useRanking(search === "" ? undefined : data?.index, data?.count ?? 0, search, {
    limit: filesShown,
    recent: noneLately,
  });
  const files = useMemo((): RankedPath[] => {
    if (search === "" || ranking === null) return [];
    if (ranking.query === search) return ranking.best;
    // Until the next are there: Enter must not take one that no longer fits.
    const index = emptyPathIndex();
    addPaths(
      index,
      ranking.best.map(({ path }) => path),
    );
    return rankPaths(index, search, { limit: filesShown }).best;
  }, [ranking, search]);
  const isRanking = search !== "" && data !== undefined && ranking?.query !== search;
  return {
    files,
    matchCount: ranking?.query === search ? ranking.matchCount : files.length,
    /** More files than are listed at once. */
    isCut: data?.next != null,
    error,
    isFetching: isFetching || isRanking,
  };
}
