"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { BlankSlate } from "@/components/ui/blank-slate";
import { Button, buttonClass } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { changeAddress, useAddressQuery } from "@/components/ui/use-address-query";
import { emptySearch, type FoundSoFar } from "@/lib/find/found-so-far";
import { searchParams } from "@/lib/find/search-params";
import { fileSearchQuery } from "@/lib/queries/file-search";
import { searchUrl } from "@/lib/routes";
import { describeFailure, failureOf } from "@/lib/wire/describe-failure";
import { type SearchQuery, searchQuery } from "@/lib/wire/search-events";
import { FileHits } from "./file-hits";
import { SearchForm } from "./search-form";
import { SearchProgress } from "./search-progress";
import { useIsLive } from "./use-is-live";

/** What the server found for the first paint, or what it has against the expression. */
export interface FirstSearch {
  query: SearchQuery;
  found: FoundSoFar | null;
  problem: string | null;
  /** The search of the URL goes on in the middle, as the link of a page without JavaScript asks for. */
  isContinued: boolean;
}

interface FileSearchProps {
  namespace: string;
  repo: string;
  refName: string;
  treeHash: string;
  first: FirstSearch;
}

const noSearch: SearchQuery = { q: "", case: false, regex: false, path: "" };

const isSame = (a: SearchQuery, b: SearchQuery) =>
  a.q === b.q && a.case === b.case && a.regex === b.regex && a.path === b.path;

/** Search in the files of a ref. The search stands in the URL; what it finds appears while it goes on. */
export function FileSearch({ namespace, repo, refName, treeHash, first }: FileSearchProps) {
  const isLive = useIsLive();
  const client = useQueryClient();
  const params = useAddressQuery(searchUrl(namespace, repo, refName));
  const query = useMemo(() => {
    const parsed = searchQuery.safeParse({ q: "", ...Object.fromEntries(params) });
    return parsed.success ? parsed.data : noSearch;
  }, [params]);
  const isFirst = isSame(query, first.query);
  const options = fileSearchQuery(
    namespace,
    repo,
    treeHash,
    query,
    isFirst ? (first.found ?? undefined) : undefined,
  );
  const search = useQuery({ ...options, enabled: query.q !== "" && !(isFirst && first.problem !== null) });
  const { data: found, error } = search;
  // Without JavaScript nothing goes on, whatever is planned for when there is.
  const isRunning = search.isFetching && isLive;

  const failure = error === null ? null : failureOf(error);
  const isAboutText = failure?.kind === "invalid" && failure.pointer === "/q";
  const problem = isAboutText ? failure.message : isFirst ? first.problem : null;

  const begin = (wanted: SearchQuery) => {
    window.scrollTo({ top: 0 });
    // The same search once more is a new try.
    if (!isSame(wanted, query)) {
      changeAddress(searchUrl(namespace, repo, refName, searchParams(wanted)), "push");
    } else if (wanted.q !== "") void search.refetch();
  };

  const stop = async () => {
    const last: FoundSoFar | undefined = client.getQueryData(options.queryKey);
    // Goes back to what was before the run; what the run has found is kept all the same.
    await client.cancelQueries({ queryKey: options.queryKey, exact: true });
    const stopped: FoundSoFar = { ...(last ?? emptySearch), end: "stopped", goesOn: false };
    client.setQueryData(options.queryKey, stopped);
  };

  // Directories without a single file give no place to go on from.
  const isStuck = found?.end === "directories" && found.next === null;
  const hasMore = found !== undefined && found.end !== "done" && !isStuck;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <SearchForm
        action={searchUrl(namespace, repo, refName)}
        query={query}
        error={problem}
        onSearch={begin}
      />
      {isFirst && first.isContinued ? (
        <Notice>
          These are later results.{" "}
          <a className="underline" href={searchUrl(namespace, repo, refName, searchParams(query))}>
            Search from the beginning
          </a>
        </Notice>
      ) : null}
      {query.q === "" ? (
        <BlankSlate icon="text-search" title="Search in the files of this ref">
          Line by line, in the order of their paths. Regular expressions are RE2’s: linear in time, without
          lookaround.
        </BlankSlate>
      ) : null}
      {found?.matchesEmpty ? (
        <Notice>
          This expression also matches nothing at all. Only matches of a character or more are shown.
        </Notice>
      ) : null}
      {isRunning || (found !== undefined && (found.files.length > 0 || found.end !== "done")) ? (
        <div className="flex min-h-9 flex-wrap items-center justify-between gap-3">
          <SearchProgress found={found ?? emptySearch} isRunning={isRunning} />
          {isRunning ? (
            <Button size="sm" onClick={stop}>
              Stop
            </Button>
          ) : null}
        </div>
      ) : null}
      {found === undefined && isRunning ? <HitsSkeleton /> : null}
      {found?.files.map((file, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: files are only added, and two names may look the same
        <FileHits key={at} namespace={namespace} repo={repo} refName={refName} file={file} />
      ))}
      {found?.end === "done" && found.files.length === 0 && !isRunning ? (
        <BlankSlate icon="search-x" title="Nothing was found">
          <SearchProgress found={found} isRunning={false} />
        </BlankSlate>
      ) : null}
      {failure !== null && !isAboutText && !isRunning ? (
        <Failure {...describeFailure(error, "the results")} onRetry={() => search.refetch()} />
      ) : null}
      {hasMore && failure === null ? (
        <div className="flex justify-center">
          {isLive ? (
            <Button onClick={() => search.refetch()} disabled={isRunning}>
              {isRunning ? "Searching…" : "Continue"}
            </Button>
          ) : (
            <a
              className={buttonClass()}
              href={searchUrl(namespace, repo, refName, { ...searchParams(query), after: found.next })}
            >
              Continue
            </a>
          )}
        </div>
      ) : null}
    </div>
  );
}

function HitsSkeleton() {
  return (
    <div className="grid gap-4" aria-hidden>
      {["w-1/3", "w-1/4"].map((width) => (
        <div key={width} className="overflow-hidden rounded-lg border bg-bg-raised">
          <div className="flex h-10 items-center border-b bg-bg-subtle px-4">
            <Skeleton className={width} />
          </div>
          <div className="grid gap-3 p-4">
            <Skeleton className="w-2/3" />
            <Skeleton className="w-1/2" />
          </div>
        </div>
      ))}
    </div>
  );
}
