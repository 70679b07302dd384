import type { Ranking } from "@/lib/find/rank-paths";
import { countOf, formatCount } from "@/lib/format/count";
import type { FirstRanking } from "./first-ranking";

interface ListingStatusProps {
  shown: Ranking | undefined;
  count: number;
  isWhole: boolean;
  isLive: boolean;
  first: FirstRanking | undefined;
}

/** How many files match, and how many are listed by now. */
export function ListingStatus({ shown, count, isWhole, isLive, first }: ListingStatusProps) {
  const listed =
    isWhole || (!isLive && first?.isWhole) ? countOf(count, "file") : `${countOf(count, "file")} so far…`;
  if (shown === undefined) return count > 0 ? listed : "Listing the files…";
  const { matchCount } = shown;
  const matches =
    matchCount > shown.best.length
      ? `The best ${formatCount(shown.best.length)} of ${countOf(matchCount, "match", "matches")}`
      : countOf(matchCount, "match", "matches");
  const way = isLive || first?.isWhole ? "" : " Reload the page to list more of them.";
  return `${matches} in ${listed}${way}`;
}
