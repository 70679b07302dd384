import { useCallback, useEffect, useState } from "react";
import { apiLastChangedUrl } from "@/lib/routes";
import type { LastChanged } from "@/lib/wire/answers";

interface LastChangedOptions {
  namespace: string;
  repo: string;
  /** Hash of the commit. */
  commit: string;
  path: string;
  /** Where only this one is asked for. */
  entry?: string;
  /** Looks at no more commits than these. */
  commits: number;
  /** As far as the server had come. */
  initial: LastChanged | null;
  isEnabled: boolean;
}

interface Known {
  /** How many commits were allowed to be looked at. */
  commits: number;
  history: LastChanged;
}

/**
 * What last changed each entry of a directory, asked for until the walk is over. By hand, not by a query: it is the one thing that a
 * page to be read asks for by itself. `key` the component by commit and path.
 */
export function useLastChanged(options: LastChangedOptions) {
  const { namespace, repo, commit, path, entry, commits, initial, isEnabled } = options;
  const [known, setKnown] = useState<Known | null>(initial && { commits, history: initial });
  const [error, setError] = useState<unknown>(null);
  const isOver = known !== null && known.commits === commits && known.history.state !== "looking";
  const isLooking = isEnabled && error === null && !isOver;

  useEffect(() => {
    if (!isLooking) return;
    const controller = new AbortController();
    const { signal } = controller;
    const url = apiLastChangedUrl(namespace, repo, { commit, path, entry, commits });
    const look = async () => {
      // Most pages come with the answer, and need nothing that asks.
      const { askLastChanged } = await import("@/lib/queries/ask-last-changed");
      // Each answer takes its time at the server; the next is asked for as soon as it is here.
      for (;;) {
        const history = await askLastChanged(url, signal);
        if (signal.aborted) return;
        setKnown({ commits, history });
        if (history.state !== "looking") return;
      }
    };
    look().catch((reason: unknown) => {
      if (!signal.aborted) setError(reason);
    });
    return () => controller.abort();
  }, [namespace, repo, commit, path, entry, commits, isLooking]);

  return {
    /** Of a shorter look while a longer one is under way. */
    history: known?.history,
    error,
    isLooking,
    retry: useCallback(() => setError(null), []),
  };
}
