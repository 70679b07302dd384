"use client";

import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { type RefObject, useEffect, useMemo, useState } from "react";
import type { RepoWithRemote } from "@/contract/repos";
import { latestCommitsQuery } from "@/lib/queries/repos";

/** Rows of one call. */
const chunkRows = 25;
/** More than a chunk is high, so that one sees none whose first row has not been near. */
const margin = "1600px 0px";

type Times = Record<string, number | null>;
const merge = (results: UseQueryResult<Times>[]): Times =>
  Object.assign({}, ...results.map((result) => result.data ?? {}));

/** Ids of the rows that begin a chunk: each carries `data-chunk`, its id, for `useLatestCommitTimes` to find. */
export function chunkStartsOf(rows: readonly RepoWithRemote[]): ReadonlySet<string> {
  return new Set(rows.flatMap(({ id }, index) => (index % chunkRows === 0 ? [id] : [])));
}

/**
 * Latest commits, by name, of the repos whose pushes are not reported: asked for a chunk of rows at a time, once the rows come
 * near the screen. `rows` stand in the order in which they are shown below `frame`.
 */
export function useLatestCommitTimes(
  namespace: string,
  rows: readonly RepoWithRemote[],
  { frame, isCurrent }: { frame: RefObject<HTMLElement | null>; isCurrent: boolean },
): Times {
  const chunks = useMemo(
    () =>
      rows.flatMap((first, index) => {
        if (index % chunkRows !== 0) return [];
        const names = rows
          .slice(index, index + chunkRows)
          .filter((repo) => repo.last_push_at === null && (repo.status ?? "ready") === "ready")
          .map((repo) => repo.name);
        return names.length > 0 ? [{ id: first.id, names }] : [];
      }),
    [rows],
  );
  const [near, setNear] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (chunks.length === 0) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const ids = entries.flatMap(({ isIntersecting, target }) =>
          isIntersecting && target instanceof HTMLElement && target.dataset.chunk
            ? [target.dataset.chunk]
            : [],
        );
        if (ids.length > 0) setNear((before) => new Set([...before, ...ids]));
      },
      { rootMargin: margin },
    );
    for (const row of frame.current?.querySelectorAll("[data-chunk]") ?? []) observer.observe(row);
    return () => {
      observer.disconnect();
      setNear(new Set());
    };
  }, [chunks, frame]);

  return useQueries({
    queries: chunks.map(({ id, names }) => ({
      ...latestCommitsQuery(namespace, names),
      enabled: isCurrent && near.has(id),
    })),
    combine: merge,
  });
}
