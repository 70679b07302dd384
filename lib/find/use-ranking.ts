"use client";

import { useEffect, useState } from "react";
import { type PathIndex, type Ranking, rankInSteps } from "./rank-paths";

interface KeptRanking extends Ranking {
  index: PathIndex;
  query: string;
}

/**
 * The best of the paths that have arrived, worked out in steps between which the page answers to keys. While it is not there yet, the
 * last one; null before the first.
 */
export function useRanking(
  index: PathIndex | undefined,
  count: number,
  query: string,
  { limit, recent }: { limit: number; recent: readonly string[] },
): KeptRanking | null {
  const [ranking, setRanking] = useState<KeptRanking | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the index grows in place; its count tells that it did
  useEffect(() => {
    if (index === undefined) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const steps = rankInSteps(index, query, { limit, recent });
    const go = () => {
      const step = steps.next();
      if (step.done) setRanking({ ...step.value, index, query });
      else timer = setTimeout(go);
    };
    timer = setTimeout(go);
    return () => clearTimeout(timer);
  }, [index, count, query, limit, recent]);

  return ranking !== null && ranking.index === index ? ranking : null;
}
