"use client";

import { useQuery } from "@tanstack/react-query";
import { type RefObject, useEffect, useId, useMemo, useState } from "react";
import { Failure } from "@/components/ui/failure";
import { useRanking } from "@/lib/find/use-ranking";
import { pathsQuery } from "@/lib/queries/paths";
import { describeFailure } from "@/lib/wire/describe-failure";
import { ListingPager } from "./listing-pager";
import { ListingStatus } from "./listing-status";
import { MatchList } from "./match-list";
import { recentFiles } from "./recent-files";
import { useMatchOptions } from "./use-match-options";

interface TreeMatchesProps {
  namespace: string;
  repo: string;
  refName: string;
  treeHash: string;
  /** What is open on the page. */
  path: string;
  query: string;
  /** What is typed in, and has the focus. */
  field: RefObject<HTMLInputElement | null>;
  onClear: () => void;
}

const shownMax = 100;

/** In the place of the tree beside a page while something is typed above it: the best matches of all paths at this ref. */
export function TreeMatches({
  namespace,
  repo,
  refName,
  treeHash,
  path,
  query,
  field,
  onClear,
}: TreeMatchesProps) {
  const id = useId();
  const [after, setAfter] = useState<string | null>(null);
  const recent = useMemo(() => recentFiles(namespace, repo), [namespace, repo]);
  const { data, error, refetch } = useQuery(pathsQuery(namespace, repo, treeHash, after));
  const ranking = useRanking(data?.index, data?.count ?? 0, query, { limit: shownMax, recent });
  const best = ranking?.best ?? [];
  const options = useMatchOptions(id, query, best.length, ranking?.query);
  const { listId, activeId, press } = options;

  // The field is there before this part is loaded; what it says and does for a list comes with the list.
  useEffect(() => {
    const input = field.current;
    if (input === null || activeId === undefined) return;
    input.ariaExpanded = "true";
    input.setAttribute("aria-controls", listId);
    input.setAttribute("aria-activedescendant", activeId);
    return () => {
      input.ariaExpanded = "false";
      input.removeAttribute("aria-controls");
      input.removeAttribute("aria-activedescendant");
    };
  }, [field, listId, activeId]);

  useEffect(() => {
    const input = field.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if (event.key === "Escape") onClear();
      else if (!press(event.key)) return;
      event.preventDefault();
    };
    input?.addEventListener("keydown", onKeyDown);
    return () => input?.removeEventListener("keydown", onKeyDown);
  });

  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] content-start gap-2 overflow-x-hidden overflow-y-auto pb-2">
      <p role="status" className="tabular px-4 text-12 text-text-muted">
        <ListingStatus
          shown={ranking ?? undefined}
          count={data?.count ?? 0}
          isWhole={data?.isWhole ?? false}
          isLive
          first={undefined}
        />
      </p>
      {error ? <Failure {...describeFailure(error, "the list of files")} onRetry={() => refetch()} /> : null}
      {best.length > 0 ? (
        <MatchList
          namespace={namespace}
          repo={repo}
          refName={refName}
          best={best}
          options={options}
          isLive
          onChosen={(chosen) => {
            // Another page begins without a search by itself.
            if (chosen === path) onClear();
          }}
          className="border-y"
        />
      ) : null}
      <div className="px-4">
        <ListingPager next={data?.next ?? null} after={after} onList={setAfter} />
      </div>
    </div>
  );
}
