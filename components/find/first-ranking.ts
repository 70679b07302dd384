import type { Ranking } from "@/lib/find/rank-paths";

/** What the server ranked for the first paint. */
export interface FirstRanking extends Ranking {
  query: string;
  count: number;
  isWhole: boolean;
}
