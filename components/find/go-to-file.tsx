"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Failure } from "@/components/ui/failure";
import { Icon } from "@/components/ui/icon";
import { inputClass } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { useRanking } from "@/lib/find/use-ranking";
import { pathsQuery } from "@/lib/queries/paths";
import { describeFailure } from "@/lib/wire/describe-failure";
import type { FirstRanking } from "./first-ranking";
import { ListingPager } from "./listing-pager";
import { ListingStatus } from "./listing-status";
import { MatchList } from "./match-list";
import { recentFiles } from "./recent-files";
import { useIsLive } from "./use-is-live";
import { useMatchOptions } from "./use-match-options";

interface GoToFileProps {
  namespace: string;
  repo: string;
  refName: string;
  treeHash: string;
  /** What is typed already. */
  initialQuery?: string;
  first?: FirstRanking | undefined;
  /** Called with what is typed: a page keeps it in its URL. */
  onQuery?: (query: string) => void;
  /** A file was chosen: a dialog closes. */
  onChosen?: () => void;
}

const shownMax = 100;

/** Every file of a ref, found by a few letters of its path: a box to type in, and the best matches below it. */
export function GoToFile({
  namespace,
  repo,
  refName,
  treeHash,
  initialQuery = "",
  first,
  onQuery,
  onChosen,
}: GoToFileProps) {
  const id = useId();
  const isLive = useIsLive();
  const [query, setQuery] = useState(initialQuery);
  const [after, setAfter] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const recent = useMemo(() => (isLive ? recentFiles(namespace, repo) : []), [isLive, namespace, repo]);
  const { data, error, refetch } = useQuery(pathsQuery(namespace, repo, treeHash, after));
  const ranking = useRanking(data?.index, data?.count ?? 0, query, { limit: shownMax, recent });

  const shown = ranking ?? (after === null ? first : undefined);
  const best = shown?.best ?? [];
  const options = useMatchOptions(id, query, best.length, (ranking ?? first)?.query);

  // Without JavaScript it is a plain form above a plain list of links.
  const combobox = {
    role: "combobox",
    "aria-expanded": best.length > 0,
    "aria-controls": `${id}-list`,
    "aria-activedescendant": options.activeId,
    "aria-autocomplete": "list",
  } as const;

  // A dialog first notes what had the focus, to give it back.
  useEffect(() => {
    if (onChosen === undefined) return;
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [onChosen]);

  const change = (typed: string) => {
    setQuery(typed);
    onQuery?.(typed);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && query !== "" && !onChosen) change("");
    else if (!options.press(event.key)) return;
    event.preventDefault();
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <search aria-label="Go to file">
        <form className="relative" onSubmit={(event) => event.preventDefault()}>
          <Icon
            name="search"
            className="pointer-events-none absolute inset-y-0 left-3 my-auto text-text-muted"
          />
          <input
            ref={input}
            name="q"
            // biome-ignore lint/a11y/noAutofocus: typing is what the page is for
            autoFocus={onChosen === undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            {...(isLive ? combobox : {})}
            aria-label="Go to file"
            aria-describedby={`${id}-status`}
            placeholder="Type a part of the file’s name or path"
            maxLength={200}
            value={query}
            onChange={(event) => change(event.target.value)}
            onKeyDown={onKeyDown}
            className={clsx(inputClass, "h-10 pr-3 pl-9 pointer-coarse:h-11")}
          />
        </form>
      </search>
      <p id={`${id}-status`} role="status" className="tabular text-12 text-text-muted">
        <ListingStatus
          shown={shown}
          count={data?.count ?? first?.count ?? 0}
          isWhole={data?.isWhole ?? false}
          isLive={isLive}
          first={first}
        />
      </p>
      {error ? <Failure {...describeFailure(error, "the list of files")} onRetry={() => refetch()} /> : null}
      {shown === undefined && !error ? <ListSkeleton /> : null}
      {shown && best.length === 0 && (data?.isWhole || !isLive) ? (
        <BlankSlate icon="file-search" title={query ? "No file matches" : "There are no files here"}>
          {query ? "Every word must be found in the path, its letters in this order." : null}
        </BlankSlate>
      ) : null}
      {best.length > 0 ? (
        <MatchList
          namespace={namespace}
          repo={repo}
          refName={refName}
          best={best}
          options={options}
          isLive={isLive}
          onChosen={onChosen}
          className="overflow-hidden rounded-lg border"
        />
      ) : null}
      <ListingPager next={data?.next ?? null} after={after} onList={setAfter} />
    </div>
  );
}

function ListSkeleton() {
  return (
    <div className="overflow-hidden rounded-lg border bg-bg-raised" aria-hidden>
      {["w-1/2", "w-2/3", "w-2/5", "w-3/5", "w-1/3"].map((width) => (
        <div key={width} className="flex h-9 items-center border-b px-4 last:border-b-0 pointer-coarse:h-11">
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  );
}
