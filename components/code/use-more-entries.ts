import { useCallback, useEffect, useState } from "react";
import type { EntryTurnsProps } from "./entry-turns-props";

type Place = Pick<EntryTurnsProps, "namespace" | "repo" | "refName" | "treeHash" | "path" | "rows">;

/** The boxes of rows in the list. Brings what it has not, piece by piece. */
export function useMoreEntries(list: HTMLElement | null, place: Place) {
  const { namespace, repo, refName, treeHash, path, rows } = place;
  const [chunks, setChunks] = useState<readonly HTMLElement[]>([]);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    if (list === null || error !== null) return;
    const controller = new AbortController();
    const { signal } = controller;
    const update = () => setChunks([...list.children].filter((child) => child instanceof HTMLElement));
    const bring = async () => {
      let from = drawnIn(list);
      if (from >= rows) return;
      const { askEntries } = await import("@/lib/queries/ask-entries");
      while (from < rows) {
        const html = await askEntries({ namespace, repo, ref: refName, tree: treeHash, path, from }, signal);
        if (signal.aborted) return;
        list.insertAdjacentHTML("beforeend", html);
        update();
        const drawn = drawnIn(list);
        if (drawn === from) throw new Error("no entries came");
        from = drawn;
      }
    };
    update();
    bring().catch((reason: unknown) => {
      if (!signal.aborted) setError(reason);
    });
    return () => controller.abort();
  }, [list, namespace, repo, refName, treeHash, path, rows, error]);

  return { chunks, error, retry: useCallback(() => setError(null), []) };
}

const drawnIn = (list: HTMLElement) => list.querySelectorAll("[role=listitem]").length;
