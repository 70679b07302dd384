import { type FollowedPlace, scanLimits } from "@/lib/wire/scan-events";
import type { ScanState } from "./scan-state";

/** Whether nothing that was found can be older than is said of it: all that there is was looked through for it. */
export function isSinceCertain({ hits, end, isHistoryCut }: ScanState): boolean {
  const areFollowed =
    hits.length <= scanLimits.followed && hits.every(({ path }) => path.length <= scanLimits.followedPath);
  return end?.kind === "done" && !isHistoryCut && areFollowed;
}

/** What a further run of a history looks for in older commits, each place once. */
export function followedPlaces({ hits }: Pick<ScanState, "hits">): FollowedPlace[] {
  const places = new Map<string, FollowedPlace>();
  for (const { path, blob, since } of hits) {
    if (since !== null && path.length <= scanLimits.followedPath) {
      places.set(`${blob} ${path}`, { path, blob, since: since.commit });
    }
  }
  return [...places.values()].slice(0, scanLimits.followed);
}
