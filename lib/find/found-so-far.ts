import { addCounts } from "@/lib/wire/add-counts";
import {
  type EndReason,
  type FileHits,
  noCounts,
  type SearchCounts,
  type SearchEvent,
} from "@/lib/wire/search-events";

/** Everything a search has found, over all its runs. */
export interface FoundSoFar {
  files: FileHits[];
  /** Of the runs that ended. */
  earlier: SearchCounts;
  /** Of the run under way, or the last one. */
  current: SearchCounts;
  /** Where to go on. */
  next: string | null;
  /** Null while a run is under way, or when it broke off. */
  end: EndReason | "stopped" | null;
  matchesEmpty: boolean;
  /** The server stopped early for the first paint: the browser takes over without being asked. */
  goesOn: boolean;
}

export const emptySearch: FoundSoFar = {
  files: [],
  earlier: noCounts,
  current: noCounts,
  next: null,
  end: null,
  matchesEmpty: false,
  goesOn: false,
};

/** A further run begins. */
export function addRun(found: FoundSoFar): FoundSoFar {
  return { ...found, earlier: totalCounts(found), current: noCounts, end: null, goesOn: false };
}

export function takeEvent(found: FoundSoFar, event: SearchEvent): FoundSoFar {
  if ("file" in event) {
    const { file, next } = event;
    // Until the next progress event, so that the count never lags behind what is shown.
    const current = { ...found.current, hits: found.current.hits + file.hits };
    return { ...found, files: [...found.files, file], current, next };
  }
  if ("progress" in event) return { ...found, current: event.progress, next: event.next };
  const { end, counts, next, matchesEmpty } = event;
  return { ...found, end, current: counts, next, matchesEmpty };
}

/** What all runs looked at together. */
export function totalCounts({ earlier, current }: FoundSoFar): SearchCounts {
  return addCounts(earlier, current);
}
